// The steward's list: reports a page at a time, and what becomes of each.
import { Problem, request } from '../api/client';
import type { OutletReportPage, OutletReportView } from '../api/types.gen';

export type Shown = 'open' | 'done' | 'all';
export type Outcome = 'fixed' | 'rejected';

const PAGE = 50;

class Reports {
  shown = $state<Shown>('open');
  items = $state<OutletReportView[]>([]);
  next = $state<number>();
  state = $state<'loading' | 'ready' | 'refused' | 'failed'>('loading');
  /** Addresses of reporters by report: the server forgets them when a report ends, the answer is written after. */
  readonly addresses = new Map<string, string>();

  async show(shown: Shown): Promise<void> {
    this.shown = shown;
    this.items = [];
    this.next = undefined;
    this.state = 'loading';
    await this.more();
  }

  async more(): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (this.shown !== 'all') query.set('resolved', String(this.shown === 'done'));
    if (this.next !== undefined) query.set('after', String(this.next));
    try {
      const page = await request<OutletReportPage>('/api/v1/outlet-reports', { query });
      this.items.push(...page.items);
      for (const { id, email } of page.items) if (email) this.addresses.set(id, email);
      this.next = page.next ?? undefined;
      this.state = 'ready';
    } catch (error) {
      this.state = error instanceof Problem && error.status === 403 ? 'refused' : 'failed';
    }
  }

  /** Rejects with a `Problem` that says why. The report stays where it is, so that its answer can be written. */
  async resolve(id: string, outcome: Outcome, resolution: string): Promise<void> {
    const done = await request<OutletReportView>(`/api/v1/outlet-reports/${id}/resolve`, { method: 'POST', body: { outcome, resolution } });
    this.items = this.items.map((each) => (each.id === id ? done : each));
  }
}

export const reports = new Reports();
