// The locator by road in the demo town: the way to an outlet and how far one gets, on the map.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, DESKTOP, openPage, PHONE, startMapBrowser, startServer } from './support.mjs';
import { buildTown } from './town.mjs';

const WORKDAY = '2026-11-25T11:00:00+01:00';
/** South-east of the middle. */
const HERE = 'near=53.5486,13.2799';

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(WORKDAY, buildTown), startMapBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const reach = (page) => page.locator('.reach > .btn');
const asked = (page) => {
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return (path) => paths.filter((each) => each === path).length;
};

for (const [name, options] of [['wide', DESKTOP], ['phone', PHONE]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`the way to the selected outlet is drawn, and what is reached when it is asked for: ${name}, ${colorScheme}`, async () => {
      const { page, close } = await openPage(browser, server, { ...options, colorScheme });
      const count = asked(page);
      const route = page.waitForResponse(/\/api\/v1\/routes/);
      await page.goto(`/pl/?${HERE}&view=map`);
      const { basis, geometry } = await (await route).json();
      assert.equal(basis, 'roads');
      assert.ok(geometry.coordinates.length > 1);
      assert.equal(count('/api/v1/isochrones'), 0, 'nobody has asked for it yet');
      const areas = page.waitForResponse(/\/api\/v1\/isochrones/);
      await reach(page).focus();
      await page.keyboard.press('Enter');
      const bands = (await (await areas).json()).features.map(({ properties }) => properties.minutes);
      assert.deepEqual(bands, [5, 10, 15]);
      assert.equal(await reach(page).getAttribute('aria-pressed'), 'true');
      assert.equal(await page.locator('.reach__legend li:visible').count(), 3);
      await assertAccessible(page);
      await assertNothingCutOff(page);
      if (process.env.PICTURES) {
        await page.waitForTimeout(1_500);
        await page.screenshot({ path: `${process.env.PICTURES}/locator-${name}-${colorScheme}.png` });
      }
      await reach(page).click();
      assert.equal(await page.locator('.reach__legend li:visible').count(), 0);
      await close();
    });
  }
}

test('on foot the list is asked for anew and the way with it, and the focus stays on the choice', async () => {
  const { page, close } = await openPage(browser, server);
  await page.goto(`/pl/?${HERE}`);
  assert.match(await page.locator('.place__d').first().textContent(), /drogą/);
  const route = page.waitForResponse(/\/api\/v1\/routes.*mode=foot/);
  await page.locator('#by-foot').focus();
  await page.keyboard.press('Enter');
  assert.equal((await (await route).json()).mode, 'foot');
  assert.equal(await page.locator('#by-foot').getAttribute('aria-current'), 'true');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'by-foot');
  await close();
});
