// Keyboard shortcuts of the desk, as the list on the page names them; nothing happens while somebody types or holds a modifier.
const list = document.getElementById("keys");
const entries = new Map([...document.querySelectorAll("[data-keys]")].map((each) => [each.dataset.keys, each]));
const rows = () => [...document.querySelectorAll("main table tbody tr")].filter((row) => row.querySelector("a[href]"));
let begun = "";

const leap = (by) => {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.querySelector("th a[href], a[href]").focus();
};

const acts = {
  find: () => (document.querySelector("main .filters input:not([type=hidden])") ?? document.getElementById("site-q"))?.focus(),
  down: () => leap(1),
  up: () => leap(-1),
  tick: () => rows().find((row) => row.contains(document.activeElement))?.querySelector("input[type=checkbox]")?.click(),
  older: () => document.querySelector("main a[rel=next]")?.click(),
  newer: () => document.querySelector("main a[rel=prev]")?.click(),
  help: () => list?.showModal(),
};

const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || list?.open) return;
  const pressed = begun ? `${begun} ${event.key}` : event.key;
  begun = event.key === "g" && !begun ? "g" : "";
  const entry = entries.get(pressed);
  if (!entry) return;
  event.preventDefault();
  if (entry.dataset.act) acts[entry.dataset.act]();
  else entry.click();
});
