import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, openPage, openSignedIn, PHONE, REFUSED, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

test('whoever is not signed in is sent to sign in, and comes back to the question', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/find?q=Cieszyn&lat=49.7475&lon=18.623');
  await page.waitForURL('**/sign-in?next=*');
  await page.getByLabel('Login').fill('ewa');
  await page.getByLabel('Hasło', { exact: true }).fill(server.password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Meteor Cieszyn' }).waitFor();
  assert.match(page.url(), /\/find\?q=Cieszyn/);
  await close(REFUSED);
});

test('a wrong password is said in words, and the field is ready for the next try', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/sign-in');
  await page.getByLabel('Login').fill('ewa');
  await page.getByLabel('Hasło', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  assert.match(await page.getByRole('alert').textContent(), /nie pasują do siebie/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'password');
  await assertAccessible(page);
  await close(REFUSED);
});

test('a link cannot send people to another site after signing in', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/sign-in?next=//evil.example/');
  await page.getByLabel('Login').fill('ewa');
  await page.getByLabel('Hasło', { exact: true }).fill(server.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.address}/find`);
  await close(REFUSED);
});

test('the account’s language is used, and a choice made here wins', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find', 'jana');
  await page.getByRole('heading', { name: 'Nejbližší pobočky' }).waitFor();
  await page.getByRole('button', { name: /Účet/ }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Nearest outlets' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Nearest outlets' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await close();
});

test('signing out ends the session', async () => {
  const { page, close } = await openPage(browser, server);
  await openSignedIn(page, server, '/find');
  await page.getByRole('button', { name: /Konto/ }).click();
  await page.getByRole('button', { name: 'Wyloguj' }).click();
  await page.waitForURL('**/sign-in');
  assert.equal((await page.request.get('/api/v1/me')).status(), 401);
  await close(REFUSED);
});

test('when the session has ended elsewhere, the next step leads to sign in and back to the same question', async () => {
  const { page, close } = await openPage(browser, server, { viewport: { width: 1100, height: 800 } });
  await openSignedIn(page, server, '/find?q=Cieszyn&lat=49.7475&lon=18.623');
  await page.getByRole('link', { name: 'Meteor Cieszyn' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Meteor Cieszyn' }).click();
  await page.waitForURL('**/sign-in?next=*');
  assert.match(new URL(page.url()).searchParams.get('next'), /q=Cieszyn.*sel=MT-CIE-01/);
  await close(REFUSED);
});

test('the sign-in page is accessible in both themes and on a phone', async () => {
  for (const options of [{}, { colorScheme: 'dark' }, PHONE]) {
    const { page, close } = await openPage(browser, server, options);
    await page.goto('/sign-in');
    await assertAccessible(page);
    await close(REFUSED);
  }
});
