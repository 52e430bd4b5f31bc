// The queue as the server has it, what is chosen in it, and what may be done about it.
import { Problem, request } from '../api/client';
import type { RepairedList, RepairList, RepairView } from '../api/types.gen';
import { w } from './words';

/** As many as one looks through before one asks for more. */
const PAGE = 100;

export interface MendedAddress {
  street: string;
  postcode: string;
  city: string;
}

class Queue {
  items = $state.raw<RepairView[]>([]);
  causes = $state.raw<RepairList['causes']>([]);
  cause = $state<string>();
  next = $state<string>();
  selected = $state<string>();
  checked = $state.raw<ReadonlySet<string>>(new Set());
  busy = $state(false);
  failed = $state(false);
  /** What was done last, for the eye and the ear. */
  told = $state('');

  get current(): RepairView | undefined {
    return this.items.find((item) => item.outlet_id === this.selected);
  }

  get total(): number {
    return this.causes.reduce((sum, each) => sum + each.count, 0);
  }

  async load(): Promise<void> {
    await this.#work(async () => this.#show(await this.#page(), []));
  }

  async more(): Promise<void> {
    await this.#work(async () => this.#show(await this.#page(this.next), this.items));
  }

  async filter(cause: string | undefined): Promise<void> {
    this.cause = cause;
    this.checked = new Set();
    await this.load();
    this.selected = this.items[0]?.outlet_id;
  }

  select(id: string | undefined): void {
    this.selected = id;
  }

  /** To the next or the one before; stays at the ends. */
  move(step: 1 | -1): void {
    const at = this.items.findIndex((item) => item.outlet_id === this.selected);
    this.selected = this.items[Math.min(Math.max(at + step, 0), this.items.length - 1)]?.outlet_id;
  }

  check(id: string, on: boolean): void {
    const checked = new Set(this.checked);
    if (on) checked.add(id);
    else checked.delete(id);
    this.checked = checked;
  }

  checkAll(on: boolean): void {
    this.checked = new Set(on ? this.items.map((item) => item.outlet_id) : []);
  }

  accept(ids: string[]): Promise<void> {
    return this.#repair('POST', '/api/v1/repairs/accept', { ids });
  }

  retry(ids: string[], address?: MendedAddress): Promise<void> {
    return this.#repair('POST', '/api/v1/repairs/retry', address ? { ids, address } : { ids });
  }

  put(id: string, lon: number, lat: number): Promise<void> {
    return this.#repair('PUT', `/api/v1/repairs/${id}/point`, { lon, lat });
  }

  async dismiss(id: string): Promise<void> {
    await this.#work(async () => {
      await request(`/api/v1/repairs/${id}`, { method: 'DELETE' });
      await this.#refresh([id]);
      this.told = '';
    });
  }

  async #repair(method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
    await this.#work(async () => {
      const { items } = await request<RepairedList>(path, { method, body });
      const of = (result: string) => items.filter((item) => item.result === result).map((item) => item.outlet_id);
      const [done, open, empty, gone] = [of('done'), of('still_open'), of('nothing_to_accept'), of('not_waiting')];
      await this.#refresh([...done, ...gone]);
      const words = w();
      const parts = [done.length && words.done(done.length), open.length && words.stillOpen(open.length)];
      parts.push(empty.length && words.nothingToAccept(empty.length), gone.length && words.gone);
      this.told = parts.filter(Boolean).join(', ');
    });
  }

  /** Reads the queue again; the selection moves to what took the place of the one that left. */
  async #refresh(left: string[]): Promise<void> {
    const at = this.items.findIndex((item) => item.outlet_id === this.selected);
    this.#show(await this.#page(), []);
    if (!left.includes(this.selected ?? '')) return;
    this.selected = this.items[Math.min(Math.max(at, 0), this.items.length - 1)]?.outlet_id;
  }

  #page(after?: string): Promise<RepairList> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (this.cause) query.set('cause', this.cause);
    if (after) query.set('after', after);
    return request<RepairList>('/api/v1/repairs', { query });
  }

  #show(page: RepairList, before: RepairView[]): void {
    this.items = [...before, ...page.items];
    this.causes = page.causes;
    this.next = page.next ?? undefined;
    const there = new Set(this.items.map((item) => item.outlet_id));
    this.checked = new Set([...this.checked].filter((id) => there.has(id)));
  }

  /** One thing at a time; what goes wrong is told and leaves everything as it was. */
  async #work(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failed = false;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.failed = true;
      this.told = error.unreachable || error.status >= 500 ? w().failed : error.message;
    } finally {
      this.busy = false;
    }
  }
}

export const queue = new Queue();
