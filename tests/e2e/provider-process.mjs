// The process of provider.mjs: `node provider-process.mjs ADDRESS CLOCK`.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [address, clock] = process.argv.slice(2);
const now = Date.parse(clock);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length ? parts : [now]));
  }
  static now() {
    return now;
  }
};

const require = createRequire(new URL('../../static/package.json', import.meta.url));
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const PEOPLE = {
  ewa: { preferred_username: 'ewa', name: 'Ewa Kowalska', email: 'ewa@meteor.example', email_verified: true, locale: 'pl', groups: ['everybody', 'blisko-agents'] },
  guest: { preferred_username: 'guest', name: 'Guest', groups: ['everybody'] },
};
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Meteor</title><link rel="icon" href="data:,">${body}</html>`;

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration());
  const handle = provider.callback();
  server.on('request', (request, response) => {
    outliveTheClock(response);
    if (request.url.startsWith('/login/')) logIn(provider, request, response);
    else handle(request, response);
  });
  console.log(`Provider at ${issuer}`);
});

function configuration() {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return {
    clients: [{ client_id: 'blisko', client_secret: 'a secret of tests', redirect_uris: [`${address}/sign-in/oidc/callback`], post_logout_redirect_uris: [`${address}/sign-in`] }],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'k1' }] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'locale', 'groups'], email: ['email', 'email_verified'] },
    cookies: { keys: ['of tests'] },
    pkce: { required: () => true },
    findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(`${form}<button autofocus form="op.logoutForm" name="logout" value="yes">Sign out</button>`);
        },
      },
    },
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    // Nobody is asked whether the company's own CRM may know who they are.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

/** Asks for a name and believes it. */
async function logIn(provider, request, response) {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    return response.end(page('<form method="post"><label>Account <input name="account" autofocus></label><button>Continue</button></form>'));
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  const accountId = new URLSearchParams(body).get('account');
  return provider.interactionFinished(request, response, { login: { accountId } });
}

/** The browser goes by the machine's time: a cookie of the standing clock must not end before it begins. */
function outliveTheClock(response) {
  const set = response.setHeader.bind(response);
  const lasting = (cookie) => (/expires=Thu, 01 Jan 1970/.test(cookie) ? cookie : cookie.replace(/; expires=[^;]*/i, ''));
  response.setHeader = (name, value) => set(name, name.toLowerCase() === 'set-cookie' ? [value].flat().map(lasting) : value);
}
