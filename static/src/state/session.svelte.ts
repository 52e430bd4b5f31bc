// Who is signed in. Pages that need somebody call `require`, which sends the others to sign in and back.
import { Problem, request, useSession } from '../api/client';
import type { Me, SignedOut } from '../api/types.gen';
import { i18n } from '../i18n/index.svelte';

export interface Person {
  name: string;
  login: string;
  role: string;
  /** Whether the own telephone may be made to ring without a telephone system. */
  simulates: boolean;
  id: string;
  /** Words like `outlets.write`. */
  permissions: string[];
}

/** Set while somebody is signed in here, so that public pages do not ask in vain who it is. */
const STORED_UNDER = 'blisko.signed-in';

class Session {
  me = $state<Person>();

  /** Whether the person signed in has the permission. The server decides again, whatever this says. */
  may(permission: string): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  /** The person signed in; without one, goes to the sign-in page and never settles. */
  async require(): Promise<void> {
    await this.recall();
    if (this.me) return;
    toSignIn();
    await new Promise(() => {});
  }

  /** For pages that anybody may see: the person, if this browser remembers that somebody is signed in. */
  async greet(): Promise<void> {
    if (isRemembered()) await this.recall();
  }

  private async recall(): Promise<void> {
    try {
      this.adopt(await request<Me>('/api/v1/me'));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      remember(false);
    }
  }

  async signOut(): Promise<void> {
    const out = await request<SignedOut | undefined>('/api/v1/sessions/current', { method: 'DELETE' }).catch(() => undefined);
    useSession(undefined);
    remember(false);
    // Whoever came from an OpenID provider signs out there too; it sends them back to the sign-in page.
    location.assign(out?.continue_at ?? '/sign-in');
  }

  private adopt(answer: Me): void {
    useSession({ csrfToken: answer.csrf_token, ended: toSignIn });
    remember(true);
    i18n.prefer(answer.user.language);
    const { id, display_name, login_name, role } = answer.user;
    this.me = { id, name: display_name, login: login_name, role, permissions: answer.permissions, simulates: answer.can_simulate_calls };
  }
}

function isRemembered(): boolean {
  try {
    return localStorage.getItem(STORED_UNDER) !== null;
  } catch {
    return false;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(STORED_UNDER, '1');
    else localStorage.removeItem(STORED_UNDER);
  } catch {
    // Without storage the public pages just do not greet.
  }
}

/** To the sign-in page, which comes back here afterwards. */
export function toSignIn(): void {
  const here = location.pathname + location.search;
  location.replace(`/sign-in?next=${encodeURIComponent(here)}`);
}

export const session = new Session();
