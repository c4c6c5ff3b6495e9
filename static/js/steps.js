// One question per screen on a phone; without this script, and after a refusal, the form is one page.
const form = document.querySelector("[data-steps]");
const steps = [...form.querySelectorAll(".step")];
const bar = form.querySelector("[data-step-bar]");
const end = form.querySelector("[data-end]");
const [back, next] = ["back", "next"].map((name) => form.querySelector(`[data-${name}]`));
let at = 0;

const question = (step) => step.querySelector("legend, label, h2");

const values = (step) => [...step.querySelectorAll("input, textarea, select")].flatMap((field) => {
  if (field.type === "file") return [...field.files].map((file) => file.name);
  if (["radio", "checkbox"].includes(field.type)) return field.checked ? [field.closest("label").textContent.trim()] : [];
  if (field.tagName === "SELECT") return field.value === "0" ? [] : [field.selectedOptions[0].textContent];
  return field.value.trim() ? [field.value.trim()] : [];
});

const words = (element) => [...element.childNodes].filter((node) => node.nodeName === "#text").map((node) => node.data).join("").trim();

const review = () => {
  const list = form.querySelector("[data-answers]");
  const line = form.querySelector("[data-answer]");
  list.replaceChildren(...steps.slice(0, -1).map((step, index) => {
    const copy = line.content.cloneNode(true);
    copy.querySelector("dt").textContent = words(question(step));
    const given = values(step).join("\n");
    if (given) copy.querySelector("[data-given]").textContent = given;
    const change = copy.querySelector("button");
    change.append(Object.assign(document.createElement("span"), { className: "hidden-text", textContent: words(question(step)) }));
    change.addEventListener("click", () => go(index));
    return copy;
  }));
};

const show = (index, isMoved = true) => {
  at = Math.min(Math.max(index, 0), steps.length - 1);
  steps.forEach((step, each) => { step.hidden = each !== at; });
  for (const each of form.querySelectorAll("[data-first]")) each.hidden = at > 0;
  back.hidden = at === 0;
  next.hidden = end.hidden = false;
  if (at === steps.length - 1) {
    next.hidden = true;
    review();
  } else end.hidden = true;
  bar.querySelector("progress").value = at + 1;
  bar.querySelector("p").textContent = bar.dataset.say.replace("{at}", at + 1).replace("{all}", steps.length);
  if (!isMoved) return;
  scrollTo(0, form.offsetTop);
  const heading = question(steps[at]);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
};

const go = (index) => {
  history.pushState({ step: index }, "");
  show(index);
};

const isMissing = (step) => {
  const needs = step.dataset.needs?.split(" ");
  const stance = form.querySelector("[name=stance]:checked")?.value;
  return step.dataset.ask && (!needs || needs.includes(stance)) && !values(step).length;
};

const complain = (step) => {
  step.querySelector("[data-complaint]")?.remove();
  if (!isMissing(step)) return false;
  const sentence = document.createElement("p");
  sentence.className = "field-error";
  sentence.dataset.complaint = "";
  sentence.setAttribute("role", "alert");
  sentence.textContent = step.dataset.ask;
  question(step).after(sentence);
  sentence.scrollIntoView({ block: "center" });
  return true;
};

if (matchMedia("(max-width: 47.99em)").matches && form.dataset.steps === "") {
  form.classList.add("in-steps");
  form.querySelector("[data-review]").hidden = bar.hidden = back.parentElement.hidden = false;
  bar.querySelector("progress").max = steps.length;
  back.addEventListener("click", () => history.back());
  next.addEventListener("click", () => complain(steps[at]) || go(at + 1));
  form.addEventListener("input", () => at === steps.length - 1 && review());
  addEventListener("popstate", (event) => show(event.state?.step ?? 0));
  show(history.state?.step ?? 0, false);
} else {
  steps.pop().remove();
}
