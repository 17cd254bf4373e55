// Keeps the page that checks letters without a network. Answers for itself and, offline, for letters' addresses.
// What stands before this file when it is served: FILES, PAGE, KEYS and VERSION (letters/views/offline.py).
/* global FILES, PAGE, KEYS, VERSION */
const CACHE = `offline-check-${VERSION}`;

// Without the cookie: what is kept is nobody's page.
const plain = (url) => new Request(url, { credentials: "omit", cache: "no-cache" });

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map(plain)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("offline-check-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const kept = (url) => caches.open(CACHE).then((cache) => cache.match(url));

const freshKeys = async () => {
  try {
    const answer = await fetch(plain(KEYS));
    if (answer.ok) {
      const cache = await caches.open(CACHE);
      await cache.put(KEYS, answer.clone());
      return answer;
    }
  } catch {
    // No network: what was kept tells its own age.
  }
  return kept(KEYS);
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === KEYS) {
    event.respondWith(freshKeys());
  } else if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => kept(PAGE)));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname).then((answer) => answer || fetch(event.request)));
  }
});
