// The locator with its map: what axe, a keyboard, a small window and a large zoom of the page make of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNothingCutOff, openPage, PHONE, startMapBrowser, startServer } from './support.mjs';
import { writeBasemap } from './basemap.mjs';

/** Wednesday, a holiday in Czechia alone. */
const CZECH_HOLIDAY = '2026-10-28T11:00:00+01:00';
const DESKTOP = { viewport: { width: 1280, height: 800 } };
/** A page zoomed to 200 % has half the CSS pixels. */
const TWICE = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
const NARROW = { viewport: { width: 320, height: 640 } };

let server, browser;
before(async () => ([server, browser] = await Promise.all([startServer(CZECH_HOLIDAY, writeBasemap), startMapBrowser()])));
after(() => Promise.all([server?.stop(), browser?.close()]));

const pins = (page) => page.locator('.bl-pin');
/** What a screen reader says of the thing that has the focus. */
const focused = (page) => page.evaluate(() => {
  const thing = document.activeElement;
  const said = thing.getAttribute('aria-label') ?? (thing.labels?.[0] ?? thing).textContent;
  return said.replace(/\s+/g, ' ').trim();
});
const hasVisibleFocus = (page) => page.evaluate(() => {
  const thing = document.activeElement.closest('.filter') ?? document.activeElement;
  const style = getComputedStyle(thing);
  const isRinged = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return isRinged || getComputedStyle(thing.closest('.search') ?? thing).boxShadow !== 'none';
});

for (const [language, place] of [['pl', 'Cieszyn'], ['cs', 'Praha'], ['en', 'Kraków']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing with the map open: ${language}, ${colorScheme}`, async () => {
      const { page, close } = await openPage(browser, server, { ...DESKTOP, colorScheme });
      for (const path of [`?q=${place}`, `?q=${place}&open=arrival&service=returns`, 'outlets/MT-CIE-01']) {
        await page.goto(`/${language}/${path}`);
        await pins(page).first().waitFor();
        await page.locator('.bl-map__attribution').waitFor();
        await assertAccessible(page);
      }
      await page.goto(`/${language}/?q=${place}`);
      await page.locator('.filters__more > summary').click();
      await page.locator('.lang > summary').press('Enter');
      await assertAccessible(page);
      await close();
    });
  }
}

test('axe finds nothing on a phone with the sheet at each stop', async () => {
  const { page, close } = await openPage(browser, server, PHONE);
  await page.goto('/pl/?q=Cieszyn&view=map');
  await pins(page).first().waitFor();
  for (const stop of ['half', 'full', 'peek']) {
    await page.evaluate((to) => (document.body.dataset.stop = to), stop);
    await assertAccessible(page);
  }
  await close();
});

test('by keyboard one goes from the search over list and pins to an outlet and its directions, and never gets caught', async () => {
  const { page, close } = await openPage(browser, server, DESKTOP);
  await page.goto('/pl/?q=Cieszyn');
  await pins(page).first().waitFor();
  await page.locator('#q').focus();
  const walked = [];
  const step = async (until, most) => {
    for (let steps = 0; steps < most; steps += 1) {
      await page.keyboard.press('Tab');
      walked.push(await focused(page));
      assert.ok(await hasVisibleFocus(page), `the focus is seen on ${walked.at(-1)}`);
      if (until.test(walked.at(-1))) return;
    }
    assert.fail(`no ${until} among ${walked.join(' | ')}`);
  };
  await step(/^Meteor Cieszyn$/, 12);
  await step(/^1, Meteor Cieszyn, [\d,]+ (m|km), Otwarte do \d/, 60);
  await step(/^2, Meteor Český Těšín, .*Zamknięte: zakaz/, 1);
  await page.keyboard.press('Enter');
  assert.match(page.url(), /sel=MT-CTE-01/);
  assert.equal(await page.locator('.place--sel h3').innerText(), 'Meteor Český Těšín');
  assert.match(await focused(page), /^2, Meteor Český Těšín/, 'the pin keeps the focus');
  await page.locator('.place--sel h3 a').focus();
  await page.keyboard.press('Enter');
  await page.locator('h1#outlet-name').waitFor();
  await step(/^Trasa: Meteor Český Těšín$/, 6);
  await page.keyboard.press('Enter');
  await step(/^Aplikacja w telefonie$/, 1);
  await close();
});

test('the way past the map leads past every pin', async () => {
  const { page, close } = await openPage(browser, server, DESKTOP);
  await page.goto('/cs/?q=Praha');
  await pins(page).first().waitFor();
  await page.getByRole('link', { name: 'Přeskočit mapu' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'footer');
  await close();
});

test('nothing is cut off in a narrow window and on a page zoomed twice', async () => {
  for (const options of [NARROW, TWICE]) {
    for (const path of ['/cs/?q=Cieszyn', '/cs/?q=Cieszyn&view=map', '/pl/outlets/MT-CTE-01', '/en/outlets/MT-CIE-01/report']) {
      const { page, close } = await openPage(browser, server, options);
      await page.goto(path);
      await assertNothingCutOff(page);
      await close();
    }
  }
});
