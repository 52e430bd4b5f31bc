// The company's own fields of customers: an admin defines them, and whoever does not see one does not see it on the card.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const REFUSED = [/status of 40[09]/];

async function stored(page) {
  const { items } = await (await page.request.get('/api/v1/customer-fields')).json();
  return items.map(({ key, kind, choices, required, visible_to }) => ({ key, kind, choices, required, visible_to }));
}

test('an admin adds fields, puts them in order, hides one, and is told why it cannot be deleted then', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/fields', 'admin');
  const dialog = page.getByRole('dialog');
  await page.getByText('Nie ma własnych pól').waitFor();

  await page.getByRole('button', { name: 'Nowe pole' }).click();
  await dialog.getByLabel('Nazwa po polsku').fill('NIP');
  await dialog.getByLabel('Nazwa w API i plikach').fill('VAT id');
  await page.keyboard.press('Enter');
  await dialog.getByText('Tego zapisu nie da się użyć.').waitFor();
  await dialog.getByLabel('Nazwa w API i plikach').fill('vat_id');
  await assertAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByText('Pole dodane: NIP').waitFor();

  await page.getByRole('button', { name: 'Nowe pole' }).click();
  await dialog.getByLabel('Nazwa po polsku').fill('Dach');
  await dialog.getByLabel('Nazwa w API i plikach').fill('roof');
  await dialog.getByLabel('Co zawiera').selectOption('choice');
  await dialog.getByLabel('Lista do wyboru').fill('płaski\n  spadzisty \n\n');
  await dialog.getByRole('radio', { name: 'Tylko wybrane role' }).check();
  await dialog.getByRole('button', { name: 'Dodaj pole' }).click();
  await dialog.getByText('Zaznacz przynajmniej jedną rolę.').waitFor();
  await dialog.getByRole('checkbox', { name: 'opiekun danych' }).check();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Dodaj pole' }).click();
  await page.getByText('Pole dodane: Dach').waitFor();
  assert.deepEqual(await stored(page), [
    { key: 'vat_id', kind: 'text', choices: [], required: false, visible_to: [] },
    { key: 'roof', kind: 'choice', choices: ['płaski', 'spadzisty'], required: false, visible_to: ['steward'] },
  ]);

  const rows = page.locator('main tbody tr');
  await page.getByRole('button', { name: 'Wyżej: Dach' }).click();
  await rows.first().getByText('Dach').waitFor();
  assert.deepEqual((await stored(page)).map(({ key }) => key), ['roof', 'vat_id']);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page);
  }

  // Hidden fields are not deleted: what customers have of them would be there for everybody.
  await page.getByRole('button', { name: 'Dach', exact: true }).click();
  await dialog.getByRole('button', { name: 'Usuń pole' }).click();
  await dialog.getByRole('button', { name: 'Usuń pole' }).click();
  await dialog.getByText('Najpierw pokaż pole wszystkim.').waitFor();
  await dialog.getByRole('button', { name: 'Anuluj' }).click();
  await dialog.getByRole('radio', { name: 'Wszyscy, którzy widzą klienta' }).check();
  await dialog.getByRole('button', { name: 'Zapisz' }).click();
  await page.getByText('Pole zmienione: Dach').waitFor();
  await page.getByRole('button', { name: 'Dach', exact: true }).click();
  await dialog.getByRole('button', { name: 'Usuń pole' }).click();
  await dialog.getByRole('button', { name: 'Usuń pole' }).click();
  await page.getByText('Pole usunięte: Dach').waitFor();
  assert.deepEqual((await stored(page)).map(({ key }) => key), ['vat_id']);
  await close(REFUSED);
});

test('the page fits a telephone, and is for admins', async () => {
  const { page, close } = await openPage(browser, server, { viewport: { width: 320, height: 740 } });
  await openSignedIn(page, server, '/admin/fields', 'admin');
  await page.getByRole('heading', { name: 'Własne pola' }).waitFor();
  await assertNothingCutOff(page);
  await page.getByRole('button', { name: 'Nowe pole' }).click();
  await assertNothingCutOff(page);
  await close();
  const other = await openPage(browser, server);
  await openSignedIn(other.page, server, '/admin/fields', 'jana');
  await other.page.getByRole('heading', { name: 'Tato stránka není pro vaši roli' }).waitFor();
  await other.close();
});
