// What every browser test needs: a server of its own on a free port with the demo in a temporary folder and a
// clock that stands still, and a page that fails the test when it complains or asks anybody else.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(join(root, 'static/package.json'));
const { chromium } = require('playwright-core');
const axePath = require.resolve('axe-core/axe.min.js');

/** Saturday of the agent's story; a Czech holiday, a Sunday and a night are asked for by date. */
export const CLOCK = '2026-11-28T17:40:00+01:00';
const START_MS = 30_000;

/** Starts `blisko serve --demo` with `more` arguments; `stop` ends it and removes its folder, which `prepare` may fill before.
    On `port`, or on any that is free. Without a clock (`null`) the server goes by the time of the machine, as a release binary does. */
export async function startServer(clock = CLOCK, prepare = () => {}, more = [], port = 0) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const binary = process.env.BLISKO_BIN ?? join(target, 'debug/blisko');
  assert.ok(existsSync(binary), `${binary} is missing: cargo build --features test-clock`);
  assert.ok(existsSync(join(root, 'static/dist/find.html')), 'static/dist is missing: make ui');
  const folder = mkdtempSync(join(tmpdir(), 'blisko-e2e-'));
  prepare(folder);
  const time = clock ? ['--clock', clock] : [];
  const settings = ['--data-dir', folder, ...time, '--set', 'password_hash_memory_kib=8', ...more];
  const child = spawn(binary, ['serve', '--demo', '--no-map', '--listen', `127.0.0.1:${port}`, ...settings], { stdio: 'pipe' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await told(child, /Serving on (http:\/\/[\d.:]+)/).catch((error) => {
    child.kill();
    throw error;
  });
  const password = /password (\S+)/.exec(readFileSync(join(folder, 'demo-logins.txt'), 'utf8'))[1];
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, password, stop };
}

/** Waits until the process prints something that matches; rejects with all it said when it ends before. */
export function told(child, pattern) {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      said += chunk;
      // Log lines are coloured on some terminals.
      const match = pattern.exec(said.replace(/\u001b\[\d+m/g, ''));
      if (match) resolve(match[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`blisko ended with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`blisko did not start:\n${said}`)), START_MS).unref();
  });
}

/** A browser that draws maps, without a graphics card. */
export function startMapBrowser() {
  return startBrowser(['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']);
}

export function startBrowser(graphics = ['--disable-gpu']) {
  const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? candidates.find(existsSync);
  assert.ok(executablePath, 'Chromium is missing: apt-get install chromium, or set CHROMIUM to its path');
  const quiet = ['--disable-background-networking', '--disable-component-update', '--lang=pl'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...graphics, ...quiet], env: { ...process.env, LANGUAGE: 'pl' } });
}

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** A page in a browser of its own. `close` fails when anything was said in the console or asked of another host than
    the server and its `friends`. */
export async function openPage(browser, server, { friends = [], ...options } = {}) {
  const context = await browser.newContext({
    baseURL: server.address, locale: 'pl-PL', timezoneId: 'Europe/Warsaw', reducedMotion: 'reduce', ...DESKTOP, ...options,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (![server.address, ...friends].some((each) => request.url().startsWith(each))) complaints.push(`asked another host: ${request.url()}`);
  });
  const close = async (expected = []) => {
    await context.close();
    const unexpected = complaints.filter((each) => !expected.some((pattern) => pattern.test(each)));
    assert.deepEqual(unexpected, []);
  };
  return { page, close };
}

/** What the browser itself reports about answers 401 and 429 that the page asked for. */
export const REFUSED = [/Failed to load resource: the server responded with a status of 4(01|29)/];

/** Signs in through the API, with the cookie in the page's browser, and opens `path`. */
export async function openSignedIn(page, server, path, login = 'ewa') {
  const answer = await page.request.post('/api/v1/sessions', {
    data: { login_name: login, password: server.password },
  });
  assert.equal(answer.status(), 201, await answer.text());
  await page.goto(path);
}

/** Fails with every rule of WCAG 2.2 AA that the page breaks, as axe sees it. */
export async function assertAccessible(page) {
  await page.evaluate(() => document.fonts.ready);
  // The policy forbids inline scripts, so axe is run in the page's world by the debugger.
  await page.evaluate(readFileSync(axePath, 'utf8'));
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const result = await page.evaluate((runOnly) => globalThis.axe.run({ runOnly }), tags);
  // WCAG 2.5.8 exempts what another control on the page does too: pins may stand close, each has its row in the list.
  const isExempt = (id, node) => id === 'target-size' && node.target.every((target) => /bl-pin|maplibregl-marker/.test(target));
  const counted = result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.filter((node) => !isExempt(id, node)) }));
  const broken = counted.filter(({ nodes }) => nodes.length).map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  assert.deepEqual(broken, []);
}

/** Tries `isDone` again until it says yes; a page that never gets there fails the test, however slow the machine. */
export async function until(isDone, patience_ms = 30_000) {
  const end = performance.now() + patience_ms;
  while (!(await isDone())) {
    assert.ok(performance.now() < end, `did not come about: ${isDone}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

export async function assertNothingCutOff(page) {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(needs <= has, `the page is ${needs} px wide in a window of ${has}`);
}
