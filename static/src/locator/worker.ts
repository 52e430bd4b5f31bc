// Keeps what was seen, so that it can be read without a connection: pages are asked for first and taken from the
// store when nobody answers, then with the time they are from. Files with a hash in their name never change.

/** What of a worker's world is used here; the project's types are those of a page. */
interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerWorld {
  addEventListener(name: 'install' | 'activate', listen: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', listen: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: { readonly origin: string };
}
const world = self as unknown as WorkerWorld;

const STORE = 'blisko-locator-1';
/** The last pages seen; more than a day's worth. */
const PAGES_MAX = 60;
const PAGE = /^\/(pl|cs|en)\/(outlets\/[^/]+)?$/;
const FILE = /^\/(assets|fonts|sprites)\//;
/** A weak line: after this what we have is better than nothing. */
const PATIENCE_MS = 8_000;

world.addEventListener('install', () => void world.skipWaiting());
world.addEventListener('activate', (event) => event.waitUntil(world.clients.claim()));
world.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== world.location.origin) return;
  if (PAGE.test(pathname)) event.respondWith(page(request));
  else if (FILE.test(pathname)) event.respondWith(file(request));
});

async function page(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok && !answer.redirected) await keep(store, request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await store.match(request.url, { ignoreVary: true });
    if (!kept) throw error;
    return stamped(kept);
  }
}

async function keep(store: Cache, request: Request, answer: Response): Promise<void> {
  await store.put(request.url, answer);
  const pages = (await store.keys()).filter((each) => PAGE.test(new URL(each.url).pathname));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - PAGES_MAX)).map((each) => store.delete(each)));
}

/** The page with a line on top that says when it was true. */
async function stamped(kept: Response): Promise<Response> {
  const html = await kept.text();
  const text = /data-offline="([^"]*)"/.exec(html)?.[1] ?? '';
  const language = /<html lang="(\w+)"/.exec(html)?.[1];
  const at = new Date(kept.headers.get('date') ?? Date.now());
  const isToday = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleString(language, { hour: 'numeric', minute: '2-digit', ...(isToday ? {} : { day: 'numeric', month: 'numeric' }) });
  const line = `<p class="stamp">${text} ${time}.</p>`;
  return new Response(html.replace(/<main[^>]*>/, (main) => main + line), { headers: kept.headers });
}

async function file(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const kept = await store.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await store.put(request, answer.clone());
  return answer;
}
