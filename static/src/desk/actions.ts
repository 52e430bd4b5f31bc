// What an agent can do, as data: keys, the palette and the buttons come from this one list.
import type { Offer } from '../find/answer';
import { session } from '../state/session.svelte';
import { desk } from './desk.svelte';
import { nearby } from './nearby.svelte';
import { booking } from './booking.svelte';
import { mayOffer } from './offer';
import { w } from './words';

/** A small window over the desk in which something is chosen by digit. */
export type Menu = 'outcome' | 'task' | 'send' | 'service' | 'when' | 'way' | 'complaint' | 'place' | 'offer' | 'book';

export interface Action {
  id: string;
  /** One letter, or nothing where the palette alone has it. */
  key: string;
  label: () => string;
  /** Whether it makes sense now. */
  ready: () => boolean;
  perform: (open: (menu: Menu) => void) => unknown;
}

const hasCard = (): boolean => !!desk.card;
const hasAnswer = (): boolean => !!nearby.current;

/** Whether the telephone can be made to ring now: where there is no telephone system yet, and nobody on the line. */
export const mayRing = (): boolean => !!session.me?.simulates && !desk.onCall;

/** Lets some customer call. */
export async function ring(): Promise<void> {
  await desk.send('POST', '/api/v1/calls/simulate', {});
}

export const ACTIONS: Action[] = [
  { id: 'outcome', key: 'l', label: () => w().card.outcome, ready: () => desk.onCall || hasCard(), perform: (open) => open('outcome') },
  { id: 'task', key: 't', label: () => w().card.task, ready: hasCard, perform: (open) => open('task') },
  { id: 'complaint', key: 'x', label: () => w().card.complaint, ready: hasCard, perform: (open) => open('complaint') },
  { id: 'send', key: 's', label: () => w().card.send, ready: () => hasCard() && hasAnswer(), perform: (open) => open('send') },
  { id: 'offer', key: 'o', label: () => w().card.offer, ready: () => hasCard() && hasAnswer() && mayOffer(), perform: (open) => open('offer') },
  { id: 'book', key: 'a', label: () => w().card.book, ready: () => hasCard() && hasAnswer(), perform: async (open) => (await booking.load()) && open('book') },
  { id: 'service', key: 'f', label: () => w().near.service, ready: () => !!nearby.question.where, perform: (open) => open('service') },
  { id: 'when', key: 'w', label: () => w().near.when, ready: () => !!nearby.question.where, perform: (open) => open('when') },
  { id: 'way', key: 'm', label: () => w().near.way, ready: () => !!nearby.question.where, perform: (open) => open('way') },
  { id: 'place', key: 'p', label: () => w().near.place, ready: () => true, perform: (open) => open('place') },
  { id: 'customers', key: 'c', label: () => w().near.customersShown, ready: () => true, perform: () => nearby.toggleCustomers() },
  { id: 'wrong', key: 'b', label: () => w().card.wrong, ready: hasAnswer, perform: () => reportWrong(nearby.current) },
  { id: 'home', key: '', label: () => w().near.home, ready: () => hasCard() && !nearby.isHome, perform: () => nearby.goHome() },
  { id: 'ring', key: '', label: () => w().call.ring, ready: mayRing, perform: ring },
  { id: 'return', key: '', label: () => w().queue.back, ready: () => !!desk.item, perform: () => desk.giveBack() },
];

/** Saves the note: the call is wrapped up, or the note becomes a line of the timeline. Then comes the
    call that still rings, else the next in the queue. */
export async function save(open: (menu: Menu) => void): Promise<void> {
  if (desk.onCall && !desk.outcome) return open('outcome');
  const saved = desk.onCall ? await wrapUp() : await keepNote();
  if (!saved) return;
  desk.tell(desk.onCall ? w().note.wrappedUp : w().note.saved);
  desk.finished();
  if (!(await desk.otherCall())) await desk.takeNext();
}

async function wrapUp(): Promise<boolean> {
  const outlet_id = nearby.selected ? nearby.current?.id : undefined;
  const body = { outcome: desk.outcome, note: desk.note.trim(), customer_id: desk.customer?.id, outlet_id };
  return !!(await desk.send('POST', `/api/v1/calls/${desk.call?.id}/wrap-up`, body));
}

async function keepNote(): Promise<boolean> {
  const { item, customer, note, outcome } = desk;
  if (note.trim() && customer) {
    const body = { customer_id: customer.id, channel: 'phone', direction: 'outbound', body: note.trim(), outcome };
    if (!(await desk.send('POST', '/api/v1/interactions', body))) return false;
  }
  if (item) await desk.send('POST', `/api/v1/queue/${item.id}/done`);
  return !!item || !!note.trim();
}

/** What the caller says about an outlet goes to whoever keeps the data. */
async function reportWrong(outlet: Offer | undefined): Promise<void> {
  if (!outlet) return;
  const body = { outlet_id: outlet.id, field: 'hours', text: w().wrong.closed, call_id: desk.call?.id ?? null };
  if (await desk.send('POST', '/api/v1/outlet-reports', body)) desk.tell(w().wrong.sent);
}
