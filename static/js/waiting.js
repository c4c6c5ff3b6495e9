// The opinions this device keeps: what became of each, and what can be done with it.
const list = document.querySelector("[data-entries]");
const none = document.querySelector("[data-none]");
const row = document.querySelector("[data-entry]");
const clear = document.querySelector("[data-clear]");

const takeBack = async (key, entry) => {
  const number = /\/proposals\/([^/]+)\//.exec(entry.address)[1];
  await keep.put("drafts", decodeURIComponent(number), { fields: entry.fields, at: Date.now() });
  await keep.remove("waiting", key);
  location.assign(entry.address.replace(/later$/, "new"));
};

const leave = async (key) => {
  await keep.remove("waiting", key);
  show();
};

const drawn = ([key, entry]) => {
  const line = row.content.cloneNode(true);
  const part = (name) => line.querySelector(`[data-${name}]`);
  part("about").textContent = entry.about;
  part("at").textContent = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  for (const each of line.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(entry.state);
  part("sentences").append(...(entry.sentences ?? []).map((each) => Object.assign(document.createElement("li"), { textContent: each })));
  part("words").textContent = entry.fields?.find(([name]) => name === "text")?.[1] ?? "";
  part("receipt").textContent = entry.receipt ?? "";
  if (entry.address) part("open").href = entry.address;
  part("change").addEventListener("click", () => takeBack(key, entry));
  part("leave").addEventListener("click", () => leave(key));
  part("known").addEventListener("click", () => leave(key));
  return line;
};

const show = async () => {
  const entries = await keep.all("waiting");
  const drafts = await keep.all("drafts");
  list.replaceChildren(...entries.map(drawn));
  none.hidden = entries.length > 0;
  clear.hidden = entries.length + drafts.length === 0;
};

clear.addEventListener("click", async () => {
  await Promise.all([keep.clear("drafts"), keep.clear("waiting"), caches.delete("public-pages")]);
  show();
});
navigator.serviceWorker?.addEventListener("message", show);
show().catch(() => {});
