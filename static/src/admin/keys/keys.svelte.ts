// The keys, newest first, a page at a time.
import { request } from '../../api/client';
import type { ApiKeyBody, ApiKeyPage, ApiKeyView, NewApiKey } from '../../api/types.gen';

export type KeyState = 'valid' | 'expired' | 'revoked';

const PAGE = 100;

class Keys {
  items = $state.raw<ApiKeyView[]>([]);
  next = $state<string>();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  /** The moment of the last reading: which keys are over is judged by it. */
  #now = Date.now();

  async load(): Promise<void> {
    this.state = 'loading';
    this.items = [];
    this.next = undefined;
    await this.more();
  }

  async more(): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (this.next) query.set('after', this.next);
    try {
      const page = await request<ApiKeyPage>('/api/v1/api-keys', { query });
      this.#now = Date.now();
      this.items = [...this.items, ...page.items];
      this.next = page.next ?? undefined;
      this.state = 'ready';
    } catch {
      this.state = 'failed';
    }
  }

  async create(body: ApiKeyBody): Promise<NewApiKey> {
    const made = await request<NewApiKey>('/api/v1/api-keys', { method: 'POST', body });
    this.items = [made.api_key, ...this.items];
    return made;
  }

  async revoke(id: string): Promise<void> {
    await request(`/api/v1/api-keys/${id}`, { method: 'DELETE' });
    const revoked_at = new Date().toISOString();
    this.items = this.items.map((key) => (key.id === id ? { ...key, revoked_at } : key));
  }

  stateOf({ revoked_at, expires_at }: ApiKeyView): KeyState {
    if (revoked_at) return 'revoked';
    return expires_at && Date.parse(expires_at) <= this.#now ? 'expired' : 'valid';
  }
}

export const keys = new Keys();
