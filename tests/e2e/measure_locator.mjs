// Measures the locator as a customer with a cheap phone on a bad line meets it, and prints JSON:
//
//   BLISKO_BIN=target/release/blisko node tests/e2e/measure_locator.mjs [RUNS]
//
// Slow 4G is the one of Lighthouse and of Chromium's developer tools: 1.6 Mbit/s down, 750 kbit/s up, 150 ms to the
// server; the processor is slowed down four times. Every run is a first visit: nothing is cached. Medians are told,
// and the worst run. Exits with 1 when a figure misses.
import { gzipSync } from 'node:zlib';
import { openPage, PHONE, startBrowser, startServer } from './support.mjs';

const RUNS = Number(process.argv[2] ?? 5);
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER_TIMES = 4;
/** After this long nothing is painted or moved any more; the map of a list comes on a press. */
const SETTLED_MS = 3_000;
const PAGES = { list: '/pl/', search: '/pl/?q=Krak%C3%B3w', filtered: '/cs/?q=Brno&open=arrival', outlet: '/en/outlets/MT-CIE-01' };
/** Chunks that come with the map. */
const IS_MAP = /\/assets\/(mount|engine|maplibre)/;
const WANTED = { content_ms: 1_500, lcp_ms: 2_000, cls: 0.05, script_style_gzip_bytes: 40_000 };

/** Runs in the page before anything else: notes paints and moves. */
function watch() {
  const seen = (globalThis.seen = { lcp_ms: 0, lcp_element: '', cls: 0, first_paint_ms: 0, content_ms: 0 });
  const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('paint', ({ name, startTime }) => name === 'first-contentful-paint' && (seen.first_paint_ms = startTime));
  observe('largest-contentful-paint', ({ startTime, element }) => {
    seen.lcp_ms = startTime;
    seen.lcp_element = element ? `${element.localName}.${element.className}` : '';
  });
  observe('layout-shift', ({ value, hadRecentInput }) => !hadRecentInput && (seen.cls += value));
  // What the page is about: the first row of the list, or the name of the outlet. A frame is made only once style
  // sheets are there; the second one begins when the first has been painted.
  const look = () => {
    if (document.querySelector('.place:nth-child(2), #outlet-name') && seen.first_paint_ms) seen.content_ms = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, server, path) {
  const { page, close } = await openPage(browser, server, { ...PHONE, serviceWorkers: 'block' });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_TIMES });
  const bodies = [];
  page.on('response', (answer) => {
    const what = answer.request().resourceType();
    if (what === 'script' || what === 'stylesheet' || what === 'document') {
      // A body that is still on its way when the visit ends belongs to the map.
      bodies.push(answer.body().then((body) => [what, answer.url(), gzipSync(body).length], () => [what, answer.url(), 0]));
    }
  });
  await page.addInitScript(watch);
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(SETTLED_MS);
  const seen = await page.evaluate(() => globalThis.seen);
  await close([/WebGL|GPU stall|Service Worker registration blocked/]);
  const loaded = await Promise.all(bodies);
  const before = loaded.filter(([what, url]) => what !== 'document' && !IS_MAP.test(url));
  const sum = (parts) => parts.reduce((bytes, [, , size]) => bytes + size, 0);
  return { ...seen, script_style_gzip_bytes: sum(before), html_gzip_bytes: sum(loaded.filter(([what]) => what === 'document')) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounded = (key, value) => (key === 'cls' ? Number(value.toFixed(4)) : Math.round(value));

function summary(visits) {
  const keys = Object.keys(visits[0]).filter((key) => typeof visits[0][key] === 'number');
  const figures = keys.map((key) => {
    const values = visits.map((each) => each[key]);
    return [key, { median: rounded(key, median(values)), worst: rounded(key, Math.max(...values)), ...(WANTED[key] && { wanted: WANTED[key] }) }];
  });
  return { ...Object.fromEntries(figures), lcp_element: visits[0].lcp_element };
}

const [server, browser] = await Promise.all([startServer(process.env.BLISKO_BIN ? null : undefined), startBrowser()]);
const result = {};
try {
  await visit(browser, server, PAGES.list);
  for (const [name, path] of Object.entries(PAGES)) {
    const visits = [];
    for (let run = 0; run < RUNS; run += 1) visits.push(await visit(browser, server, path));
    result[name] = summary(visits);
  }
} finally {
  await Promise.all([server.stop(), browser.close()]);
}
const missed = Object.entries(result).flatMap(([page, figures]) =>
  Object.entries(figures).filter(([, { median, wanted }]) => median > wanted).map(([key]) => `${page}.${key}`));
console.log(JSON.stringify({ runs: RUNS, line: 'slow 4G', processor: `${SLOWER_TIMES} times slower`, pages: result, missed }, null, 2));
process.exitCode = missed.length ? 1 : 0;
