// The steward's list of reports: from the customer's form to the answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, PHONE, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

/** As a customer's browser sends the form. */
async function report(outlet, fields) {
  const answer = await fetch(`${server.address}/cs/outlets/${outlet}/report`, {
    method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers: { origin: server.address, 'sec-fetch-site': 'same-origin' },
  });
  assert.equal(answer.status, 303);
}

test('a report is read, ended and answered', async () => {
  await report('MT-CTE-01', { field: 'phone', text: 'Telefon je jiný', email: 'karel@example.com' });
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/reports', 'jana');
  const card = page.getByRole('article', { name: /Meteor Český Těšín/ });
  await card.getByText('Telefon je jiný').waitFor();
  await assertAccessible(page);
  assert.match(await card.getByRole('link', { name: 'MT-CTE-01' }).getAttribute('href'), /\/outlets\/MT-CTE-01$/);
  await card.getByRole('textbox').fill('Nové číslo je 555.');
  await card.getByRole('textbox').press('Enter');
  const letter = await card.getByRole('link', { name: /odpov/ }).getAttribute('href');
  const { pathname, searchParams } = new URL(letter);
  assert.equal(decodeURIComponent(pathname), 'karel@example.com');
  assert.match(searchParams.get('body'), /^Dobrý den,[^]*opravené\. Nové číslo je 555\./);
  await page.reload();
  await card.waitFor({ state: 'detached' });
  await close();
});

test('a report that was wrong is kept among the ended ones, without a letter where no address was left', async () => {
  await report('MT-CIE-01', { field: 'hours', text: 'Zavřeno' });
  const { page, close } = await openPage(browser, server, PHONE);
  await openSignedIn(page, server, '/admin/reports', 'jana');
  const card = page.getByRole('article', { name: /Meteor Cieszyn/ });
  await card.getByText('Co jsme tehdy ukazovali').click();
  await card.getByText(/^(Otevřeno do|Zavřeno)/).first().waitFor();
  await card.getByText('Totéž.').waitFor();
  await card.getByRole('button').last().click();
  await card.locator('.state--off').waitFor();
  assert.equal(await card.locator('a[href^="mailto:"]').count(), 0);
  await page.getByRole('group').getByRole('button').nth(1).click();
  await card.getByText('Zavřeno').waitFor();
  await assertAccessible(page);
  await assertNothingCutOff(page);
  await close();
});

test('an agent is told whose page it is', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/admin/reports');
  await page.getByRole('heading', { name: 'Ta strona nie jest dla Twojej roli' }).waitFor();
  assert.equal(await page.getByRole('article').count(), 0);
  await close();
});
