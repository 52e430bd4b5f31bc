// The history: a page at a time, newest first, as the filters in the address say.
import { request } from '../../api/client';
import type { AuditPage, AuditView } from '../../api/types.gen';

export interface Filters {
  entity: string;
  entity_id: string;
  actor_id: string;
  action: string;
  /** Days on the reader's calendar, both included: `2026-11-28`. */
  from: string;
  until: string;
}

const EMPTY: Filters = { entity: '', entity_id: '', actor_id: '', action: '', from: '', until: '' };
const PAGE = 50;
const DAY_MS = 86_400_000;

class History {
  items = $state.raw<AuditView[]>([]);
  next = $state<string>();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  filters = $state<Filters>({ ...EMPTY });

  /** People and keys seen so far, by id: whoever may not list users chooses among these. */
  readonly actors = $derived(new Map(this.items.flatMap(({ actor_id, actor_name }) => (actor_id ? [[actor_id, actor_name] as const] : []))));

  get isFiltered(): boolean {
    return Object.values(this.filters).some(Boolean);
  }

  /** The filters of the address, then the first page. */
  async start(): Promise<void> {
    const query = new URLSearchParams(location.search);
    for (const name of Object.keys(EMPTY) as (keyof Filters)[]) this.filters[name] = query.get(name) ?? '';
    await this.load();
  }

  async filter(change: Partial<Filters>): Promise<void> {
    Object.assign(this.filters, change);
    // A record has a kind; another kind cannot be that record.
    if ('entity' in change && !('entity_id' in change)) this.filters.entity_id = '';
    const query = new URLSearchParams(Object.entries(this.filters).filter(([, value]) => value));
    history.replaceState(null, '', query.size ? `/admin/audit?${query}` : '/admin/audit');
    await this.load();
  }

  clear(): Promise<void> {
    return this.filter({ ...EMPTY });
  }

  async load(): Promise<void> {
    this.items = [];
    this.next = undefined;
    this.state = 'loading';
    await this.more();
  }

  async more(): Promise<void> {
    const query = this.#question();
    try {
      const page = await request<AuditPage>('/api/v1/audit', { query });
      this.items = [...this.items, ...page.items];
      this.next = page.next ?? undefined;
      this.state = 'ready';
    } catch {
      this.state = 'failed';
    }
  }

  #question(): URLSearchParams {
    const { from, until, ...words } = this.filters;
    const query = new URLSearchParams(Object.entries(words).filter(([, value]) => value));
    query.set('limit', String(PAGE));
    if (from) query.set('from', new Date(`${from}T00:00:00`).toISOString());
    if (until) query.set('until', new Date(new Date(`${until}T00:00:00`).getTime() + DAY_MS).toISOString());
    if (this.next) query.set('after', this.next);
    return query;
  }
}

export const log = new History();
