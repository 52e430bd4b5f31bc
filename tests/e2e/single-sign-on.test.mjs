// Signing in at a real OpenID provider, and what the sign-in page says when that comes to nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beAtProvider, freePort, startProvider } from './provider.mjs';
import { assertAccessible, assertNothingCutOff, CLOCK, openPage, PHONE, REFUSED, startBrowser, startServer } from './support.mjs';

let server, provider, lonely, browser;
before(async () => {
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}`, CLOCK);
  const gone = provider.settings.map((each) => each.replace(/oidc_issuer=.*/, 'oidc_issuer=http://127.0.0.1:9'));
  [server, lonely, browser] = await Promise.all([
    startServer(CLOCK, () => {}, provider.settings, port),
    startServer(CLOCK, () => {}, [...gone, '--set', 'password_sign_in=admins']),
    startBrowser(),
  ]);
});
after(() => Promise.all([server?.stop(), lonely?.stop(), provider?.stop(), browser?.close()]));

const open = (options = {}) => openPage(browser, server, { friends: [provider.issuer], ...options });

test('Ewa signs in at her company, comes back to her question, and signs out at both', async () => {
  const { page, close } = await open();
  await page.goto('/find?q=Cieszyn&lat=49.7475&lon=18.623');
  await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).waitFor();
  // The button has the focus.
  await page.keyboard.press('Enter');
  await beAtProvider(page, 'ewa');
  await page.getByRole('link', { name: 'Meteor Cieszyn' }).waitFor();
  assert.match(page.url(), /\/find\?q=Cieszyn/);
  const { user } = await (await page.request.get('/api/v1/me')).json();
  assert.deepEqual([user.login_name, user.role], ['ewa', 'agent']);

  await page.getByRole('button', { name: /Konto/ }).click();
  await page.getByRole('button', { name: 'Wyloguj' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${server.address}/sign-in*`);
  assert.equal((await page.request.get('/api/v1/me')).status(), 401);
  await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).click();
  await page.getByLabel('Account').waitFor();
  await close(REFUSED);
});

test('whoever the company gives no role is told so, and can still use a password', async () => {
  const { page, close } = await open();
  await page.goto('/sign-in?next=/desk');
  await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).click();
  await beAtProvider(page, 'guest');
  assert.match(await page.getByRole('alert').textContent(), /nie ma roli w Blisko/);
  await assertAccessible(page);
  await page.getByLabel('Login').fill('ewa');
  await page.getByLabel('Hasło', { exact: true }).fill(server.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk');
  await close(REFUSED);
});

test('a provider that is down is said to be, and administrators have their password', async () => {
  const { page, close } = await openPage(browser, lonely);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Hasło administratora' }).waitFor();
  assert.equal(await page.getByLabel('Login').count(), 0);
  await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).click();
  assert.match(await page.getByRole('alert').textContent(), /Meteor nie odpowiada/);
  const signIn = async (name) => {
    await page.getByLabel('Login').fill(name);
    await page.getByLabel('Hasło', { exact: true }).fill(lonely.password);
    await page.keyboard.press('Enter');
  };
  await signIn('ewa');
  await page.getByText('Hasłem logują się tu tylko administratorzy').waitFor();
  await signIn('admin');
  await page.waitForURL('**/find');
  await close([...REFUSED, /status of 403/]);
});

test('the page with the button is accessible in both themes and on a phone', async () => {
  for (const [name, options] of [['wide', {}], ['dark', { colorScheme: 'dark' }], ['phone', PHONE], ['phone-dark', { ...PHONE, colorScheme: 'dark' }]]) {
    const { page, close } = await open(options);
    await page.goto('/sign-in?trouble=stale');
    await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).waitFor();
    await assertAccessible(page);
    await assertNothingCutOff(page);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/sign-in-${name}.png` });
    await close(REFUSED);
  }
});
