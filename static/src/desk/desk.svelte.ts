// The state of the desk: who is on the line, whose card is open, what waits, and where the customer should go.
// Views are functions of it. Server events come in through `stream.ts`; nothing here draws.
import { Problem, request } from '../api/client';
import type { CallView, CurrentCall, CustomerCardView, CustomerView, InteractionView, QueueItemView, QueueView, Timeline } from '../api/types.gen';
import { Drafts } from './drafts';
import { nearby } from './nearby.svelte';
import { listen, type Line } from './stream';

/** Timeline items that are asked for at a time; the next come before the end is reached. */
const PAGE = 100;

export const TABS = ['timeline', 'cases', 'orders', 'facts'] as const;
export type Tab = (typeof TABS)[number];

class Desk {
  call = $state.raw<CallView>();
  card = $state.raw<CustomerCardView>();
  queue = $state.raw<QueueItemView[]>([]);
  waiting = $state(0);
  /** Milliseconds that the service's clock is ahead of this one. */
  ahead = $state(0);
  timeline = $state.raw<InteractionView[]>([]);
  tab = $state<Tab>('timeline');
  note = $state('');
  outcome = $state('');
  /** The queue item that is being worked on. */
  item = $state.raw<QueueItemView>();
  /** A call that rang while somebody was typing: it waits for Alt+P. */
  popped = $state.raw<CallView>();
  line = $state<Line>('connecting');
  /** What went wrong or well last, in words of the server or ours. */
  told = $state('');
  failed = $state(false);
  private drafts = new Drafts();
  private next: string | undefined;
  private loadingMore = false;

  async start(): Promise<void> {
    await Promise.all([this.loadQueue(), this.loadCall()]);
    listen({
      onCall: (call) => this.takeCall(call),
      onChange: (entity, id) => this.changed(entity, id),
      onReset: () => void Promise.all([this.loadQueue(), this.loadCall()]),
      onLine: (line) => (this.line = line),
    });
  }

  get customer(): CustomerView | undefined {
    return this.card?.customer;
  }

  /** On the line, or over and not written down yet. */
  get onCall(): boolean {
    return !!this.call && !this.call.wrapped_up_at;
  }

  get isLive(): boolean {
    return !!this.call && ['ringing', 'answered', 'held'].includes(this.call.state);
  }

  async loadQueue(): Promise<void> {
    const told = await this.ask<QueueView>('/api/v1/queue');
    if (!told) return;
    this.queue = told.items;
    this.waiting = told.total;
    this.ahead = Date.parse(told.at) - Date.now();
  }

  private async loadCall(): Promise<void> {
    const told = await this.ask<CurrentCall>('/api/v1/calls/current');
    if (told?.call) this.show(told.call);
  }

  /** Whether somebody else is on the line; then their card is opened. */
  async otherCall(): Promise<boolean> {
    await this.loadCall();
    return this.onCall;
  }

  /** A call never takes the screen from somebody who is writing. */
  private takeCall(call: CallView): void {
    const isOther = call.id !== this.call?.id;
    if (isOther && isTyping() && this.note.trim()) this.popped = call;
    else if (!isOther || call.yours) this.show(call);
  }

  showPopped(): void {
    if (this.popped) this.show(this.popped);
    this.popped = undefined;
  }

  private show(call: CallView): void {
    const isOther = call.id !== this.call?.id;
    if (!call.yours || call.wrapped_up_at) {
      if (!isOther) this.call = undefined;
      return;
    }
    this.call = call;
    if (call.card && (isOther || call.customer_id !== this.customer?.id)) this.open(call.card);
    else if (isOther && !call.card) this.close();
  }

  private open(card: CustomerCardView): void {
    this.keepDraft();
    this.card = card;
    this.timeline = card.timeline;
    this.next = undefined;
    this.tab = 'timeline';
    this.outcome = '';
    this.note = this.drafts.get(card.customer.id);
    nearby.customerAt(card);
    void this.loadTimeline();
  }

  private close(): void {
    this.keepDraft();
    this.card = undefined;
    this.timeline = [];
    this.note = '';
    nearby.customerAt(undefined);
  }

  /** Says who is on the line. */
  async pick(id: string): Promise<void> {
    if (this.call && this.onCall) await this.send('PUT', `/api/v1/calls/${this.call.id}/customer`, { customer_id: id });
    await this.openCustomer(id);
  }

  /** The card of a customer who was found. */
  async openCustomer(id: string): Promise<void> {
    const line = this.call?.id;
    const card = await this.ask<CustomerCardView>(`/api/v1/customers/${id}/card`);
    if (card && this.call?.id === line) this.open(card);
  }

  async loadTimeline(): Promise<void> {
    const id = this.customer?.id;
    if (!id) return;
    const told = await this.ask<Timeline>(`/api/v1/customers/${id}/timeline`, { limit: String(PAGE) });
    if (!told || id !== this.customer?.id) return;
    this.timeline = told.items;
    this.next = told.next ?? undefined;
  }

  async loadMore(): Promise<void> {
    const id = this.customer?.id;
    if (!id || !this.next || this.loadingMore) return;
    this.loadingMore = true;
    const told = await this.ask<Timeline>(`/api/v1/customers/${id}/timeline`, { limit: String(PAGE), after: this.next });
    this.loadingMore = false;
    if (!told || id !== this.customer?.id) return;
    this.timeline = [...this.timeline, ...told.items];
    this.next = told.next ?? undefined;
  }

  /** Takes an item of the queue and opens whoever waits. */
  async take(item: QueueItemView): Promise<void> {
    const line = this.call?.id;
    const taken = await this.send<QueueItemView>('POST', `/api/v1/queue/${item.id}/take`);
    if (!taken) return void this.loadQueue();
    this.item = taken;
    // Whoever has rung meanwhile goes first.
    if (this.call?.id !== line) return this.giveBack();
    void this.loadQueue();
    if (taken.customer) await this.openCustomer(taken.customer.id);
  }

  async giveBack(): Promise<void> {
    if (this.item && (await this.send('POST', `/api/v1/queue/${this.item.id}/return`))) this.item = undefined;
    void this.loadQueue();
  }

  /** The queue as it is now: what was just finished no longer waits, whether or not the stream has told so. */
  async takeNext(): Promise<void> {
    await this.loadQueue();
    const free = this.queue.find((item) => !item.taken);
    if (free && !this.onCall) await this.take(free);
  }

  keepDraft(): void {
    if (this.customer) this.drafts.set(this.customer.id, this.note);
  }

  forgetDraft(): void {
    if (this.customer) this.drafts.set(this.customer.id, '');
    this.note = '';
    this.outcome = '';
  }

  /** Whoever was on the line is written down: the screen is free for the next. */
  finished(): void {
    this.forgetDraft();
    this.call = undefined;
    this.item = undefined;
  }

  private changed(entity: string, id: string): void {
    if (entity === 'queue_item') void this.loadQueue();
    if (entity === 'outlet') void nearby.ask();
    const isOpen = id === this.customer?.id;
    if (isOpen && entity === 'timeline') void this.loadTimeline();
    if (isOpen && entity === 'customer') void this.refreshCard();
  }

  async refreshCard(): Promise<void> {
    const id = this.customer?.id;
    const card = id && (await this.ask<CustomerCardView>(`/api/v1/customers/${id}/card`));
    if (card && id === this.customer?.id) this.card = card;
  }

  tell(words: string, failed = false): void {
    this.told = words;
    this.failed = failed;
  }

  private async ask<T>(path: string, query: Record<string, string> = {}): Promise<T | undefined> {
    return request<T>(path, { query: new URLSearchParams(query) }).catch((error: unknown) => this.refused(error));
  }

  /** `undefined` where the server refused; what it said is shown. */
  async send<T>(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<T | undefined> {
    return request<T>(path, { method, body }).catch((error: unknown) => this.refused(error));
  }

  private refused(error: unknown): undefined {
    if (!(error instanceof Problem)) throw error;
    this.tell(error.unreachable ? '' : error.message, true);
    if (error.unreachable) this.line = 'lost';
  }
}

export function isTyping(): boolean {
  return document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, select');
}

export const desk = new Desk();
