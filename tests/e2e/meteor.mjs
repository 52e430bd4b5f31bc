// The company of the day scenarios, "Meteor", on a server of its own: its outlets and people instead of the demo's,
// and a switchboard whose messages are signed.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CLOCK, startServer } from './support.mjs';

const FIXTURE = JSON.parse(readFileSync(new URL('../data/meteor.json', import.meta.url), 'utf8'));
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The server (without a clock by the time of the machine), Anna's id, and `ring`, which tells it what happens to a call. */
export async function startMeteor(clock = CLOCK, more = [], port = 0) {
  const server = await startServer(clock, () => {}, ['--set', `call_hook_secrets=${SECRET}`, ...more], port);
  const steward = await signIn(server, 'jana');
  const admin = await signIn(server, 'admin');
  for (const outlet of await everyOutlet(steward)) await admin('DELETE', `/api/v1/outlets/${outlet.id}`);
  for (const customer of await everyCustomer(admin)) await admin('DELETE', `/api/v1/customers/${customer.id}`);
  await steward('PUT', '/api/v1/services', { services: FIXTURE.services });
  for (const outlet of FIXTURE.outlets) await steward('POST', '/api/v1/outlets', outlet);
  const agent = await signIn(server, 'ewa');
  const people = [];
  for (const person of FIXTURE.people) people.push(await agent('POST', '/api/v1/customers', person));
  const ring = (event, fields) => tell(server, clock, { event, call_id: 'c1', event_id: `${event}-${randomUUID()}`, agent: 'ewa', ...fields });
  return { server, agent, steward, anna: people[0], karel: people[1], ring };
}

/** Requests of somebody with a session: `agent('POST', path, body)` answers the JSON. */
async function signIn(server, login) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login_name: login, password: server.password });
  const signed = await fetch(`${server.address}/api/v1/sessions`, { method: 'POST', headers, body });
  assert.equal(signed.status, 201);
  const cookie = signed.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  const { csrf_token } = await signed.json();
  return async (method, path, body) => {
    const init = { method, headers: { ...headers, origin: server.address, cookie, 'x-csrf-token': csrf_token, 'if-match': '*' } };
    const answer = await fetch(server.address + path, body ? { ...init, body: JSON.stringify(body) } : init);
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
}

async function everyOutlet(steward) {
  return (await steward('GET', '/api/v1/outlets?limit=1000')).items;
}

async function everyCustomer(admin) {
  return (await admin('GET', '/api/v1/customers?limit=1000')).items;
}

/** A message as a switchboard sends it, signed as Standard Webhooks say. */
async function tell(server, clock, event) {
  const body = JSON.stringify(event);
  const [id, at] = [randomUUID(), String(Math.floor((clock ? Date.parse(clock) : Date.now()) / 1000))];
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature };
  const answer = await fetch(`${server.address}/api/v1/calls`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}
