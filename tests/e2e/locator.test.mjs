// The public locator in a browser: without a script, with it, by keyboard, on a phone, inside another site's page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertAccessible, assertNothingCutOff, openPage, PHONE, startBrowser, startServer } from './support.mjs';

/** Monday of the mock-ups, five past two. */
const MONDAY = '2026-11-30T14:05:00+01:00';
/** What software rendering says about itself, and a map where there is no WebGL. */
const MAP_NOISE = [/WebGL|GPU stall/];
const WIDE = { viewport: { width: 1280, height: 800 } };

let server, browser, site;
before(async () => {
  site = await startSite();
  [server, browser] = await Promise.all([startServer(MONDAY, undefined, ['--set', `embed_origins=${site.address}`]), startBrowser()]);
});
after(() => Promise.all([server?.stop(), browser?.close(), site?.stop()]));

/** Another site, whose one page is whatever a test puts there. */
async function startSite() {
  const pages = { html: '' };
  const http = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(pages.html));
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => (http.closeAllConnections(), http.close(resolve)));
  return { address: `http://127.0.0.1:${http.address().port}`, pages, stop };
}

const rows = (page) => page.locator('.place');
const status = (page) => page.locator('body > [role=status]');

test('the list and the page of an outlet are complete without a script', async () => {
  const { page, close } = await openPage(browser, server, { ...PHONE, javaScriptEnabled: false });
  await page.goto('/pl/');
  await page.locator('#q').fill('Cieszyn');
  await page.locator('.search__go').click();
  assert.equal(await rows(page).first().locator('h3').innerText(), 'Meteor Cieszyn');
  await rows(page).nth(1).locator('h3 a').click();
  assert.equal(await page.locator('h1').innerText(), 'Meteor Český Těšín');
  await page.getByRole('link', { name: 'Coś się nie zgadza?' }).click();
  await page.locator('#text').fill('Telefon jest inny');
  await page.getByRole('button', { name: 'Wyślij zgłoszenie' }).click();
  assert.match(await page.locator('h1').innerText(), /Zgłoszenie ma numer \d+/);
  await close();
});

test('axe finds nothing on list, filters, outlet and form, in three languages, light and dark', async () => {
  for (const [language, place] of [['pl', 'Cieszyn'], ['cs', 'Praha'], ['en', 'Kraków']]) {
    for (const colorScheme of ['light', 'dark']) {
      const { page, close } = await openPage(browser, server, { ...PHONE, colorScheme });
      for (const path of [`?q=${place}&open=arrival&service=returns`, '?q=Qwertzuiop', 'outlets/MT-CIE-01', 'outlets/MT-CIE-01/report']) {
        await page.goto(`/${language}/${path}`);
        await assertAccessible(page);
        await assertNothingCutOff(page);
      }
      await close(MAP_NOISE.concat(/404/));
    }
  }
});

test('a filter, an outlet and the way back swap the page and keep the address right', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/pl/?q=Cieszyn');
  await page.evaluate(() => (globalThis.isSamePage = true));
  await page.getByText('Otwarte, gdy dojadę').click();
  await page.waitForURL(/open=arrival/);
  await page.locator('.results__clear').waitFor();
  await page.locator('.place h3 a').first().press('Enter');
  await page.locator('h1#outlet-name').waitFor();
  assert.match(page.url(), /\/pl\/outlets\/MT-CIE-01/);
  await page.goBack();
  await page.locator('.results__clear').waitFor();
  await page.goBack();
  await page.locator('.results__clear').waitFor({ state: 'detached' });
  assert.equal(await page.locator('input[name=open]').isChecked(), false);
  assert.equal(await page.evaluate(() => globalThis.isSamePage), true, 'nothing was loaded anew');
  await close(MAP_NOISE);
});

test('the number of results is announced once they are there', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/cs/');
  await page.locator('#q').fill('Brno');
  await page.locator('#q').press('Enter');
  await page.waitForURL(/q=Brno/);
  await assert.doesNotReject(page.waitForFunction(() => /poboč.* v okolí: Brno/.test(document.querySelector('body > [role=status]').textContent)));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q', 'the box keeps the focus');
  await close(MAP_NOISE);
});

test('the position is asked for on a press only, and rounded', async () => {
  const { page, close } = await openPage(browser, server, { ...PHONE, permissions: ['geolocation'], geolocation: { latitude: 49.751234567, longitude: 18.640987654 } });
  await page.goto('/pl/');
  assert.doesNotMatch(page.url(), /near/);
  await page.getByRole('button', { name: 'Użyj mojej lokalizacji' }).click();
  await page.waitForURL(/near=49\.75123%2C18\.64099/);
  await rows(page).first().getByText('Meteor Cieszyn').waitFor();
  await close(MAP_NOISE);
});

test('by keyboard one gets from the search to the directions without a trap', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/pl/?q=Cieszyn');
  await page.locator('#q').focus();
  const name = () => page.evaluate(() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim());
  const seen = [];
  for (let step = 0; step < 12 && !seen.includes('Trasa: Meteor Cieszyn'); step += 1) {
    await page.keyboard.press('Tab');
    seen.push(await name());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement.closest('.filter') ?? document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none', `the focus is seen on ${seen.at(-1)}`);
  }
  assert.ok(seen.includes('Meteor Cieszyn') && seen.includes('Trasa: Meteor Cieszyn'), seen.join(' | '));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Google Maps' }).first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await name(), 'Trasa: Meteor Cieszyn');
  await close(MAP_NOISE);
});

test('list and map are one selection on a wide window', async () => {
  const { page, close } = await openPage(browser, server, WIDE);
  await page.goto('/pl/?q=Cieszyn');
  await page.locator('.bl-pin').first().waitFor();
  await rows(page).nth(1).click({ position: { x: 250, y: 60 } });
  assert.match(page.url(), /sel=MT-CTE-01/);
  await page.locator('.bl-pin[aria-pressed=true], .bl-pin--selected').first().waitFor();
  await close(MAP_NOISE);
});

test('on a phone the map comes when it is asked for, under a sheet with three stops and a button', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/pl/?q=Cieszyn');
  assert.equal(await page.locator('.bl-map').count(), 0);
  await page.getByRole('link', { name: 'Mapa', exact: true }).click();
  await page.locator('.bl-map').waitFor();
  const height = () => page.locator('main').evaluate((main) => Math.round(main.getBoundingClientRect().height));
  assert.equal(await height(), 422);
  await page.getByRole('button', { name: 'Cała lista' }).click();
  assert.equal(await height(), 716);
  const handle = page.getByRole('button', { name: 'Zmień wysokość panelu' });
  await handle.click();
  assert.equal(await height(), 96);
  await handle.click();
  assert.equal(await height(), 422);
  assert.match(page.url(), /view=map/);
  await close(MAP_NOISE);
});

test('a map that does not come leaves the list alone and says so', async () => {
  // A worker's requests are not the page's: they would not be stopped here.
  const { page, close } = await openPage(browser, server, { ...WIDE, serviceWorkers: 'block' });
  await page.route(/\/assets\/engine-/, (route) => route.abort());
  await page.goto('/cs/?q=Praha');
  await page.getByText('Mapa není dostupná, seznam funguje.').first().waitFor();
  assert.ok((await rows(page).count()) > 2);
  await close(MAP_NOISE.concat(/ERR_FAILED|Failed to (load|fetch)|Service Worker registration blocked/));
});

test('what was seen is there without a connection, with the time it is from', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/pl/?q=Cieszyn');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.context().setOffline(true);
  await page.reload();
  assert.match(await page.locator('.stamp').innerText(), /Brak połączenia. Stan z \d/);
  assert.equal(await rows(page).first().locator('h3').innerText(), 'Meteor Cieszyn');
  await page.context().setOffline(false);
  await close(MAP_NOISE.concat(/ERR_INTERNET_DISCONNECTED/));
});

test('scripts and styles before the map stay within the budget', async () => {
  const html = await (await fetch(`${server.address}/pl/?q=Cieszyn`)).text();
  const decoded = html.replaceAll('&#x2f;', '/');
  const files = [...decoded.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]);
  const manifest = JSON.parse(readFileSync(new URL('../../static/dist/.vite/manifest.json', import.meta.url), 'utf8'));
  const shared = manifest['src/locator/main.ts'].imports.map((name) => `/${manifest[name].file}`);
  let bytes = 0;
  for (const file of new Set([...files, ...shared])) bytes += gzipSync(Buffer.from(await (await fetch(server.address + file)).arrayBuffer())).length;
  assert.ok(bytes > 3_000 && bytes <= 15_000, `${bytes} bytes`);
});

/** The example of the documentation with the addresses of this test. */
function example(language, number) {
  const page = readFileSync(new URL('../../docs/EMBED.md', import.meta.url), 'utf8');
  const block = [...page.matchAll(/```html\n([\s\S]*?)```/g)][number][1];
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">${block.replaceAll('https://blisko.example.com', server.address)}`;
}

test('the component of the documentation works in the page of another site, twice', async () => {
  const component = example('pl', 0);
  site.pages.html = component + component.replace(/<script.*<\/script>/, '').split('\n').find((line) => line.includes('<blisko-locator')).replace('Cieszyn', 'Kraków');
  const context = await browser.newContext({ ...WIDE });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(site.address);
  await page.evaluate(() => addEventListener('outlet-select', (event) => (globalThis.selected = event.detail)));
  const [first, second] = [page.locator('blisko-locator').first(), page.locator('blisko-locator').nth(1)];
  await first.getByRole('link', { name: 'Meteor Cieszyn', exact: true }).waitFor();
  await second.getByRole('link', { name: 'Meteor Kraków', exact: true }).waitFor();
  await first.locator('.place').nth(1).click({ position: { x: 250, y: 60 } });
  assert.equal(await page.evaluate(() => globalThis.selected.code), 'MT-CTE-01');
  assert.equal(new URL(page.url()).search, '', 'the address of the page around stays its own');
  assert.deepEqual(errors, []);
  await context.close();
});

test('the frame of the documentation takes the height of its content', async () => {
  site.pages.html = example('pl', 1);
  const context = await browser.newContext({ viewport: { width: 600, height: 800 } });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.frameLocator('#locator').locator('.place').first().waitFor();
  await page.waitForFunction(() => Number(document.getElementById('locator').height) > 900);
  await context.close();
});
