// The outlets that the filters let through, a page at a time; filters stand in the address.
import { request } from '../../api/client';
import type { OutletPage, OutletView } from '../../api/types.gen';

const PAGE = 100;
const WAIT_MS = 200;

export interface Filters {
  q: string;
  kind: string;
  status: string;
  /** `false` for those whose hours nobody could read. */
  hours_readable: string;
}

class OutletList {
  items = $state.raw<OutletView[]>([]);
  next = $state<string>();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  filters = $state<Filters>({ q: '', kind: '', status: '', hours_readable: '' });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  start(): void {
    const query = new URLSearchParams(location.search);
    for (const name of Object.keys(this.filters) as (keyof Filters)[]) this.filters[name] = query.get(name) ?? '';
    void this.load();
  }

  /** Shortly after the last keystroke. */
  filter(change: Partial<Filters>): void {
    Object.assign(this.filters, change);
    const query = this.#question();
    history.replaceState(null, '', query.size ? `/admin/outlets?${query}` : '/admin/outlets');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), WAIT_MS);
  }

  load(): Promise<void> {
    this.next = undefined;
    return this.#read([]);
  }

  more(): Promise<void> {
    return this.#read(this.items);
  }

  async #read(before: OutletView[]): Promise<void> {
    const round = ++this.#round;
    const query = this.#question();
    query.set('limit', String(PAGE));
    if (this.next) query.set('after', this.next);
    try {
      const page = await request<OutletPage>('/api/v1/outlets', { query });
      if (round !== this.#round) return;
      this.items = [...before, ...page.items];
      this.next = page.next ?? undefined;
      this.state = 'ready';
    } catch {
      if (round === this.#round) this.state = 'failed';
    }
  }

  #question(): URLSearchParams {
    return new URLSearchParams(Object.entries(this.filters).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value) as [string, string][]);
  }
}

export const list = new OutletList();
