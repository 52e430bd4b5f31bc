import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, PHONE, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const CIESZYN = '/find?q=Cieszyn&lat=49.7475&lon=18.623';

/** Names of the outlets offered, in order. */
async function offered(page) {
  await page.locator('main ol h3').first().waitFor();
  return page.locator('main ol h3').allTextContents();
}

test('a town is found without diacritics, and both sides of the border are offered', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('tesin');
  const options = page.locator('[role="listbox"] > [role="option"]');
  await options.nth(1).waitFor();
  const texts = await options.allTextContents();
  assert.match(texts[0], /Cieszyn.*śląskie.*PL/);
  assert.match(texts[1], /Český Těšín.*Moravskoslezský.*CZ/);
  assert.deepEqual(await page.getByRole('group', { name: 'W którym kraju?' }).getByRole('option').allTextContents(), ['Czechy', 'Polska']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal((await offered(page))[0].trim(), 'Meteor Český Těšín');
  await close();
});

test('a name that many places have is asked about, and the reply leaves fewer', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('Nowa Wieś');
  const question = page.getByRole('group', { name: /^W którym/ });
  await question.waitFor();
  await assertAccessible(page);
  const before = await page.locator('[role="listbox"] > [role="option"]').count();
  const reply = await question.getByRole('option').first().textContent();
  await question.getByRole('option').first().click();
  const left = page.locator('[role="listbox"] > [role="option"]');
  await page.waitForFunction((many) => document.querySelectorAll('[role="listbox"] > [role="option"]').length < many, before);
  // Either one place was left and taken, or every place that is left lies where the reply says.
  if (await page.getByRole('listbox').isVisible()) assert.ok((await left.allTextContents()).every((text) => text.includes(reply.trim())));
  else await page.waitForURL(/lat=/);
  await close();
});

test('Enter takes none of several places of a name before they were seen', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  const box = page.getByRole('combobox');
  await box.fill('Nowa Wieś');
  await box.press('Enter');
  await page.getByRole('group', { name: /^W którym/ }).waitFor();
  assert.doesNotMatch(page.url(), /lat=/);
  await box.press('Enter');
  await page.waitForURL(/lat=/);
  assert.match(await page.locator('main header').textContent(), /Nowa Wieś, województwo/);
  await close();
});

test('plus codes and links of maps are points', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  for (const typed of ['QJ2J+GR Cieszyn', 'geo:49.7513,18.6321']) {
    await page.getByRole('combobox').fill(typed);
    await page.getByRole('option', { name: /Punkt na mapie/ }).waitFor();
    await page.getByRole('combobox').press('Enter');
    await page.waitForURL(/lat=49\.751\d*&lon=18\.632/);
    await page.getByRole('button', { name: 'Wyczyść', exact: true }).click();
  }
  await close();
});

test('a street that is not in the data gives the town, marked as such, also to whoever gets the link', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('Nieistniejąca 5, Skoczów');
  await page.getByRole('option', { name: /środek miejscowości/ }).first().waitFor();
  await page.getByRole('combobox').press('Enter');
  const marked = page.locator('main header');
  await marked.getByText('Tej ulicy nie ma w danych').waitFor();
  assert.match(await marked.textContent(), /miejscowość · z dokładnością do .* · GeoNames/);
  await page.reload();
  await marked.getByText('Tej ulicy nie ma w danych').waitFor();
  await assertAccessible(page);
  await close();
});

test('a town that is not known is not found, and no other one is offered', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('Zamkowa 1, Xylofonowo');
  await page.getByText(/Nie rozpoznaję miejscowości|Nie znam takiego miejsca/).first().waitFor();
  assert.equal(await page.getByRole('option').count(), 0);
  await close();
});

test('coordinates are taken as people paste them', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('49,7475 18,6230');
  await page.getByRole('combobox').press('Enter');
  assert.equal((await offered(page))[0].trim(), 'Meteor Český Těšín');
  assert.match(page.url(), /lat=49\.7475&lon=18\.623/);
  await close();
});

test('an outlet is found by its code', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('mt-nbg-01');
  await page.getByRole('option', { name: /Bethanien-Center/ }).click();
  assert.equal((await offered(page))[0].trim(), 'Meteor Bethanien-Center');
  await close();
});

test('on a Czech holiday the shop over the river is left out, with the law as the reason', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, `${CIESZYN}&at=2026-10-28T11:00`);
  assert.equal((await offered(page))[0].trim(), 'Meteor Cieszyn');
  const skipped = page.locator('section', { hasText: 'Bliżej, ale pominięte' });
  assert.match(await skipped.textContent(), /Meteor Český Těšín.*223\/2016/);
  await close();
});

test('the answer can be sent as a link, and Back restores the question', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, CIESZYN);
  const before = await offered(page);
  await page.getByRole('button', { name: 'Zwroty i wymiana' }).click();
  await page.waitForURL(/services=returns/);
  await page.waitForLoadState('networkidle');
  const link = page.url();
  const narrowed = await offered(page);
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes('services='));
  const shown = (names) => JSON.stringify([...document.querySelectorAll('main ol h3')].map((each) => each.textContent)) === names;
  await page.waitForFunction(shown, JSON.stringify(before));
  await page.goto(link);
  assert.deepEqual(await offered(page), narrowed);
  await close();
});

test('the keyboard alone does: ask, walk the list, pick by number, step back', async () => {
  const { page, close } = await openPage(browser, server, { viewport: { width: 1100, height: 800 } });
  await openSignedIn(page, server, CIESZYN);
  const names = await offered(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const current = page.locator('main [aria-current="true"]');
  assert.equal((await current.textContent()).trim(), names[1].trim());
  await page.keyboard.press('Alt+3');
  assert.equal((await current.textContent()).trim(), names[2].trim());
  assert.match(page.url(), /sel=MT-/);
  await page.keyboard.press('Escape');
  assert.doesNotMatch(page.url(), /sel=/);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Skróty klawiszowe' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await close();
});

test('letters typed into the search box are text and not shortcuts', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, CIESZYN);
  await offered(page);
  await page.keyboard.press('/');
  await page.keyboard.type('jck?');
  assert.equal(await page.getByRole('combobox').inputValue(), 'jck?');
  assert.doesNotMatch(page.url(), /sel=/);
  await close();
});

test('the nearest outlet’s card stands beside the list unasked, with telephone and services', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find?q=Bethanien&lat=53.52473&lon=13.26588');
  const card = page.getByRole('article');
  await card.getByRole('heading', { name: 'Meteor Bethanien-Center' }).waitFor();
  await card.getByRole('link', { name: /\+49 30 23125/ }).waitFor();
  await card.getByText('Zwroty i wymiana').waitFor();
  await close();
});

test('when the server goes silent the last answer stays, with a way to ask again', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, CIESZYN);
  const before = await offered(page);
  await page.route('**/outlets/nearest*', (route) => route.abort());
  await page.getByRole('button', { name: 'Parking' }).or(page.getByRole('button', { name: 'Sprzedaż' })).first().click();
  await page.getByRole('alert').filter({ hasText: 'Serwer nie odpowiada' }).waitFor();
  assert.deepEqual(await offered(page), before);
  await page.unroute('**/outlets/nearest*');
  await page.getByRole('button', { name: 'Ponów' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await close([/net::ERR_FAILED/]);
});

test('on a phone the card covers the list and leads back to it', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await openSignedIn(page, server, CIESZYN);
  await page.getByRole('link', { name: 'Meteor Cieszyn' }).tap();
  await page.getByRole('heading', { name: 'Meteor Cieszyn', level: 2 }).waitFor();
  await assertNothingCutOff(page);
  await page.getByRole('button', { name: 'Wróć do wyników' }).tap();
  await page.getByRole('heading', { name: 'Meteor Cieszyn', level: 2 }).waitFor({ state: 'detached' });
  await close();
});

test('the page fits a window of 320 pixels, which is also 400 % zoom', async () => {
  const { page, close } = await openPage(browser, server, { viewport: { width: 320, height: 640 } });
  await openSignedIn(page, server, CIESZYN);
  await offered(page);
  await assertNothingCutOff(page);
  await close();
});

test('the page is accessible: light, dark, on a phone, with suggestions, with the card', async () => {
  const states = [
    [{}, CIESZYN], [{ colorScheme: 'dark' }, CIESZYN], [{}, '/find'],
    [PHONE, CIESZYN], [PHONE, `${CIESZYN}&sel=MT-CIE-01`],
    [{}, '/find?q=Warszawa&lat=52.2297&lon=21.0122&at=2026-11-29T12:00&services=returns'],
  ];
  for (const [options, path] of states) {
    const { page, close } = await openPage(browser, server, options);
    await openSignedIn(page, server, path);
    await page.waitForLoadState('networkidle');
    await assertAccessible(page);
    await close();
  }
});

test('the open list of suggestions is accessible', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('combobox').fill('krak');
  await page.getByRole('option').first().waitFor();
  await assertAccessible(page);
  await close();
});
