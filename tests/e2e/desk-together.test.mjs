// The desk with company: two agents at one card, two who save at once, how long people have waited, and a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startMeteor } from './meteor.mjs';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, PHONE, startBrowser } from './support.mjs';

let meteor, browser;
before(async () => ([meteor, browser] = await Promise.all([startMeteor(), startBrowser()])));
after(() => Promise.all([meteor?.server.stop(), browser?.close()]));

/** What a browser without graphics says about the map, and about a save that came too late. */
const EXPECTED = [/WebGL/i, /Failed to initialize/i, /status of 412/];

async function openDesk(login, options = {}) {
  const { page, close } = await openPage(browser, meteor.server, options);
  await openSignedIn(page, meteor.server, '/desk', login);
  await page.locator('.queue').waitFor();
  return { page, close: () => close(EXPECTED) };
}

async function openAnna(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Anna Nowak');
  await page.getByRole('option', { name: /Anna Nowak/ }).first().click();
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
}

test('two at one card see each other, and whoever saves second chooses field by field', async () => {
  const [ewa, jana] = await Promise.all([openDesk('ewa'), openDesk('jana')]);
  await openAnna(ewa.page);
  await openAnna(jana.page);
  await jana.page.getByText('Ewa Maj je tu také').waitFor();
  await ewa.page.getByText('Jana Dvořáková też tu jest').waitFor();

  await ewa.page.getByRole('tab', { name: 'Fakty' }).click();
  await ewa.page.getByRole('button', { name: 'Popraw dane' }).click();
  const dialog = ewa.page.getByRole('dialog', { name: 'Dane klienta' });
  await dialog.getByLabel('Imię i nazwisko albo firma').fill('Anna Nowak-Zięba');
  const { id, version, consents, created_at, updated_at, nearest_outlet, ...body } = await meteor.agent('GET', `/api/v1/customers/${meteor.anna.id}`);
  await meteor.agent('PUT', `/api/v1/customers/${id}`, { ...body, name: 'Anna Zięba', segment: 'HoReCa' });
  await dialog.getByRole('button', { name: 'Zapisz' }).click();
  await dialog.getByText('Ktoś zapisał to przed Tobą').waitFor();
  await assertAccessible(ewa.page);
  await dialog.getByRole('radio', { name: /Twoje Anna Nowak-Zięba/ }).check();
  await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click();
  await ewa.page.getByRole('heading', { name: 'Anna Nowak-Zięba' }).waitFor();
  const saved = await meteor.agent('GET', `/api/v1/customers/${id}`);
  assert.deepEqual([saved.name, saved.segment], ['Anna Nowak-Zięba', 'HoReCa']);
  await meteor.agent('PUT', `/api/v1/customers/${id}`, body);
  await jana.close();
  await ewa.close();
});

test('a phone shows one of three columns at a time, without scrolling sideways', async () => {
  await meteor.agent('POST', '/api/v1/call-backs', { customer_id: meteor.anna.id, due_at: '2026-11-28T18:00:00+01:00', note: 'Oddzwonić' });
  const { page, close } = await openDesk('ewa', PHONE);
  const view = page.getByRole('group', { name: 'Widok' });
  const columns = { Rozmowa: '.queue', Klient: 'main.card', Placówki: 'aside.near' };
  const row = page.locator('.queue li', { hasText: 'Anna Nowak' });
  // By the clock of the service, which stands still here: she has only begun to wait.
  await row.getByText('1 min').waitFor();
  await row.getByRole('button').click();
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  assert.equal(await view.getByRole('button', { name: 'Klient' }).getAttribute('aria-pressed'), 'true');
  for (const [name, column] of Object.entries(columns)) {
    await view.getByRole('button', { name }).click();
    for (const each of Object.values(columns)) assert.equal(await page.locator(each).isVisible(), each === column, `${name}: ${each}`);
    await assertNothingCutOff(page);
    await assertAccessible(page);
  }
  await close();
});
