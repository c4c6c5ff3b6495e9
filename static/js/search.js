// Suggestions under the search box while somebody types. Without this script the button leads to the same results.
const WAIT = 150; // milliseconds of rest before asking

const asked = async (box, signal) => {
  const address = `${box.dataset.suggest}?q=${encodeURIComponent(box.value.trim())}`;
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : [];
};

const option = (id, hit) => {
  const line = document.createElement("a");
  line.id = id;
  line.href = hit.address;
  line.tabIndex = -1;
  line.setAttribute("role", "option");
  line.append(hit.words);
  const kind = document.createElement("span");
  kind.className = "small soft";
  kind.textContent = hit.kind;
  line.append(" ", kind);
  return line;
};

const suggest = (box) => {
  const list = document.createElement("div");
  let request;
  let timer;
  let at = -1;

  const choose = (place) => {
    at = place;
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  };

  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, place) => option(`${box.id}-${place}`, hit)));
    list.hidden = !hits.length;
    box.setAttribute("aria-expanded", String(hits.length > 0));
    choose(-1);
  };

  const look = async () => {
    request?.abort();
    request = new AbortController();
    try {
      show(box.value.trim() ? await asked(box, request.signal) : []);
    } catch {
      if (!request.signal.aborted) show([]); // no connection: the button still works
    }
  };

  const keys = {
    ArrowDown: () => choose(Math.min(at + 1, list.children.length - 1)),
    ArrowUp: () => choose(Math.max(at - 1, -1)),
    Escape: () => show([]),
    Enter: () => location.assign(list.children[at].href),
  };

  list.id = `${box.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0].textContent);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) box.setAttribute(name, value);
  box.form.append(list);

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || !keys[event.key] || (event.key === "Enter" && at < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.form.addEventListener("focusout", (event) => {
    if (!box.form.contains(event.relatedTarget)) setTimeout(() => show([]), WAIT);
  });
};

document.querySelectorAll("[data-suggest]").forEach(suggest);
