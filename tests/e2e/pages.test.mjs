// The pages as files: headers, caching, the API page, and types that are those of the running server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { typesOf } from '../../static/scripts/api-types.mjs';
import { assertAccessible, assertNothingCutOff, openPage, PHONE, REFUSED, startBrowser, startServer } from './support.mjs';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(), startBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const get = (path, headers = {}) => fetch(server.address + path, { headers, redirect: 'manual' });

test('every page comes under a policy without inline scripts or styles', async () => {
  for (const path of ['/find', '/sign-in', '/api']) {
    const policy = (await get(path)).headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-/, path);
  }
});

test('the address alone leads to the first page', async () => {
  const answer = await get('/');
  assert.equal(answer.headers.get('location'), '/find');
});

test('without a session the way to Find leads over the sign-in, with the question kept', async () => {
  const answer = await get('/find?q=Český Těšín&lat=49.7475');
  const next = new URL(answer.headers.get('location'), server.address).searchParams.get('next');
  assert.equal(decodeURI(next), '/find?q=Český Těšín&lat=49.7475');
});

test('files with a hash in their name are kept for ever, pages are asked for again', async () => {
  const page = await get('/sign-in');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const [, asset] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text());
  assert.match((await get(asset)).headers.get('cache-control'), /immutable/);
});

test('a page that has not changed is not sent again', async () => {
  const tag = (await get('/sign-in')).headers.get('etag');
  assert.equal((await get('/sign-in', { 'if-none-match': tag })).status, 304);
});

test('scripts come as JavaScript and compressed', async () => {
  const [, asset] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await get('/sign-in')).text());
  const answer = await get(asset, { 'accept-encoding': 'gzip' });
  assert.match(answer.headers.get('content-type'), /^text\/javascript/);
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
});

test('a file that is not there is a problem and not a page', async () => {
  const answer = await get('/assets/../../Cargo.toml');
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
});

test('the types of the interface are those of this server', async () => {
  const made = typesOf(await (await get('/openapi.json')).json());
  const committed = readFileSync(new URL('../../static/src/api/types.gen.ts', import.meta.url), 'utf8');
  assert.ok(made === committed, 'renew them: blisko openapi | npm --prefix static run api-types');
});

test('the API page shows every operation of the description and filters them', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/api');
  const described = Object.values((await (await get('/openapi.json')).json()).paths).flatMap(Object.keys).length;
  await page.locator('details').first().waitFor();
  assert.equal(await page.locator('details').count(), described);
  await page.getByRole('searchbox').fill('nearest');
  assert.ok((await page.locator('details').count()) < described);
  await page.locator('summary').first().click();
  await page.getByText('max_distance_m').first().waitFor();
  await close(REFUSED);
});

test('the API page answers what is typed, asks back, and shows what a program gets', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto('/api');
  const box = page.getByRole('textbox', { name: 'Wypróbuj' });
  await box.pressSequentially('tesin');
  const found = page.locator('.try li');
  await found.nth(1).waitFor();
  assert.match(await found.first().textContent(), /pewność[^]*GeoNames/);
  assert.match(await page.locator('.try pre').first().textContent(), /autocomplete\?q=tesin/);
  await page.locator('.try').getByRole('button', { name: 'Czechy' }).click();
  await found.nth(1).waitFor({ state: 'detached' });
  assert.match(await found.first().textContent(), /Český Těšín/);
  await assertAccessible(page);
  await close(REFUSED);
});

test('the API page is accessible, unfolded and on a phone', async () => {
  for (const options of [{}, { colorScheme: 'dark' }, PHONE]) {
    const { page, close } = await openPage(browser, server, options);
    await page.goto('/api#find_nearest_outlets');
    await page.locator('details[open]').waitFor();
    await assertAccessible(page);
    await assertNothingCutOff(page);
    await close(REFUSED);
  }
});
