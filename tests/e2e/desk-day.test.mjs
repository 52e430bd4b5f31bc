// A Saturday of an agent, from signing in to the last call, at 17:40 on 28 November 2026: one person, one window.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startMeteor } from './meteor.mjs';
import { beAtProvider, freePort, startProvider } from './provider.mjs';
import { CLOCK, openPage, startBrowser } from './support.mjs';

let meteor, provider, browser;
before(async () => {
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}`, CLOCK);
  [meteor, browser] = await Promise.all([startMeteor(CLOCK, provider.settings, port), startBrowser()]);
});
after(() => Promise.all([meteor?.server.stop(), provider?.stop(), browser?.close()]));

const NO_MAP = [/WebGL/i, /Failed to initialize/i];
/** What the browser itself says about the answer 410 that is asked for at the end. */
const EXPIRED = [/status of 410/];

/** What waits on Saturday evening, and Anna's five lines. */
async function waitAndRemember({ agent, anna, karel }) {
  const { items: [shop] } = await agent('GET', '/api/v1/outlets?q=WAW-01');
  await agent('POST', '/api/v1/cases', { kind: 'complaint', customer_id: karel.id, subject: 'Czajnik przecieka', outlet_id: shop.id, opened_at: '2026-11-16T09:00:00+01:00' });
  for (const [channel, subject] of [['email', 'Czy oddacie pieniądze'], ['email', 'Dostępność w piątek'], ['letter', 'Skarga na parking']]) {
    await agent('POST', '/api/v1/interactions', { customer_id: karel.id, channel, direction: 'inbound', subject });
  }
  for (let day = 1; day <= 5; day += 1) {
    const at = `2026-11-1${day}T12:00:00+01:00`;
    await agent('POST', '/api/v1/interactions', { customer_id: anna.id, channel: 'email', direction: 'outbound', subject: `Wiadomość ${day}`, at, outcome: 'info' });
  }
}

/** The answer about outlets that the desk asks for next. */
const nearest = (page) => page.waitForResponse((answer) => answer.url().includes('/outlets/nearest')).then((answer) => answer.json());
/** Geodesics of the rule book, to the metre. */
const METRES = { 'WAW-01': 1867, 'WAW-02': 1125, 'WAW-03': 3995 };
function offered(answer) {
  for (const { outlet, distance_m } of answer.outlets) assert.ok(!METRES[outlet.code] || Math.abs(distance_m - METRES[outlet.code]) <= 1, `${outlet.code}: ${distance_m} m`);
  return answer.outlets.map(({ outlet }) => outlet.code);
}
const skipped = (answer) => answer.excluded.map(({ outlet, code }) => `${outlet.code} ${code}`);

test('a Saturday at the desk: a return, tomorrow, a link, a complaint, and a stranger from Nová Ves', async () => {
  await waitAndRemember(meteor);
  const { page, close } = await openPage(browser, meteor.server, { friends: [provider.issuer] });
  let keys = 0;
  const press = async (...pressed) => {
    for (const key of pressed) await page.keyboard.press(key);
    keys += pressed.length;
  };
  /** Opens a small window and takes the row that reads so. */
  const take = async (key, title, row) => {
    await press(key);
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    const labels = await dialog.locator('ol button').allTextContents();
    await press(String(labels.findIndex((label) => row.test(label)) + 1));
    await dialog.waitFor({ state: 'hidden' });
  };

  // She signs in with the company's account; the complaint that is due on Monday is first and says so.
  await page.goto('/desk');
  await page.getByRole('link', { name: 'Zaloguj przez Meteor' }).waitFor();
  await page.keyboard.press('Enter');
  await beAtProvider(page, 'ewa');
  await page.getByRole('heading', { name: 'Kolejka' }).waitFor();
  const rows = page.locator('.queue li');
  await rows.nth(3).waitFor();
  assert.equal(await rows.count(), 4);
  assert.match(await rows.first().textContent(), /Reklamacja Karel Dvořák.*termin za 2 d/s);
  assert.equal((await page.request.get('/openapi.json')).status(), 200);

  // Anna rings. Her card, five lines and the three nearest that are open when she gets there.
  let answer = nearest(page);
  await meteor.ring('ringing', { number: '601-100-201' });
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  assert.deepEqual(offered(await answer), ['WAW-02', 'WAW-01', 'WAW-03']);
  for (let line = 1; line <= 5; line += 1) await page.getByText(`Wiadomość ${line}`, { exact: true }).waitFor();
  await meteor.ring('answered', { number: '601-100-201' });
  await page.getByRole('heading', { name: 'Rozmowa trwa' }).waitFor();

  // A kettle is to go back today, and she needs a quarter of an hour: WAW-01 shuts too soon, WAW-02 takes nothing back.
  await take('f', 'Usługa', /Zwrot/);
  answer = nearest(page);
  await take('m', 'Dojazd', /15 min/);
  let told = await answer;
  assert.equal(offered(told)[0], 'WAW-03');
  assert.deepEqual(skipped(told).slice(0, 2), ['WAW-02 no_service', 'WAW-01 closes_before_stay']);
  await page.locator('.whynot', { hasText: 'Meteor Śródmieście' }).waitFor();

  // The browser dies and comes back: the call, the card and the question are there.
  answer = nearest(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Anna Nowak' }).waitFor();
  assert.deepEqual(skipped(await answer).slice(0, 2), ['WAW-02 no_service', 'WAW-01 closes_before_stay']);

  // Tomorrow is a Sunday without trade; the Sunday after is one with.
  answer = nearest(page);
  await take('w', 'Kiedy', /Jutro/);
  told = await answer;
  assert.deepEqual(skipped(told).slice(0, 3), ['WAW-02 no_service', 'WAW-01 legal_closure', 'WAW-03 closed']);
  await page.getByText(/Meteor Śródmieście.*30 lis.*09:00|Meteor Śródmieście.*30\.11.*09:00/s).waitFor();
  answer = nearest(page);
  await take('w', 'Kiedy', /Niedzielę później/);
  assert.equal(offered(await answer)[0], 'WAW-01');

  // Back to today, and the shop goes to her phone: a link that names nobody.
  answer = nearest(page);
  await take('w', 'Kiedy', /Teraz/);
  await answer;
  await press('Alt+1');
  const sent = page.waitForResponse((reply) => reply.url().endsWith('/api/v1/answers'));
  await take('s', 'Wyślij placówkę', /SMS/);
  const { url } = await (await sent).json();
  assert.doesNotMatch(url, /anna|nowak|601/i);
  const visitor = await openPage(browser, meteor.server);
  await visitor.page.goto(new URL(url).pathname);
  await visitor.page.getByRole('heading', { name: 'Meteor Żoliborz' }).waitFor();
  await visitor.close();

  // It was shut last Friday, she says: a complaint with its day, and two keys for whoever keeps the data.
  await press('x');
  await page.getByRole('textbox', { name: 'Czego dotyczy' }).fill('WAW-03 zamknięty w piątek o 18:30');
  const opened = page.waitForResponse((reply) => reply.url().endsWith('/api/v1/cases') && reply.request().method() === 'POST');
  await press('Enter');
  const complaint = await (await opened).json();
  assert.equal(complaint.due_on, '2026-12-12');
  assert.deepEqual([complaint.rule.id, complaint.rule.version], ['pl-consumer-complaint', 2]);
  await press('b');
  await page.getByText('Zgłoszono opiekunowi danych').waitFor();
  const { items: reports } = await meteor.steward('GET', '/api/v1/outlet-reports');
  assert.deepEqual(reports.map(({ outlet, field, call_id }) => [outlet.code, field, !!call_id]), [['WAW-03', 'hours', true]]);
  // Whoever keeps the data sees what everybody was shown about that evening.
  const evening = new URLSearchParams({ at: '2026-11-27T18:30:00+01:00', as_of: '2026-11-28T17:40:00+01:00', lang: 'en' });
  const replay = await meteor.steward('GET', `/api/v1/outlets/${reports[0].outlet_id}/replay?${evening}`);
  assert.equal(replay.then.sentence.en, 'Open until 19:00');

  // She hangs up. Told twice, it is one call: its length, its shop, its outcome.
  const ended = { number: '601-100-201', event_id: 'the-end' };
  await meteor.ring('ended', ended);
  await meteor.ring('ended', ended);
  await page.getByRole('heading', { name: /Rozłączono/ }).waitFor();
  await take('l', 'Wynik', /Zwrot/);
  await press('Control+Enter');
  await page.getByText('Nikt nie dzwoni').waitFor();
  await page.getByRole('heading', { name: 'Karel Dvořák' }).waitFor();
  const { items } = await meteor.agent('GET', `/api/v1/customers/${meteor.anna.id}/timeline`);
  const today = items.filter(({ at }) => at.startsWith('2026-11-28'));
  assert.deepEqual(today.map(({ channel, outcome }) => `${channel} ${outcome}`), ['sms ', 'phone returns']);
  assert.ok(today[1].outlet_id && today[1].duration_s >= 0);
  assert.ok(keys <= 24, `${keys} keys for the whole day with Anna`);

  // A stranger from one of many villages of a name: one question, then one place; and no offers without consent.
  await meteor.ring('ringing', { number: '+420 777 000 111', call_id: 'stranger' });
  await page.getByText('Kraj: CZ').waitFor();
  await page.getByRole('textbox', { name: 'Imię i nazwisko albo firma' }).fill('Jiří Novák');
  await page.keyboard.press('Enter');
  await page.getByText('Bez zgody na marketing: nie proponuj ofert').waitFor();
  const offer = page.getByRole('button', { name: 'Wyślij ofertę' });
  assert.equal(await offer.getAttribute('aria-disabled'), 'true');
  assert.match(await page.locator('#no-offer').textContent(), /Oferty nie można wysłać: brak zgody na marketing/);
  const [novak] = (await meteor.agent('GET', '/api/v1/customers?q=Jiří')).items;
  const { items: [shop] } = await meteor.agent('GET', '/api/v1/outlets?q=WAW-01');
  const advert = { channel: 'sms', purpose: 'marketing', customer_id: novak.id, outlet_id: shop.id, language: 'cs', text: 'Sleva' };
  await assert.rejects(meteor.agent('POST', '/api/v1/answers', advert), /409.*no_consent/s);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('p');
  await page.keyboard.type('Nová Ves');
  const question = page.getByRole('group').filter({ has: page.locator('[id^="found-"]') }).first();
  await question.getByRole('option').nth(1).waitFor();
  const places = page.getByRole('group', { name: 'Miejsca' });
  assert.ok((await places.getByRole('option').count()) >= 2);
  const wanted = nearest(page);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[role="group"][aria-label="Miejsca"] [role="option"]').length === 1);
  await page.keyboard.press('Enter');
  await wanted;
  await close([...NO_MAP, ...EXPIRED]);
});
