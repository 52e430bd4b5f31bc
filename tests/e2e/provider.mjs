// An OpenID provider of others (panva's oidc-provider, which is certified) in a process of its own, with people of ours.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { told } from './support.mjs';

/** Starts one that lets people come back to `address`. Its time stands still at `clock`, as the server's does. */
export async function startProvider(address, clock) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('provider-process.mjs', import.meta.url)), address, clock], { stdio: 'pipe' });
  const issuer = await told(child, /Provider at (http:\/\/[\d.:]+)/);
  const settings = {
    oidc_issuer: issuer, oidc_client_id: 'blisko', oidc_client_secret: 'a secret of tests', oidc_name: 'Meteor',
    oidc_roles: JSON.stringify({ 'blisko-agents': 'agent' }), oidc_adopt: 'login_name',
  };
  const stop = () => new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill();
  });
  return { issuer, settings: Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]), stop };
}

/** A port that nobody listens on: the provider must know the server's address before the server starts. */
export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** On the provider's page: says who one is. */
export async function beAtProvider(page, name) {
  await page.getByLabel('Account').fill(name);
  await page.keyboard.press('Enter');
}
