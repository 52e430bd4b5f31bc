// The admin's area: who may see what, people and keys, the history, outlets with their hours, and two who save at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, startMapBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startMapBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

/** What the browser itself reports about a save that came too late. */
const TOO_LATE = [/status of 412/];
const NARROW = { viewport: { width: 320, height: 740 } };

/** The id of the demo's outlet with that code. */
async function outletId(page, code) {
  const { items } = await (await page.request.get(`/api/v1/outlets?q=${code}`)).json();
  return items.find((outlet) => outlet.code === code).id;
}

/** Writes over what is there, as somebody else would. */
async function change(page, path, changes) {
  const [{ csrf_token }, record] = await Promise.all(['/api/v1/me', path].map(async (each) => (await page.request.get(each)).json()));
  const { id, version, created_at, updated_at, last_seen_at, ...body } = record;
  const headers = { 'x-csrf-token': csrf_token, 'if-match': `"${version}"`, origin: server.address };
  const answer = await page.request.put(path, { headers, data: { ...body, ...changes } });
  assert.equal(answer.status(), 200, await answer.text());
}

test('each role sees its own pages, and is told whose the others are', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin', 'jana');
  await page.getByRole('heading', { name: 'Přehled' }).waitFor();
  const links = await page.getByRole('navigation', { name: 'Stránky správy' }).getByRole('link').allInnerTexts();
  assert.ok(links.includes('Pobočky') && links.includes('Historie změn') && !links.includes('Uživatelé'), links.join());
  await page.goto('/admin/users');
  await page.getByRole('heading', { name: 'Tato stránka není pro vaši roli' }).waitFor();
  await page.goto('/repair?from=old');
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/admin/repair?from=old');
  await page.goto('/admin/nowhere');
  await page.getByRole('heading', { name: 'Taková stránka není' }).waitFor();
  await close();
});

test('an admin makes a person who signs in once the password was handed over, changes their role and shuts them out', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/users', 'admin');
  await page.getByRole('button', { name: 'Nowy użytkownik' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Imię i nazwisko').fill('Łucja Żak');
  await dialog.getByLabel('Login').fill('łucja');
  await page.keyboard.press('Enter');
  await dialog.getByText('Tego zapisu nie da się użyć.').waitFor();
  await dialog.getByLabel('Login').fill('lucja');
  await dialog.getByLabel('Rola').selectOption('rep');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Utwórz i pokaż hasło' }).click();
  const password = await dialog.getByLabel('Hasło na pierwsze logowanie').inputValue();
  assert.ok(password.length >= 16);
  await dialog.getByRole('button', { name: 'Zamknij' }).last().click();

  const theirs = await openPage(browser, server);
  await openSignedIn(theirs.page, { ...server, password }, '/find', 'lucja');

  // Two admins at one card: the other one is faster with the role and the language.
  await page.getByLabel('Imię, nazwisko albo login').fill('zak');
  await page.getByRole('button', { name: 'Łucja Żak' }).click();
  const { items } = await (await page.request.get('/api/v1/users')).json();
  const path = `/api/v1/users/${items.find((user) => user.login_name === 'lucja').id}`;
  await change(page, path, { role: 'steward', language: 'cs' });
  await dialog.getByLabel('Rola').selectOption('agent');
  await dialog.getByRole('button', { name: 'Zapisz', exact: true }).click();
  await dialog.getByText('Ktoś zapisał to przed Tobą').waitFor();
  await dialog.getByText('Pozostałe zmiany drugiej osoby zostają: Język.').waitFor();
  await assertAccessible(page);
  await dialog.getByRole('radio', { name: /Twoje konsultant/ }).check();
  await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click();
  await dialog.getByText('Ktoś zapisał to przed Tobą').waitFor({ state: 'detached' });
  const stored = await (await page.request.get(path)).json();
  assert.deepEqual([stored.role, stored.language], ['agent', 'cs']);

  await dialog.getByRole('button', { name: 'Wyłącz konto' }).click();
  await page.getByText('Konto wyłączone: Łucja Żak').waitFor();
  assert.equal((await theirs.page.request.get('/api/v1/me')).status(), 401);
  await page.getByText('Nikt nie pasuje').waitFor();
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await page.getByRole('button', { name: 'Łucja Żak' }).waitFor();

  await page.getByLabel('Imię, nazwisko albo login').fill('nowicka');
  await page.getByRole('button', { name: 'Anna Nowicka', exact: true }).click();
  await dialog.getByText('Własnego konta nie można wyłączyć').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Wyłącz konto' }).count(), 0);
  await Promise.all([theirs.close([/./]), close([...TOO_LATE, /status of 400/])]);
});

test('a key is shown once, works, and is good for nothing once it is revoked; the history tells both', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/keys', 'admin');
  await page.getByRole('button', { name: 'Nowy klucz' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Do czego jest klucz').fill('ERP, placówki');
  await dialog.getByRole('button', { name: 'Utwórz i pokaż klucz' }).click();
  await dialog.getByText('Wypełnij to pole.').waitFor();
  await dialog.getByRole('checkbox', { name: /widzieć wszystkie placówki/ }).check();
  await dialog.getByLabel('Ważny').selectOption('quarter');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Utwórz i pokaż klucz' }).click();
  const secret = await dialog.getByLabel('Cały klucz').inputValue();
  const asked = () => fetch(`${server.address}/api/v1/outlets?limit=1`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal((await asked()).status, 200);
  await dialog.getByRole('button', { name: 'Zamknij' }).last().click();
  await page.getByRole('button', { name: 'Unieważnij: ERP, placówki' }).click();
  await dialog.getByRole('button', { name: 'Unieważnij' }).click();
  await page.getByText('Klucz unieważniony').waitFor();
  assert.equal((await asked()).status, 401);

  await page.goto('/admin/audit?entity=api_key');
  const rows = page.locator('main li');
  await rows.nth(1).waitFor();
  assert.match(await rows.nth(1).textContent(), /Klucz API ERP, placówki\s*utworzenie/);
  await rows.nth(1).locator('summary').click();
  await rows.nth(1).getByText('outlets.read').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Działanie').selectOption('revoke');
  await rows.nth(1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Wyczyść filtry' }).click();
  await rows.nth(10).waitFor();
  await close([/status of 400/]);
});

test('hours are changed in rows, seen day by day before they are saved, and a text that rows cannot show stays as it is', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/outlets?q=MT-BEL', 'admin');
  await page.getByRole('link', { name: 'Meteor Bełchatów', exact: true }).click();
  const day = (name) => page.getByRole('group', { name, exact: true });
  const cell = (date) => page.locator('li', { has: page.locator(`time[datetime="${date}"]`) });
  await day('poniedziałek').getByRole('textbox', { name: 'poniedziałek, od' }).waitFor();
  await cell('2026-11-29').getByText('niedziela niehandlowa').waitFor();
  await cell('2026-12-25').getByText('Boże Narodzenie').waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page);
  }
  // Sunday like Saturday: open on trading Sundays, closed by law on the others.
  await day('niedziela').getByRole('button', { name: /Jak wyżej/ }).click();
  await cell('2026-12-06').getByText('9:00–15:00').waitFor();
  await cell('2026-11-29').getByText('Zamknięte').waitFor();
  // A night past midnight, by keyboard.
  await day('piątek').getByRole('textbox', { name: 'piątek, do' }).fill('2');
  await page.keyboard.press('Tab');
  await day('piątek').getByText('następnego dnia').waitFor();
  await cell('2026-12-04').getByText('9:00–2:00').waitFor();
  await page.getByRole('button', { name: 'Dodaj wyjątek' }).click();
  const exception = page.getByRole('group', { name: 'wyjątek 1' });
  await exception.getByLabel('Pierwszy dzień').fill('2026-12-02');
  await exception.getByLabel('Ostatni dzień').fill('2026-12-02');
  await exception.getByLabel('Powód').fill('inwentaryzacja');
  await cell('2026-12-02').getByText('inwentaryzacja').waitFor();
  await page.getByRole('button', { name: 'Zapisz', exact: true }).click();
  await page.getByText('Zapisano: Meteor Bełchatów').waitFor();
  const path = `/api/v1/outlets/${await outletId(page, 'MT-BEL-01')}`;
  const stored = await (await page.request.get(path)).json();
  assert.equal(stored.opening_hours, 'Mo-Th 09:00-19:00, Fr 09:00-02:00, Sa-Su 09:00-15:00');
  assert.equal(stored.overrides.length, 1);

  // Somebody else writes what rows cannot say, while a telephone number is typed here.
  const odd = 'Mo-Fr 09:00-17:00; Sa 09:00-13:00 "po telefonie"';
  await change(page, path, { opening_hours: odd, name: 'Meteor Bełchatów Rynek' });
  await page.getByLabel('Telefon').fill('+48 44 000 11 22');
  await page.getByRole('button', { name: 'Zapisz', exact: true }).click();
  await page.getByText('Pozostałe zmiany drugiej osoby zostają: Nazwa, Godziny.').waitFor();
  await page.getByRole('button', { name: 'Zapisz wybrane' }).click();
  await page.getByRole('heading', { name: 'Meteor Bełchatów Rynek' }).waitFor();
  await page.getByText('więc zostaje tekstem').waitFor();
  const merged = await (await page.request.get(path)).json();
  assert.deepEqual([merged.opening_hours, merged.phone], [odd, '+48 44 000 11 22']);
  await close(TOO_LATE);
});

test('every page fits a narrow window, in English too', async () => {
  const { page, close } = await openPage(browser, server, { ...NARROW, locale: 'en-GB' });
  await openSignedIn(page, server, '/admin', 'admin');
  const id = await outletId(page, 'MT-BIA-01');
  for (const path of ['', '/outlets', `/outlets/${id}`, '/outlets/new', '/repair', '/reports', '/users', '/keys', '/audit']) {
    await page.goto(`/admin${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('main :is(table, form, h2, .empty, .inner > :nth-child(2))').first().waitFor();
    await assertNothingCutOff(page);
    await assertAccessible(page);
  }
  await page.getByRole('button', { name: /^Zarządzanie|^Admin/ }).press('Enter');
  await page.getByRole('link', { name: /^Historia zmian|^History/ }).waitFor();
  await page.keyboard.press('Escape');
  await close();
});
