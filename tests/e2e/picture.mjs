// Takes the README's pictures of the page Find:  node tests/e2e/picture.mjs find docs/images/find.png
// `find` is the answer on a Czech holiday, `search` the question that a name of two towns brings, `hours` an outlet's
// hours with the coming days.
import { openPage, openSignedIn, startBrowser, startServer } from './support.mjs';

const [what = 'find', path = `${what}.png`] = process.argv.slice(2);
const size = { find: { width: 1440, height: 900 }, search: { width: 1080, height: 560 }, hours: { width: 1800, height: 1000 } }[what];
const [server, browser] = await Promise.all([startServer(what === 'hours' ? '2026-11-28T17:40:00+01:00' : '2026-10-28T11:00:00+01:00'), startBrowser()]);
const { page, close } = await openPage(browser, server, { viewport: size });
if (what === 'hours') {
  await openSignedIn(page, server, '/admin/outlets?q=MT-BIA-01', 'admin');
  await page.locator('a.a-title').first().click();
  await page.getByText('Boże Narodzenie').waitFor();
  await page.locator('#hours-title').evaluate((title) => title.scrollIntoView());
} else {
  await openSignedIn(page, server, '/find?q=Cieszyn&lat=49.7475&lon=18.623');
  await page.getByText('Bliżej, ale pominięte').waitFor();
  await page.waitForLoadState('networkidle');
}
if (what === 'search') {
  await page.getByRole('combobox').fill('tesin');
  await page.getByRole('option').nth(3).waitFor();
}
await page.evaluate(() => document.fonts.ready);
await page.screenshot({ path });
await close([/WebGL/i, /Failed to initialize/i]);
await Promise.all([server.stop(), browser.close()]);
