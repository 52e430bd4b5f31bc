// At the desk: a visit in a free slot, offers with a consent only, customers on the map, and a telephone that plays ringing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startMeteor } from './meteor.mjs';
import { assertAccessible, openPage, openSignedIn, startMapBrowser, startServer, until } from './support.mjs';

let meteor, browser;
before(async () => ([meteor, browser] = await Promise.all([startMeteor(), startMapBrowser()])));
after(() => Promise.all([meteor?.server.stop(), browser?.close()]));

/** What the browser itself says about a slot that somebody else took, and about an offer that is refused. */
const TAKEN = [/status of 409/];
/** Software rendering says that it is slow. */
const SLOW = [/GPU stall|WebGL|Failed to initialize/i];

async function find(page, name) {
  await page.getByRole('heading', { name: 'Kolejka' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name }).waitFor();
  await page.locator('.near ol li').first().waitFor();
  await page.evaluate(() => document.activeElement?.blur());
}

async function openCard(name = 'Anna Nowak') {
  const { page, close } = await openPage(browser, meteor.server);
  await openSignedIn(page, meteor.server, '/desk');
  await find(page, name);
  return { page, close: (more = []) => close([...SLOW, ...more]) };
}

test('a visit is booked in two keys, and a slot that is gone meanwhile is followed by those that are free', async () => {
  const { page, close } = await openCard();
  const dialog = page.getByRole('dialog', { name: /^Wizyta: / });
  await page.keyboard.press('a');
  await dialog.waitFor();
  const [first, second] = await dialog.locator('ol button').allInnerTexts();
  assert.notEqual(first, second);
  await assertAccessible(page);
  // Karel is booked by somebody else while the window is open.
  const { items: outlets } = await meteor.agent('GET', '/api/v1/outlets?limit=1000');
  const name = (await dialog.getByRole('heading').innerText()).replace('Wizyta: ', '');
  const outlet = outlets.find((each) => each.name === name);
  const { items: slots, minutes } = await meteor.agent('GET', `/api/v1/outlets/${outlet.id}/slots?limit=2`);
  await meteor.agent('POST', '/api/v1/appointments', { outlet_id: outlet.id, customer_id: meteor.karel.id, begins_at: slots[0].begins_at, minutes });
  await page.keyboard.press('1');
  await page.getByText('Ktoś właśnie zajął ten termin').waitFor();
  await until(async () => (await dialog.locator('ol button').first().innerText()).replace(/^1\s*/, '') === second.replace(/^2\s*/, ''));
  await page.keyboard.press('1');
  await page.getByText('Wizyta umówiona: ').waitFor();
  const { items } = await meteor.agent('GET', `/api/v1/appointments?customer_id=${meteor.anna.id}`);
  assert.deepEqual(items.map(({ begins_at }) => begins_at), [slots[1].begins_at]);
  await close(TAKEN);
});

test('an offer goes out by the channel that was allowed, and says why not by the others', async () => {
  const { page, close } = await openCard('Karel Dvořák');
  const button = page.getByRole('button', { name: 'Wyślij ofertę' });
  assert.equal(await button.getAttribute('aria-disabled'), 'true');
  await page.getByText('Oferty nie można wysłać: brak zgody na marketing').first().waitFor();
  await meteor.agent('POST', `/api/v1/customers/${meteor.karel.id}/consents`, { channel: 'chat', given: true, source: 'rozmowa', said_at: '2026-11-20T10:00:00+01:00' });
  await page.reload();
  await find(page, 'Karel Dvořák');
  await page.getByText(/Zgody: czat \(od 20 lis, rozmowa\)/).waitFor();
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Wyślij ofertę' });
  const rows = await dialog.locator('ol button').allInnerTexts();
  assert.match(rows[0], /SMS\s+brak zgody na marketing/);
  await assertAccessible(page);
  await page.keyboard.press('1');
  assert.ok(await dialog.isVisible(), 'what is not allowed does nothing');
  await page.keyboard.press('3');
  await page.getByText('Oferta wysłana: ').waitFor();
  const { items } = await meteor.agent('GET', '/api/v1/outbox');
  assert.deepEqual(items.map(({ channel, purpose }) => [channel, purpose]), [['chat', 'marketing']]);
  await close();
});

test('customers are on the map when they are asked for, and still after a reload', async () => {
  const { page, close } = await openCard();
  const told = page.waitForResponse((answer) => answer.url().includes('/tiles/customers/'));
  const styled = page.waitForResponse((answer) => answer.url().includes('customers=true'));
  await page.keyboard.press('c');
  assert.equal((await styled).status(), 200);
  const tile = await told;
  assert.ok([200, 204].includes(tile.status()));
  assert.equal(tile.headers()['cache-control'], 'private, no-cache');
  const button = page.getByRole('button', { name: 'Klienci' });
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await page.reload();
  await page.getByRole('heading', { name: 'Kolejka' }).waitFor();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('c');
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  await close();
});

test('where there is no telephone system the own telephone rings at the press of a button', async () => {
  const server = await startServer(undefined, () => {}, ['--set', 'call_simulator=true']);
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/desk');
  await page.getByRole('button', { name: 'Niech mój telefon zadzwoni' }).click();
  await page.locator('.card h1').waitFor();
  await page.getByRole('heading', { name: /Dzwoni|Rozmowa trwa/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Niech mój telefon zadzwoni' }).count(), 0);
  await close(SLOW);
  await server.stop();
});
