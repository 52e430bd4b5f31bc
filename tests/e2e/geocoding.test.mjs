// The geocoder as people and other people's software meet it: suggestions on the customer's page, a Leaflet control on
// somebody else's page, the steward's repair queue.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, PHONE, startMapBrowser, startServer } from './support.mjs';

const require = createRequire(new URL('../../static/package.json', import.meta.url));
const files = {
  '/leaflet.js': require.resolve('leaflet/dist/leaflet.js'),
  '/geocoder.js': require.resolve('leaflet-control-geocoder'),
};

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startMapBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

/** A page of another site with a Leaflet map and the geocoder control as its makers ship them. */
async function foreignPage(script) {
  const html = `<!doctype html><meta charset="utf-8"><title>Elsewhere</title><link rel="icon" href="data:,">
    <div id="map" style="height: 300px"></div>
    <script src="/leaflet.js"></script><script src="/geocoder.js"></script><script>${script}</script>`;
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

for (const [dialect, options] of [
  ['nominatim', (at) => `L.Control.Geocoder.nominatim({ serviceUrl: '${at}/nominatim/' })`],
  ['photon', (at) => `L.Control.Geocoder.photon({ serviceUrl: '${at}/photon/api/', reverseUrl: '${at}/photon/reverse/' })`],
]) {
  test(`a Leaflet control made for ${dialect} finds a town and what is at a point, on a page of another site`, async (t) => {
    const site = await foreignPage(`
      const map = L.map('map').setView([50, 18], 8);
      globalThis.geocoder = ${options(server.address)};
      L.Control.geocoder({ geocoder, collapsed: false, defaultMarkGeocode: false }).addTo(map)
        .on('markgeocode', ({ geocode }) => { document.title = geocode.name; globalThis.center = geocode.center; });
    `);
    t.after(() => site.stop());
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(site.address);
    assert.deepEqual(complaints, []);
    await page.getByRole('searchbox').fill('Skoczów');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForFunction(() => globalThis.center);
    const { title, lat, lng } = await page.evaluate(() => ({ title: document.title, ...globalThis.center }));
    assert.match(title, /Skoczów/);
    assert.ok(Math.abs(lat - 49.8) < 0.1 && Math.abs(lng - 18.79) < 0.1, `${lat} ${lng}`);
    const there = await page.evaluate(() => globalThis.geocoder.reverse({ lat: 49.8, lng: 18.79 }, 256 * 2 ** 14));
    assert.match(there[0].name, /Skoczów/);
  });
}

test('the search box of the customer suggests while one types, by keyboard alone', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/pl/');
  const box = page.getByRole('combobox');
  await box.click();
  await page.keyboard.type('skocz');
  const option = page.getByRole('option', { name: /Skoczów/ }).first();
  await option.waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.match(await page.locator('.suggest').textContent(), /GeoNames/);
  await assertAccessible(page);
  await page.keyboard.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-activedescendant'), 'suggestion-0');
  await page.keyboard.press('Enter');
  await page.waitForURL(/near=49\.8/);
  assert.match(await page.locator('#results-title').textContent(), /Skoczów/);
  assert.match(await page.locator('.estimate').textContent(), /Położenie miejsca: GeoNames/);
  assert.equal(await page.getByRole('listbox').count(), 0, 'the list is closed');
  await close();
});

test('a suggestion that is coarser than what was typed leads to a list that says so', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/pl/');
  await page.getByRole('combobox').click();
  await page.keyboard.type('Nieistniejąca 5, Skoczów');
  await page.getByRole('option', { name: /miejscowość, bez ulicy/ }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('Tej ulicy nie mamy w danych').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('near'), null);
  assert.match(await page.locator('#results-title').textContent(), /Skoczów/);
  await close();
});

test('Escape closes the suggestions, and the form still asks what was typed', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/cs/');
  const box = page.getByRole('combobox');
  await box.tap();
  await page.keyboard.type('Skoczow');
  await page.getByRole('option').first().waitFor();
  await assertNothingCutOff(page);
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=Skoczow/);
  assert.match(await page.locator('#results-title').textContent(), /Skoczów/);
  await close();
});

test('without JavaScript a street that is not known is said, and a name of many places is asked about by links', async () => {
  const { page, close } = await openPage(browser, server, { javaScriptEnabled: false });
  await page.goto('/pl/?q=Nieistniejąca 5, Skoczów');
  assert.match(await page.locator('main').textContent(), /ulicy nie mamy w danych/);
  await page.goto('/pl/?q=Dąbrowa');
  const choices = page.locator('.others a');
  assert.ok((await choices.count()) > 1);
  await choices.nth(1).click();
  await page.waitForURL(/which=/);
  assert.match(await page.locator('#results-title').textContent(), /Dąbrowa/);
  await close();
});

const TABLE = `Kod;Nazwa;Ulica;Kod pocztowy;Miasto;Kraj
MT-NEW-1;Meteor Skoczów Rynek;Rynek 1;43-430;Skoczów;PL
MT-NEW-2;Meteor Nigdzie;Długa 7;;Xylofonowo;PL
MT-NEW-3;Meteor Ustroń;Grażyńskiego 3;43-450;Ustroń;PL
`;

/** A table with addresses and no coordinates, applied. */
async function importTable(page) {
  const signIn = await page.request.post('/api/v1/sessions', { data: { login_name: 'admin', password: server.password } });
  const { csrf_token: token } = await signIn.json();
  const headers = { 'x-csrf-token': token, 'content-type': 'text/csv', origin: server.address };
  const upload = await page.request.post('/api/v1/imports?file_name=nowe.csv', { headers, data: TABLE });
  assert.equal(upload.status(), 201, await upload.text());
  const { id } = await upload.json();
  for (const step of ['check', 'apply']) {
    const done = await page.request.post(`/api/v1/imports/${id}/${step}?wait_s=20`, { headers });
    assert.equal(done.status(), 200, await done.text());
  }
}

test('a steward repairs what an import could not place: by pin, by keyboard, by acceptance', async () => {
  const { page, close } = await openPage(browser, server);
  await importTable(page);
  await page.goto('/admin/repair');
  const rows = page.locator('main li');
  await rows.nth(2).waitFor();
  assert.match(await page.getByRole('group', { name: 'Do naprawy' }).textContent(), /Nic nie znaleziono 1/);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page);
  }

  await page.getByRole('button', { name: /Meteor Nigdzie/ }).click();
  await page.getByLabel('Szerokość').fill('49,9000');
  await page.getByLabel('Długość').fill('18.8000');
  const pin = page.getByRole('button', { name: /pinezka/ });
  await pin.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => [...document.querySelectorAll('.pin input')].some((input) => !['49,9000', '18.8000'].includes(input.value)));
  await page.getByRole('button', { name: 'Tu jest placówka' }).click();
  await page.getByText('Gotowe: 1 placówka').first().waitFor();
  await rows.nth(1).waitFor();
  assert.equal(await rows.count(), 2);

  await page.getByLabel('Zaznacz wszystkie').check();
  await page.locator('.bulk').getByRole('button', { name: 'Przyjmij' }).click();
  await page.getByText('Nie ma nic do naprawy').waitFor();
  const page2 = await page.request.get('/api/v1/outlets?q=MT-NEW');
  assert.equal((await page2.json()).items.length, 3);
  await close();
});

test('the queue can be used on a phone, and an agent is told that it is not theirs', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await openSignedIn(page, server, '/admin/repair');
  await page.getByRole('heading', { name: 'Ta strona nie jest dla Twojej roli' }).waitFor();
  await assertNothingCutOff(page);
  await assertAccessible(page);
  await close();
});
