// Measures how soon the desk shows who is calling, and prints JSON:
//
//   BLISKO_BIN=target/release/blisko node tests/e2e/measure_desk.mjs [CALLS]
//
// From the arrival of the event in the browser until the card with the caller's name has been painted: the second
// frame after the name stands in the page begins when the first has been. Medians are told, and the worst call.
// Exits with 1 when the figure misses.
import { startMeteor } from './meteor.mjs';
import { DESKTOP, openPage, openSignedIn, startBrowser } from './support.mjs';

const CALLS = Number(process.argv[2] ?? 20);
const WANTED_MS = 150;
const NUMBERS = { 'Anna Nowak': '+48601100201', 'Karel Dvořák': '+420601200300' };

/** Runs in the page before anything else: notes when a call rings, and when the name that is waited for is painted. */
function watch() {
  const seen = (globalThis.seen = { name: '', rang: 0, painted: 0 });
  const plain = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function listen(type, act, ...rest) {
    const noting = (event) => {
      if (JSON.parse(event.data).state === 'ringing') seen.rang = performance.now();
      act(event);
    };
    return plain.call(this, type, type === 'call' ? noting : act, ...rest);
  };
  const look = () => {
    const stands = [...document.querySelectorAll('h1, h2')].some((heading) => heading.textContent.includes(seen.name));
    if (seen.rang && !seen.painted && stands) requestAnimationFrame(() => (seen.painted = performance.now()));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const meteor = await startMeteor(null);
const browser = await startBrowser();
const { page } = await openPage(browser, meteor.server, DESKTOP);
await page.addInitScript(watch);
await openSignedIn(page, meteor.server, '/desk');
await page.waitForLoadState('networkidle').catch(() => {});

const times = [];
for (let call = 0; call < CALLS; call += 1) {
  const [name, number] = Object.entries(NUMBERS)[call % 2];
  await page.evaluate((wanted) => Object.assign(globalThis.seen, { name: wanted, rang: 0, painted: 0 }), name);
  const { id } = await meteor.ring('ringing', { number, call_id: `measured-${call}` });
  const painted = await page.waitForFunction(() => globalThis.seen.painted && globalThis.seen.painted - globalThis.seen.rang);
  times.push(await painted.jsonValue());
  await meteor.ring('answered', { call_id: `measured-${call}` });
  await meteor.ring('ended', { call_id: `measured-${call}` });
  await meteor.agent('POST', `/api/v1/calls/${id}/wrap-up`, { outcome: 'info' });
}
times.sort((a, b) => a - b);
const figures = { calls: CALLS, median_ms: Math.round(times[CALLS >> 1]), worst_ms: Math.round(times.at(-1)), wanted_ms: WANTED_MS };
console.log(JSON.stringify(figures));
await browser.close();
await meteor.server.stop();
process.exit(figures.worst_ms > WANTED_MS ? 1 : 0);
