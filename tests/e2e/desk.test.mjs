import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startMeteor } from './meteor.mjs';
import { assertAccessible, assertNothingCutOff, openPage, openSignedIn, startBrowser } from './support.mjs';

let meteor, browser;
before(async () => ([meteor, browser] = await Promise.all([startMeteor(), startBrowser()])));
after(() => Promise.all([meteor?.server.stop(), browser?.close()]));

/** What a browser without graphics says about the map. */
const NO_MAP = [/WebGL/i, /Failed to initialize/i];

async function openDesk(options = {}) {
  const { page, close } = await openPage(browser, meteor.server, options);
  await openSignedIn(page, meteor.server, '/desk');
  await page.getByRole('heading', { name: 'Kolejka' }).waitFor();
  return { page, close: () => close(NO_MAP) };
}

/** Counts what the agent presses. */
function hands(page) {
  const counted = { keys: 0 };
  counted.press = async (key) => {
    counted.keys += 1;
    await page.keyboard.press(key);
  };
  return counted;
}

test('a call is answered, helped and written down with the keyboard alone, in twelve keys at most', async () => {
  const { page, close } = await openDesk();
  const agent = hands(page);
  await meteor.ring('ringing', { number: '601-100-201' });
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  await meteor.ring('answered', { number: '601-100-201' });
  await page.getByRole('heading', { name: 'Rozmowa trwa' }).waitFor();

  // The three nearest that are open when she gets there.
  await page.locator('.near ol li').first().waitFor();
  assert.deepEqual((await page.locator('.near ol .what > b').allTextContents()).slice(0, 1), ['Meteor Praga']);

  await agent.press('f');
  const services = page.getByRole('dialog', { name: 'Usługa' });
  const labels = await services.locator('ol button').allTextContents();
  await agent.press(String(labels.findIndex((label) => /[Zz]wrot/.test(label)) + 1));
  await page.locator('.near ol .what > b', { hasText: 'Meteor Żoliborz' }).waitFor();
  await page.locator('.whynot', { hasText: 'Meteor Praga' }).waitFor();

  await agent.press('Alt+1');
  await agent.press('s');
  await page.getByRole('dialog', { name: 'Wyślij placówkę' }).waitFor();
  await agent.press('1');
  await page.getByText('Wysłano: +48601100201').waitFor();

  await meteor.ring('ended', { number: '601-100-201' });
  await page.getByRole('heading', { name: /Rozłączono/ }).waitFor();
  await agent.press('l');
  await page.getByRole('dialog', { name: 'Wynik' }).waitFor();
  await agent.press('2');
  await agent.press('Control+Enter');
  await page.getByText('Nikt nie dzwoni').waitFor();
  assert.ok(agent.keys <= 12, `${agent.keys} keys`);

  const { items } = await meteor.agent('GET', `/api/v1/customers/${meteor.anna.id}/timeline`);
  assert.deepEqual(items.map(({ channel, outcome }) => `${channel} ${outcome}`), ['sms ', 'phone returns']);
  await close();
});

test('a reload in the middle of a call brings back the call, the card and the draft', async () => {
  const { page, close } = await openDesk();
  await meteor.ring('ringing', { number: '+48 601 100 201', call_id: 'c2' });
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  await page.keyboard.press('n');
  await page.keyboard.type('Czajnik przecieka');
  await page.reload();
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Notatka' }).inputValue(), 'Czajnik przecieka');
  await page.getByRole('textbox', { name: 'Notatka' }).fill('');
  await finish(page, 'c2');
  await close();
});

test('tomorrow is two keys away, and the law that closes a shop is named', async () => {
  const { page, close } = await openDesk();
  await meteor.ring('ringing', { number: '601100201', call_id: 'c3' });
  await page.locator('.near ol li').first().waitFor();
  await page.keyboard.press('w');
  await page.getByRole('dialog', { name: 'Kiedy' }).waitFor();
  await page.keyboard.press('2');
  await page.locator('.whynot', { hasText: /Śródmieście.*handl/i }).waitFor();
  await finish(page, 'c3');
  await close();
});

test('an unknown number opens a form with the country, and the new customer gets the call', async () => {
  const { page, close } = await openDesk();
  await meteor.ring('ringing', { number: '+420 777 000 111', call_id: 'c4' });
  await page.getByText('Kraj: CZ').waitFor();
  await page.getByRole('textbox', { name: 'Imię i nazwisko albo firma' }).fill('Jiří <b>Novák</b>');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Jiří <b>Novák</b>' }).waitFor();
  await page.getByText('Bez zgody na marketing').waitFor();
  await finish(page, 'c4');
  await close();
});

test('a call does not take the screen from somebody who writes', async () => {
  const { page, close } = await openDesk();
  await meteor.ring('ringing', { number: '601100201', call_id: 'c5' });
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  await page.keyboard.press('n');
  await page.keyboard.type('Prosi o');
  await meteor.ring('ringing', { number: '+420601200300', call_id: 'c6' });
  await page.getByText('Dzwoni Karel Dvořák').waitFor();
  assert.ok(await page.getByRole('heading', { name: 'Anna Nowak' }).isVisible());
  await page.keyboard.press('Alt+p');
  await page.getByRole('heading', { name: 'Karel Dvořák' }).waitFor();
  // The first call still rings: it is there again when the second is written down.
  await meteor.ring('ended', { call_id: 'c6' });
  await page.getByRole('heading', { name: 'Nieodebrana' }).waitFor();
  await writeDown(page);
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  await finish(page, 'c5');
  await close();
});

test('a withheld number asks who it is, and the palette finds the card in spite of a slip', async () => {
  const { page, close } = await openDesk();
  await meteor.ring('ringing', { number: 'anonymous', call_id: 'c7' });
  await page.getByText('Numer zastrzeżony').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('karel dvorka');
  await page.getByRole('option', { name: /Karel Dvořák/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Karel Dvořák' }).waitFor();
  await finish(page, 'c7');
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`the desk is accessible, and nothing is cut off, ${colorScheme}`, async () => {
    const { page, close } = await openDesk({ colorScheme });
    await assertAccessible(page);
    await meteor.ring('ringing', { number: '601100201', call_id: `a-${colorScheme}` });
    await page.locator('.near ol li').first().waitFor();
    await assertAccessible(page);
    for (const [key, name] of [['f', 'Usługa'], ['l', 'Wynik'], ['x', 'Reklamacja'], ['Control+k', 'Znajdź']]) {
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name }).waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name }).waitFor({ state: 'hidden' });
    }
    for (const width of [1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await assertNothingCutOff(page);
    }
    await finish(page, `a-${colorScheme}`);
    await close();
  });
}

/** Ends the call and writes it down, so that the next test finds a free desk. */
async function finish(page, call_id) {
  await meteor.ring('ended', { call_id });
  await page.getByRole('heading', { name: /Rozłączono|Nieodebrana/ }).waitFor();
  await writeDown(page);
  await page.getByText('Nikt nie dzwoni').waitFor();
}

async function writeDown(page) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('l');
  await page.getByRole('dialog', { name: 'Wynik' }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
}
