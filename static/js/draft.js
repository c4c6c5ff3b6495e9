// What is typed stays on this device until it is sent, also when the page is closed or the connection lost; not on a device
// that its user calls a shared one. Names and contact data are not kept, and nothing is after a week.
const form = document.querySelector("[data-draft]");
const number = form.dataset.draft;
const device = form.querySelector("[data-device]");
const shared = device.querySelector("[name=shared]");
const restored = form.querySelector("[data-restored]");
const files = form.querySelector("[type=file]");
const WEEK = 7 * 24 * 60 * 60 * 1000;
const LEFT_OUT = ["csrf_token", "token", "website", "name", "phone", "email", "shared", "about", "draft", "personal"];
let later;

const typed = () => [...new FormData(form)].filter(([name, value]) =>
  !LEFT_OUT.includes(name) && !name.endsWith("-held") && (value instanceof File ? value.size : value && value !== "0"));

const save = async () => {
  if (shared.checked) return;
  const fields = typed();
  if (fields.length) await keep.put("drafts", number, { fields, at: Date.now() });
  else await keep.remove("drafts", number);
};

const choose = (chosen) => {
  const list = new DataTransfer();
  for (const file of chosen) list.items.add(file);
  files.files = list.files;
  files.dispatchEvent(new Event("change", { bubbles: true }));
};

const fill = ([name, value]) => {
  const field = form.elements[name];
  if (!field || value instanceof File) return;
  field.value = value;
};

const restore = async () => {
  const draft = await keep.get("drafts", number);
  if (!draft) return;
  if (Date.now() - draft.at > WEEK) return keep.remove("drafts", number);
  const chosen = draft.fields.map(([, value]) => value).filter((value) => value instanceof File);
  if (chosen.length && !files.files.length && !form.querySelector("[name=files-held]")) choose(chosen);
  if (form.dataset.asked !== undefined || typed().some(([name]) => !["files", "quote"].includes(name))) return;
  draft.fields.forEach(fill);
  form.dispatchEvent(new Event("input"));
  restored.hidden = false;
};

const forget = async () => {
  clearTimeout(later);
  await keep.remove("drafts", number);
};

try {
  await restore();
  device.hidden = false;
  shared.checked = sessionStorage.getItem("shared") === "yes";
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(save, 300);
  });
  shared.addEventListener("change", () => {
    sessionStorage.setItem("shared", shared.checked ? "yes" : "no");
    if (shared.checked) forget();
  });
  restored.querySelector("button").addEventListener("click", async () => {
    await forget();
    location.replace(location.pathname);
  });
} catch {
  device.hidden = true; // a browser that keeps nothing
}

if (document.documentElement.dataset.kept !== undefined) form.action = `${location.pathname}?kept=1`; // its tokens are old
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data !== "unsent") return;
  const sentence = form.querySelector("[data-unsent]");
  sentence.hidden = false;
  sentence.scrollIntoView({ block: "center" });
});
