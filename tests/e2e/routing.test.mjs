// Roads as other people's software meets them: a Leaflet control made for OSRM on somebody else's page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startBrowser, startServer } from './support.mjs';
import { buildTown } from './town.mjs';

const require = createRequire(new URL('../../static/package.json', import.meta.url));
const files = {
  '/leaflet.js': require.resolve('leaflet/dist/leaflet.js'),
  '/routing.js': require.resolve('leaflet-routing-machine/dist/leaflet-routing-machine.js'),
};

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(null, buildTown), startBrowser()]);
});
after(() => Promise.all([server?.stop(), browser?.close()]));

/** A page of another site with a Leaflet map and the routing control as its makers ship it. */
async function foreignPage(script) {
  const html = `<!doctype html><meta charset="utf-8"><title>Elsewhere</title><link rel="icon" href="data:,">
    <div id="map" style="height: 300px"></div>
    <script src="/leaflet.js"></script><script src="/routing.js"></script><script>${script}</script>`;
  const site = createServer((request, response) => {
    const file = files[request.url];
    response.setHeader('content-type', file ? 'text/javascript' : 'text/html');
    response.end(file ? readFileSync(file) : html);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    site.close();
    site.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${site.address().port}`, stop };
}

test('a Leaflet control made for OSRM draws a way and tells its turns, on a page of another site', async (t) => {
  const site = await foreignPage(`
    const map = L.map('map').setView([53.557, 13.26], 13);
    L.Routing.control({
      waypoints: [L.latLng(53.5575, 13.2577), L.latLng(53.5486, 13.2799)],
      router: L.Routing.osrmv1({ serviceUrl: '${server.address}/route/v1' }),
      formatter: new L.Routing.Formatter({ language: 'en' }),
    }).on('routesfound', ({ routes }) => { globalThis.routes = routes; })
      .on('routingerror', ({ error }) => { globalThis.failed = error; }).addTo(map);
  `);
  t.after(() => site.stop());
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site.address);
  await page.waitForFunction(() => globalThis.routes ?? globalThis.failed);
  assert.equal(await page.evaluate(() => globalThis.failed?.message), undefined);
  const { metres, seconds, points, texts } = await page.evaluate(() => {
    const [{ summary, coordinates, instructions }] = globalThis.routes;
    const texts = instructions.map(({ text, road, type }) => text ?? `${type} ${road}`);
    return { metres: summary.totalDistance, seconds: summary.totalTime, points: coordinates.length, texts };
  });
  assert.ok(metres > 1_500 && metres < 6_000 && seconds > 100 && seconds < 900, `${metres} m, ${seconds} s`);
  assert.ok(points > 20, `${points} points`);
  assert.ok(texts.length >= 3, texts.join('; '));
  assert.ok((await page.locator('.leaflet-routing-alt tr').count()) >= 3, 'the turns are on the page');
  assert.deepEqual(complaints, []);
});
