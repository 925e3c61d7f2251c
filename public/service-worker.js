/**
 * Keeps the pages and their code on this device, so that Duologue opens without a network and shows what is kept (U78).
 * Pages come from the network as long as there is one. Code and fonts have names that change with their content: a kept
 * copy is always right. What people wrote is not here: no page that the web server sends contains any of it.
 */
const PAGES = "duologue-pages";
const FILES = "duologue-files";
/** Several versions of the app; what is older has not been asked for since. */
const FILES_KEPT = 200;
/** Every page that somebody without a network may begin with: the list, and any conversation. */
const BEGINNINGS = ["/messages", "/messages?with=any"];

addEventListener("install", (event) => {
  event.waitUntil(keepBeginnings().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/_next/static/")) event.respondWith(file(event));
});

async function keepBeginnings() {
  for (const path of BEGINNINGS) {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    await keepPage(nameOf(new URL(path, location.origin)), response);
  }
}

async function page(event, url) {
  try {
    const response = await fetch(event.request);
    // Where this is cut short, the next visit goes on.
    if (response.ok && !response.redirected)
      event.waitUntil(keepPage(nameOf(url), response.clone()).catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await caches.match(nameOf(url), { cacheName: PAGES });
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Keeps a page and all code that it can ever ask for: a menu that was never opened must open without a network too. */
async function keepPage(name, response) {
  const html = await response.clone().text();
  await keep(PAGES, name, response);
  const cache = await caches.open(FILES);
  const all = new Set();
  let found = Array.from(html.matchAll(/\/_next\/static\/[\w./~-]+/g), ([path]) => path);
  while (found.length > 0) {
    const fresh = [...new Set(found)].filter((path) => !all.has(path));
    for (const path of fresh) all.add(path);
    const texts = await Promise.all(fresh.map((path) => keptText(cache, path)));
    // Code names the code that it fetches later.
    const named = texts.join("\n").matchAll(/["'](static\/chunks\/[\w.~-]+\.js)/g);
    found = Array.from(named, ([, path]) => `/_next/${path}`);
  }
}

/** The text of a script, which is kept from now on; other files are only kept. */
async function keptText(cache, path) {
  if ((await cache.match(path)) === undefined) await cache.add(path);
  return path.endsWith(".js") ? ((await (await cache.match(path))?.text()) ?? "") : "";
}

/** A page is the same for all values of its parameters, which only its own code reads: all conversations share one. */
function nameOf(url) {
  const parameters = [...new Set(url.searchParams.keys())].sort();
  return parameters.length === 0 ? url.pathname : `${url.pathname}?${parameters.join("&")}`;
}

async function file(event) {
  const kept = await caches.match(event.request, { cacheName: FILES });
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  // The development server uses one name for all versions of a file, and says that none may be kept.
  if (response.ok && response.headers.get("cache-control")?.includes("immutable"))
    event.waitUntil(keep(FILES, event.request, response.clone()).then(forgetOldest));
  return response;
}

/** What finds no room is not kept, and that is all. */
async function keep(cacheName, name, response) {
  const cache = await caches.open(cacheName);
  await cache.put(name, response).catch(() => undefined);
}

async function forgetOldest() {
  const cache = await caches.open(FILES);
  const names = await cache.keys();
  for (const name of names.slice(0, Math.max(0, names.length - FILES_KEPT))) await cache.delete(name);
}
