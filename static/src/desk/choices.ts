// What each small window offers.
import type { Offer } from '../find/answer';
import { WAYS } from '../find/question';
import { vocabulary } from '../find/vocabulary.svelte';
import { date, weekday } from '../i18n/format';
import { i18n } from '../i18n/index.svelte';
import type { Menu } from './actions';
import { desk } from './desk.svelte';
import { bookingChoices } from './booking.svelte';
import { nearby } from './nearby.svelte';
import { offerChoices } from './offer';
import { w } from './words';

export interface Choice {
  label: string;
  detail?: string;
  chosen?: boolean;
  /** Shown with the reason as its detail, and not to be chosen. */
  disabled?: boolean;
  perform: () => unknown;
}

const NOON = 12;
/** What people say; finer is a guess. */
const SAID_MINUTES = [10, 15, 30, 45, 60];
/** More have no digit. */
const CHOICES_MAX = 9;

/** `open` is for what has to be asked once more. */
export function choicesOf(menu: Menu, open: (menu: Menu) => void): Choice[] {
  const all: Record<Menu, () => Choice[]> = { outcome, task, send, service, when, way, offer: offerChoices, book: () => bookingChoices(() => open('book')), complaint: () => [], place: () => [] };
  return all[menu]().slice(0, CHOICES_MAX);
}

function outcome(): Choice[] {
  return w().outcomes.map(([code, label]) => ({ label, chosen: desk.outcome === code, perform: () => (desk.outcome = code) }));
}

function service(): Choice[] {
  const { services } = nearby.question;
  return vocabulary.services.map(({ code }) => ({ label: vocabulary.name(code), chosen: services.includes(code), perform: () => nearby.toggleService(code) }));
}

/** Noon of another day, when whatever opens at all is open; the day is counted from the server's now. */
function when(): Choice[] {
  const { now } = nearby;
  const untilSunday = (7 - now.getDay()) % 7 || 7;
  const untilSaturday = (6 - now.getDay() + 7) % 7 || 7;
  const day = (label: string, days: number): Choice => {
    const at = localInput(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, NOON));
    const detail = `${weekday(at, i18n.language)} ${date(at, i18n.language)}`;
    return { label, detail, chosen: nearby.question.at === at, perform: () => nearby.change({ at }) };
  };
  const words = w().when;
  return [
    { label: words.now, chosen: !nearby.question.at, perform: () => nearby.change({ at: '' }) },
    day(words.tomorrow, 1), day(words.saturday, untilSaturday), day(words.sunday, untilSunday), day(words.nextSunday, untilSunday + 7),
  ];
}

/** By what the customer comes, or how long that takes by their own word. */
function way(): Choice[] {
  const { by, travelMinutes } = nearby.question;
  const words = w().way;
  const ways = WAYS.map((way) => ({
    label: words[way], chosen: !travelMinutes && by === way, perform: () => nearby.change({ by: way, travelMinutes: 0 }),
  }));
  const said = SAID_MINUTES.map((minutes) => ({
    label: words.said(minutes), chosen: travelMinutes === minutes, perform: () => nearby.change({ travelMinutes: minutes }),
  }));
  return [...ways, ...said];
}

/** Promises are kept on the hour of this desk. */
function task(): Choice[] {
  const now = new Date();
  const at = (days: number, hour: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const words = w().task;
  const times: [string, Date][] = [
    [words.hour, new Date(now.getTime() + 3_600_000)], [words.today, at(0, 16)], [words.tomorrow, at(1, 9)], [words.monday, at(untilMonday, 9)],
  ];
  return times.filter(([, due]) => due > now).map(([label, due]) => ({ label, perform: () => promise(label, due) }));
}

async function promise(label: string, due: Date): Promise<void> {
  const body = { customer_id: desk.customer?.id, due_at: due.toISOString(), note: desk.note.trim().slice(0, 500) };
  if (await desk.send('POST', '/api/v1/call-backs', body)) desk.tell(w().task.done(label));
}

/** Each way in which the customer can be reached. */
function send(): Choice[] {
  const outlet = nearby.current;
  const points = desk.customer?.contact_points ?? [];
  const phone = points.find(({ kind }) => kind === 'phone')?.value ?? desk.call?.e164;
  const mail = points.find(({ kind }) => kind === 'email')?.value;
  const words = w().send;
  if (!outlet) return [];
  return [
    ...(phone ? [{ label: words.sms, detail: phone, perform: () => answer('sms', outlet, phone) }] : []),
    ...(mail ? [{ label: words.email, detail: mail, perform: () => answer('email', outlet, mail) }] : []),
    { label: words.chat, perform: () => answer('chat', outlet, '') },
  ];
}

async function answer(channel: string, outlet: Offer, recipient: string): Promise<void> {
  const { at } = nearby.question;
  const body = { channel, outlet_id: outlet.id, customer_id: desk.customer?.id, recipient, language: desk.customer?.language ?? i18n.language, visit_at: at ? new Date(at).toISOString() : null };
  const sent = await desk.send<{ url: string; recipient: string }>('POST', '/api/v1/answers', body);
  if (!sent) return;
  nearby.selected = outlet.code;
  if (channel === 'chat') await navigator.clipboard?.writeText(sent.url).catch(() => {});
  desk.tell(channel === 'chat' ? w().send.copied : w().send.sent(sent.recipient));
}

function localInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
