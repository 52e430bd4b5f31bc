// The map: its own page /map, which mounts the component with nothing around it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openPage, openSignedIn, PHONE, startMapBrowser, startServer, until } from './support.mjs';
import { writeBasemap } from './basemap.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(undefined, writeBasemap), startMapBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const CIESZYN = '#12/49.7475/18.623';
const PLACES = [
  { id: 'MT-CIE-01', at: [18.632, 49.751], kind: 'store', name: 'Meteor Cieszyn', label: '1, Meteor Cieszyn, otwarte', number: 1 },
  { id: 'b', at: [18.61, 49.745], kind: 'parcel_locker', name: 'Automat', label: '2, Automat, czynny całą dobę', number: 2 },
  { id: 'c', at: [18.62, 49.74], kind: 'store', name: 'Zamknięty', label: '3, Zamknięty, zamknięte', number: 3, closed: true },
];

/** Opens the page and waits for the first complete picture. */
async function openMap(path, options) {
  const opened = await openPage(browser, server, options);
  await opened.page.goto(path);
  assert.equal(await opened.page.evaluate(() => map.ready), true);
  return opened;
}

const setPlaces = (page, places = PLACES) => page.evaluate((list) => map.setPlaces(list), places);
/** Names of what the map tells, from now on. */
const listen = (page, name) => page.evaluate((event) => {
  globalThis.told = [];
  map.on(event, (detail) => globalThis.told.push(detail));
}, name);
const told = (page) => page.evaluate(() => globalThis.told);

test('the map comes up under the strict policy, in three languages, light and dark, without a word', async () => {
  for (const [lang, name, theme] of [['pl', 'Mapa', 'light'], ['cs', 'Mapa', 'dark'], ['en', 'Map', 'light']]) {
    const { page, close } = await openMap(`/map?lang=${lang}&theme=${theme}${CIESZYN}`);
    await page.getByRole('region', { name, exact: true }).waitFor();
    await page.getByRole('link', { name: /OpenStreetMap/ }).waitFor();
    await close();
  }
});

test('pins are buttons in the order of the list, reached and pressed by the keyboard', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await setPlaces(page);
  await listen(page, 'select');
  const labels = await page.locator('.bl-pin').evaluateAll((pins) => pins.map((pin) => pin.ariaLabel));
  assert.deepEqual(labels, PLACES.map((place) => place.label));
  await page.getByRole('button', { name: PLACES[0].label }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(await told(page), ['b']);
  await close();
});

test('the selected pin is pressed, named, and above the others', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await setPlaces(page);
  await page.evaluate(() => map.select('b'));
  const pin = page.getByRole('button', { name: PLACES[1].label });
  assert.equal(await pin.getAttribute('aria-pressed'), 'true');
  assert.equal(await pin.evaluate((button) => getComputedStyle(button, '::after').content), '"Automat"');
  assert.equal(await pin.evaluate((button) => getComputedStyle(button).zIndex), '3');
  await close();
});

test('a pin keeps its element and the focus when the list changes around it', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await setPlaces(page);
  await page.getByRole('button', { name: PLACES[1].label }).focus();
  await setPlaces(page, [PLACES[2], { ...PLACES[1], number: 1, label: '1, Automat' }]);
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), '1, Automat');
  assert.equal(await page.locator('.bl-pin').count(), 2);
  await close();
});

test('what is selected is brought out from under a panel, and no further', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await setPlaces(page);
  await page.evaluate(() => map.setPadding({ left: 900 }));
  await page.evaluate(() => map.select('b'));
  await page.waitForFunction(() => document.querySelector('.bl-pin--selected').getBoundingClientRect().left >= 900);
  const before = await page.evaluate(() => map.view());
  await page.evaluate(() => map.select('b'));
  assert.deepEqual(await page.evaluate(() => map.view()), before);
  await close();
});

test('moves of the person are told, those that the page ordered are not', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await listen(page, 'moved');
  await page.evaluate(() => map.fit([18.5, 49.7, 18.7, 49.8]));
  await page.getByRole('button', { name: 'Przybliż' }).click();
  await page.waitForFunction(() => globalThis.told.length > 0);
  const [moved] = await told(page);
  assert.equal((await told(page)).length, 1);
  assert.equal(moved.bounds.length, 4);
  await close();
});

test('an outlet made elsewhere comes onto the open map by itself', async () => {
  const { page, close } = await openMap('/map#14/50.5/15.5');
  const newest = () => page.evaluate(async () => (await (await fetch('/tiles/outlets.json')).json()).tiles[0]);
  const before = await newest();
  const { page: steward, close: closeSteward } = await openPage(browser, server);
  await openSignedIn(steward, server, '/api', 'jana');
  const isNew = (request) => request.url().includes('/tiles/outlets/') && !request.url().startsWith(before.split('{')[0]);
  const asked = page.waitForResponse((response) => isNew(response.request()));
  const status = await steward.evaluate(async () => {
    const { csrf_token } = await (await fetch('/api/v1/me')).json();
    const address = { street: 'Nová 1', postcode: '501 01', city: 'Jičín', country: 'CZ' };
    const body = JSON.stringify({ code: 'NEW-1', name: 'Nowa', kind: 'store', lon: 15.5, lat: 50.5, address });
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf_token };
    return (await fetch('/api/v1/outlets', { method: 'POST', headers, body })).status;
  });
  assert.equal(status, 201);
  await asked;
  await listen(page, 'outlet');
  // It is drawn some frames after its tile came; how many is up to the machine.
  await until(async () => {
    await page.mouse.click(720, 435);
    return (await told(page)).length > 0;
  });
  assert.equal((await told(page))[0].code, 'NEW-1');
  await closeSteward();
  await close();
});

test('a cluster opens when it is pressed', async () => {
  const { page, close } = await openMap('/map#5/50/17');
  const [x, y] = [720, 450];
  const zoom = () => page.evaluate(() => map.view().zoom);
  const before = await zoom();
  // Somewhere in the middle of two countries full of outlets there is a cluster.
  let step = 0;
  await until(async () => {
    await page.mouse.click(x + ((step % 20) - 10) * 14, y + ((Math.floor(step / 20) % 10) - 5) * 14);
    step += 1;
    return (await zoom()) > before;
  });
  await close();
});

test('without WebGL the page is told that there is no map', async () => {
  const { page, close } = await openPage(browser, server);
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto('/map');
  await page.getByRole('alert').filter({ hasText: 'Mapa niedostępna (blocked' }).waitFor();
  await close([/WebGL/]);
});

test('when the graphics context goes away the page is told, and when it comes back too', async () => {
  const { page, close } = await openMap(`/map${CIESZYN}`);
  await listen(page, 'recovered');
  await page.evaluate(() => {
    globalThis.context = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    globalThis.context.loseContext();
  });
  await page.getByRole('alert').filter({ hasText: 'lost' }).waitFor();
  await page.evaluate(() => globalThis.context.restoreContext());
  await page.waitForFunction(() => globalThis.told.length === 1);
  await close([/WebGL|context/i]);
});

test('when the style does not come the page is told', async () => {
  const { page, close } = await openPage(browser, server);
  await page.route('**/tiles/styles/**', (route) => route.abort());
  await page.goto('/map');
  await page.getByRole('alert').filter({ hasText: 'network' }).waitFor();
  await close([/net::ERR_FAILED/]);
});

test('the map is accessible: light, dark, on a phone', async () => {
  for (const [theme, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['light', PHONE]]) {
    const { page, close } = await openMap(`/map?theme=${theme}&locate${CIESZYN}`, options);
    await setPlaces(page);
    await page.evaluate(() => map.select('MT-CIE-01'));
    await assertAccessible(page);
    await close();
  }
});

test('buttons of the map are large enough for a thumb', async () => {
  const { page, close } = await openMap(`/map?locate${CIESZYN}`, PHONE);
  for (const button of await page.locator('.bl-map__button').all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 44 && height >= 44);
  }
  await close();
});
