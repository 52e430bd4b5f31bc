// The import wizard: from a dropped file to customers, and back, by keyboard and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, PHONE, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const CUSTOMERS = [
  'Nr klienta;Imię i nazwisko;Telefon;E-mail;Ulica;Kod pocztowy;Miasto;Kraj;Zgoda e-mail',
  'W1;Zofia Wrona;601 555 701;zofia@example.com;Głęboka 15;43-400;Cieszyn;PL;tak',
  'W2;Marek Sowa;zadzwoń;marek@example.com;Rynek 1;43-400;Cieszyn;PL;nie',
  'W3;Ewa Kania;601 555 703;ewa@example.com;Polna 7;00-000;Nibylandia;PL;',
].join('\n');

function csv(text, name = 'klienci.csv') {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function open(options) {
  const { page, close } = await openPage(browser, server, options);
  await openSignedIn(page, server, '/admin/imports', 'jana');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, close };
}

/** The wizard of a steward who reads Czech. */
async function uploadCustomers(page, text) {
  await page.getByRole('button', { name: 'Zákazníci' }).click();
  await page.locator('input[type="file"]').setInputFiles(csv(text));
  await page.getByRole('button', { name: 'Zkontrolovat řádky' }).waitFor();
}

test('customers go in and are taken back', async () => {
  const { page, close } = await open();
  await assertAccessible(page);
  await uploadCustomers(page, CUSTOMERS);
  assert.equal(await page.getByRole('combobox', { name: 'Nr klienta' }).inputValue(), 'number');
  assert.equal(await page.getByRole('combobox', { name: 'Telefon' }).inputValue(), 'phone');
  await assertAccessible(page);

  await page.getByRole('button', { name: 'Zkontrolovat řádky' }).click();
  await page.getByText('Telefon: to není telefonní číslo').waitFor();
  assert.match(page.url(), /\/admin\/imports\/[0-9a-f-]{36}$/);
  await assertAccessible(page);
  await page.reload();
  await page.getByRole('button', { name: /Bez místa/ }).click();
  await page.getByText('Nibylandia').waitFor();

  await page.getByRole('button', { name: /^Importovat \(2\)$/ }).click();
  await page.getByRole('heading', { name: 'Importováno' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Vrátit import' }).click();
  await page.getByRole('heading', { name: 'Import je vrácen' }).waitFor();
  await close();
});

test('a column is given another meaning by keyboard alone', async () => {
  const { page, close } = await open();
  await uploadCustomers(page, 'Kdo;Co\nAnna Nowak;601 555 711\n');
  const who = page.getByRole('combobox', { name: 'Kdo' });
  await who.focus();
  await page.keyboard.type('Název');
  await page.keyboard.press('Tab');
  assert.equal(await who.inputValue(), 'name');
  await page.getByRole('button', { name: 'Zkontrolovat řádky' }).press('Enter');
  await page.getByRole('button', { name: /^Importovat \(1\)$/ }).waitFor();
  await close();
});

test('a file that is no table is refused in words of the screen', async () => {
  const { page, close } = await open();
  await page.locator('input[type="file"]').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('alert').getByText('Tento soubor nelze přečíst jako tabulku.').waitFor();
  await close([/status of 422/]);
});

test('the wizard fits on a phone', async () => {
  const { page, close } = await open(PHONE);
  await uploadCustomers(page, CUSTOMERS);
  await assertNothingCutOff(page);
  await page.getByRole('button', { name: 'Zkontrolovat řádky' }).click();
  await page.getByRole('button', { name: /^Importovat/ }).waitFor();
  await assertNothingCutOff(page);
  await assertAccessible(page);
  await close();
});
