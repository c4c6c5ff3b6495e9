// What a device keeps for its owner: drafts, and opinions that wait for a connection. Shared with the service worker, which
// cannot import modules in every browser: hence one name in the global scope.
"use strict";
self.keep = (() => {
  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("consultation", 1);
    asked.onupgradeneeded = () => ["drafts", "waiting"].forEach((store) => asked.result.createObjectStore(store));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const run = async (store, mode, work) => {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction(store, mode);
        const asked = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  };

  const get = (store, key) => run(store, "readonly", (things) => things.get(key));
  const put = (store, key, thing) => run(store, "readwrite", (things) => things.put(thing, key));
  const remove = (store, key) => run(store, "readwrite", (things) => things.delete(key));
  const clear = (store) => run(store, "readwrite", (things) => things.clear());
  const all = async (store) => {
    const keys = await run(store, "readonly", (things) => things.getAllKeys());
    const things = await Promise.all(keys.map((key) => get(store, key)));
    return keys.map((key, at) => [key, things[at]]).filter(([, thing]) => thing);
  };
  return { get, put, remove, clear, all };
})();
