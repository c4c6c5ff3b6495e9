// On every page: starts the service worker, tells it which public pages to keep, and says what became of opinions that waited.
const root = new URL("../../", import.meta.url);
const notice = document.querySelector("[data-waiting]");
const wanted = document.querySelector("meta[name=keep]")?.content.split(" ") ?? [];

const says = async () => {
  const states = (await keep.all("waiting")).map(([, entry]) => entry.state);
  const state = ["sent", "refused", "sending", "waiting"].find((each) => states.includes(each));
  notice.hidden = !state;
  for (const line of notice.querySelectorAll("[data-state]")) line.hidden = line.dataset.state !== state;
};

const tell = (message) => navigator.serviceWorker.ready.then((worker) => worker.active.postMessage(message));

if ("serviceWorker" in navigator && "indexedDB" in self) {
  navigator.serviceWorker.addEventListener("message", says);
  navigator.serviceWorker.register(new URL("service-worker.js", root)).then(() => tell({ keep: wanted, look: document.documentElement.className.replace(/[^\w -]/g, ""), send: true }), () => {});
  self.addEventListener("online", () => tell({ send: true }));
  says().catch(() => {});
}
