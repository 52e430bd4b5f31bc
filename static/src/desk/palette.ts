// What the palette finds for what is typed: actions at once, people and places from the server, side by side.
import { request } from '../api/client';
import type { CustomerSearchAnswer, CustomerView } from '../api/types.gen';
import type { IconName } from '../components/icons';
import { suggest, type Choice, type Suggestion } from '../find/suggestions';
import { t } from '../i18n/index.svelte';
import { fold } from '../places/fold.js';
import { ACTIONS, type Menu } from './actions';
import { desk } from './desk.svelte';
import { nearby } from './nearby.svelte';
import { w } from './words';

export interface Row {
  id: string;
  icon: IconName;
  label: string;
  detail: string;
  key?: string;
  /** Takes no one yet: the reply to a question, by which the list gets shorter. */
  reply?: string;
  perform: (open: (menu: Menu) => void) => unknown;
}

export interface Found {
  groups: { title: string; rows: Row[] }[];
  /** The server searched names and numbers only. */
  slow: boolean;
}

const PEOPLE = 6;
const PLACES = 5;
/** One letter fits half of everybody. */
const TYPED_MIN = 2;

/** Rejects with a `Problem`; where one of the two does not answer, the other is shown. */
export async function find(typed: string, only?: 'places', reply?: string): Promise<Found> {
  const wants = typed.length >= TYPED_MIN;
  const [people, places] = await Promise.allSettled([wants && !only ? askPeople(typed) : undefined, wants ? suggest(typed, t(), reply) : undefined]);
  const answer = people.status === 'fulfilled' ? people.value : undefined;
  const question = places.status === 'fulfilled' ? places.value?.question : undefined;
  const points = places.status === 'fulfilled' ? (places.value?.suggestions ?? []) : [];
  const groups = [
    { title: w().palette.people, rows: (answer?.items ?? []).map(person) },
    { title: question?.title ?? '', rows: (question?.choices ?? []).map(choice) },
    { title: w().palette.places, rows: points.slice(0, PLACES).map(place) },
    { title: w().palette.actions, rows: only ? [] : actions(typed) },
  ];
  return { groups: groups.filter(({ rows }) => rows.length), slow: answer?.basis === 'database' };
}

function askPeople(typed: string): Promise<CustomerSearchAnswer> {
  return request<CustomerSearchAnswer>('/api/v1/customers/search', { query: new URLSearchParams({ q: typed, limit: String(PEOPLE) }) });
}

function person(customer: CustomerView): Row {
  const address = customer.addresses?.[0];
  const detail = [customer.number, [address?.street, address?.city].filter(Boolean).join(', '), customer.contact_points?.[0]?.value].filter(Boolean).join(' · ');
  const isAsked = desk.onCall && !desk.card;
  return { id: customer.id, icon: customer.kind === 'company' ? 'store' : 'user', label: customer.name, detail, perform: () => (isAsked ? desk.pick(customer.id) : desk.openCustomer(customer.id)) };
}

function choice({ id, label }: Choice): Row {
  return { id: `choice-${id}`, icon: 'circleHelp', label, detail: '', reply: id, perform: () => {} };
}

function place({ icon, label, detail, where }: Suggestion, index: number): Row {
  return { id: `place-${index}`, icon, label, detail, perform: () => nearby.change({ where }) };
}

function actions(typed: string): Row[] {
  const asked = fold(typed);
  const fitting = ACTIONS.filter((action) => action.ready() && fold(action.label()).includes(asked));
  return fitting.map(({ id, key, label, perform }) => ({ id, icon: 'cornerDownLeft' as const, label: label(), detail: '', key: key.toUpperCase(), perform }));
}
