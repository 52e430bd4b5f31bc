// The people who sign in: all of them at once, since a company has hundreds and not millions.
import { request } from '../../api/client';
import type { RoleList, UserBody, UserPage, UserView, UserWithPassword } from '../../api/types.gen';
import { fold } from '../../places/fold.js';

/** As many as the server gives at once. */
const PAGE = 500;
/** 10,000 people; beyond them the list says that it ends. */
const PAGES_MAX = 20;

export type Active = 'active' | 'disabled' | 'all';

class Users {
  all = $state.raw<UserView[]>([]);
  roles = $state.raw<RoleList>({ roles: [], permissions: [] });
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  search = $state('');
  role = $state('');
  active = $state<Active>('active');

  /** Those that search, role and state let through. */
  readonly shown = $derived.by(() => {
    const words = fold(this.search).split(/\s+/).filter(Boolean);
    return this.all.filter(({ login_name, display_name, role, disabled }) => {
      const text = fold(`${login_name} ${display_name}`);
      const inState = this.active === 'all' || disabled === (this.active === 'disabled');
      return inState && (!this.role || role === this.role) && words.every((word) => text.includes(word));
    });
  });

  async load(): Promise<void> {
    this.state = 'loading';
    try {
      const [people, roles] = await Promise.all([everybody(), request<RoleList>('/api/v1/roles')]);
      [this.all, this.roles, this.state] = [people, roles, 'ready'];
    } catch {
      this.state = 'failed';
    }
  }

  async create(user: UserBody): Promise<UserWithPassword> {
    const made = await request<UserWithPassword>('/api/v1/users', { method: 'POST', body: { user } });
    this.#put(made.user);
    return made;
  }

  /** Rejects with 412 when somebody has changed the user since `version`. */
  async update(id: string, version: number, body: UserBody): Promise<UserView> {
    const { user } = await request<UserWithPassword>(`/api/v1/users/${id}`, { method: 'PUT', body, ifMatch: version });
    this.#put(user);
    return user;
  }

  async read(id: string): Promise<UserView> {
    const user = await request<UserView>(`/api/v1/users/${id}`);
    this.#put(user);
    return user;
  }

  /** A new password, which ends all sessions; it comes back this once. */
  async resetPassword(id: string): Promise<string> {
    const answer = await request<UserWithPassword>(`/api/v1/users/${id}/password`, { method: 'PUT', body: {} });
    this.#put(answer.user);
    return answer.generated_password ?? '';
  }

  async signOut(id: string): Promise<void> {
    await request(`/api/v1/users/${id}/sessions`, { method: 'DELETE' });
  }

  permissionsOf(role: string): string[] {
    return this.roles.roles.find((each) => each.role === role)?.permissions ?? [];
  }

  #put(user: UserView): void {
    const others = this.all.filter(({ id }) => id !== user.id);
    this.all = [...others, user].sort((one, other) => (one.login_name < other.login_name ? -1 : 1));
  }
}

async function everybody(): Promise<UserView[]> {
  const people: UserView[] = [];
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { items, next } = await request<UserPage>('/api/v1/users', { query });
    people.push(...items);
    if (!next) break;
    query.set('after', next);
  }
  return people;
}

/** What may be written of a user. */
export function bodyOf({ login_name, display_name, role, language, disabled }: UserView): Required<UserBody> {
  return { login_name, display_name, role, language, disabled };
}

export const users = new Users();
