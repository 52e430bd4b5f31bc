// Takes the README's picture of the page Find:  node tests/e2e/picture.mjs docs/images/find.png
import { openPage, openSignedIn, startBrowser, startServer } from './support.mjs';

const [server, browser] = await Promise.all([startServer('2026-10-28T11:00:00+01:00'), startBrowser()]);
const { page, close } = await openPage(browser, server, { viewport: { width: 1440, height: 900 } });
await openSignedIn(page, server, '/find?q=Cieszyn&lat=49.7475&lon=18.623');
await page.getByText('Bliżej, ale pominięte').waitFor();
await page.waitForLoadState('networkidle');
await page.evaluate(() => document.fonts.ready);
await page.screenshot({ path: process.argv[2] ?? 'find.png' });
await close();
await Promise.all([server.stop(), browser.close()]);
