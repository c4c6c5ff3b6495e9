// Opens the opinion form without a connection and sends the opinion when there is one again.
// Whenever the network answers, its answer is taken. Kept are only pages asked for by name, as they are drawn for somebody
// without a cookie; a person's own words wait in keep.js, not in a cache.
"use strict";
importScripts("static/js/keep.js");

const CACHE = "public-pages";
const LOOK = "look"; // the large print or high contrast this person reads in
const MOST = 100;
const FRESH = 12 * 60 * 60 * 1000;
const PAUSE = 3000; // a form that comes quicker than a person can type is not taken
const PATIENCE = 8000; // how long to wait for the network before a page that is kept is shown
const TOO_EARLY = 425;
const root = new URL(self.registration.scope).pathname;
const SPEAKING = /\/proposals\/[^/]+\/opinions\/new$/;

const tellPages = async () => (await self.clients.matchAll()).forEach((page) => page.postMessage("waiting"));

// --- public pages

const isPublic = (answer) => answer.ok && !answer.redirected && !/no-store/.test(answer.headers.get("Cache-Control"));

const isFresh = (answer) => answer && Date.now() - Date.parse(answer.headers.get("Date")) < FRESH;

const keepOne = async (cache, address) => {
  if (isFresh(await cache.match(address))) return "";
  const answer = await fetch(address, { credentials: "omit" });
  if (!isPublic(answer)) {
    await cache.delete(address);
    return "";
  }
  await cache.put(address, answer.clone());
  return answer.text();
};

const keepPages = async (addresses, look) => {
  const cache = await caches.open(CACHE);
  await cache.put(LOOK, new Response(look));
  for (const address of addresses) {
    const parts = (await keepOne(cache, address)).matchAll(/(?:href|src)="([^"]*\/static\/[^"]+)"/g);
    await Promise.all([...parts].map(([, part]) => keepOne(cache, part.replaceAll("&amp;", "&"))));
  }
  const tooMany = (await cache.keys()).slice(0, -MOST);
  await Promise.all(tooMany.map((each) => cache.delete(each)));
};

const offlinePage = (path) => `${root}${/^(zh-hant|en)\//.exec(path.slice(root.length))?.[0] ?? ""}offline`;

const match = (address) => caches.match(address, { ignoreSearch: true, ignoreVary: true });

const shown = async (page) => {
  const look = (await (await caches.match(LOOK))?.text()) ?? "";
  const html = (await page.text()).replace(/<html([^>]*?)( class="[^"]*")?>/, `<html$1 data-kept class="${look}">`);
  return new Response(html, { headers: page.headers });
};

const inTime = (answer) => Promise.race([answer, new Promise((_, giveUp) => { setTimeout(giveUp, PATIENCE); })]);

const pageFor = async (request) => {
  const kept = await match(request);
  try {
    return await (kept ? inTime(fetch(request)) : fetch(request));
  } catch {
    const page = kept ?? (await match(offlinePage(new URL(request.url).pathname)));
    return page ? shown(page) : Response.error();
  }
};

const keptPart = async (request) => (await caches.match(request, { ignoreVary: true })) ?? Response.error();

// --- opinions that wait

const wait = async (address, fields) => {
  const entry = { about: fields.get("about"), at: Date.now(), state: "waiting" };
  entry.address = address.pathname.replace(/new$/, "later");
  entry.token = isKept(address) ? "" : fields.get("token");
  entry.fields = [...fields].filter(([name]) => !["csrf_token", "token"].includes(name));
  await keep.put("waiting", self.crypto.randomUUID(), entry);
  await keep.remove("drafts", fields.get("draft"));
  await self.registration.sync?.register("send").catch(() => {});
};

const isKept = (address) => address.searchParams.has("kept"); // the form was opened from the cache: its tokens are old

const leftWaiting = async (address, fields) => {
  await wait(address, fields);
  return Response.redirect(offlinePage(address.pathname), 303);
};

const speak = async (request) => {
  const copy = request.clone();
  const address = new URL(request.url);
  const fields = isKept(address) && (await copy.formData());
  if (fields && !fields.has("shared")) return leftWaiting(address, fields);
  try {
    return await fetch(request);
  } catch {
    const typed = fields || (await copy.formData());
    if (!typed.has("shared")) return leftWaiting(address, typed);
    (await self.clients.matchAll()).forEach((page) => page.postMessage("unsent"));
    return new Response(null, { status: 204 }); // the page stays as it is, with all that was typed
  }
};

const ask = async (key, entry) => {
  const ticket = await (await fetch(`${entry.address}?token=${encodeURIComponent(entry.token)}`)).json();
  await keep.put("waiting", key, Object.assign(entry, { token: ticket.token, state: "sending" }));
  await tellPages();
  await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  form.set("token", ticket.token);
  form.set("csrf_token", ticket.csrf_token);
  return fetch(entry.address, { method: "POST", body: form });
};

const sendOne = async (key, entry) => {
  const { about, at } = entry;
  try {
    const answer = await ask(key, entry);
    if (answer.ok) await keep.put("waiting", key, { about, at, state: "sent", ...(await answer.json()) });
    else if ([409, 413, 422].includes(answer.status)) {
      const { sentences } = await answer.json().catch(() => ({ sentences: [] }));
      await keep.put("waiting", key, Object.assign(entry, { state: "refused", sentences }));
    } else throw new Error(answer.status === TOO_EARLY ? "too early" : "not now");
  } catch (problem) {
    await keep.put("waiting", key, Object.assign(entry, { state: "waiting" }));
    throw problem;
  } finally {
    await tellPages();
  }
};

const sendAll = async () => {
  for (const [key, entry] of await keep.all("waiting")) {
    if (["waiting", "sending"].includes(entry.state)) await sendOne(key, entry);
  }
};

let sending;
const send = () => (sending ??= sendAll().finally(() => { sending = undefined; }));

// --- what the browser asks

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(send()));

self.addEventListener("message", (event) => {
  const { keep: addresses, send: shouldSend, look } = event.data;
  if (addresses) event.waitUntil(keepPages(addresses, look).catch(() => {}));
  if (shouldSend) event.waitUntil(send().catch(() => {}));
});

const forget = async () => Promise.all([keep.clear("drafts"), keep.clear("waiting"), caches.delete(CACHE)]);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const isPage = request.mode === "navigate";
  if (request.method === "POST" && isPage && SPEAKING.test(pathname)) event.respondWith(speak(request));
  else if (request.method === "POST" && pathname.endsWith("/sign-out")) event.waitUntil(send().catch(() => {}).then(forget));
  else if (request.method === "GET" && isPage) event.respondWith(pageFor(request));
  else if (request.method === "GET") event.respondWith(fetch(request).catch(() => keptPart(request)));
});
