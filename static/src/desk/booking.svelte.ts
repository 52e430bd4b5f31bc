// When the customer can come to the chosen outlet: the next free slots, and the booking of one.
import { Problem, request } from '../api/client';
import type { SlotList } from '../api/types.gen';
import { clock, date, weekday } from '../i18n/format';
import { i18n } from '../i18n/index.svelte';
import type { Choice } from './choices';
import { desk } from './desk.svelte';
import { nearby } from './nearby.svelte';
import { w } from './words';

/** Those that have a digit. */
const SLOTS = 9;

class Booking {
  slots = $state.raw<string[]>([]);
  minutes = 0;

  /** Reads the free slots of the outlet that is chosen, from the time on that is asked about. */
  async load(): Promise<boolean> {
    const outlet = nearby.current;
    if (!outlet) return false;
    const { at, services } = nearby.question;
    const query = new URLSearchParams({ limit: String(SLOTS) });
    if (at) query.set('from', new Date(at).toISOString());
    if (services[0]) query.set('service', services[0]);
    try {
      const told = await request<SlotList>(`/api/v1/outlets/${outlet.id}/slots`, { query });
      this.slots = told.items.map(({ begins_at }) => begins_at);
      this.minutes = told.minutes;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      desk.tell(error.message, true);
      return false;
    }
    if (!this.slots.length) desk.tell(w().book.none(outlet.name), true);
    return this.slots.length > 0;
  }

  /** Books it. When somebody else was faster, the slots that are free now are there to choose from again. */
  async book(begins_at: string, again: () => void): Promise<void> {
    const [outlet, customer] = [nearby.current, desk.customer];
    if (!outlet || !customer) return;
    const body = { outlet_id: outlet.id, customer_id: customer.id, begins_at, minutes: this.minutes, service: nearby.question.services[0] ?? '' };
    try {
      await request('/api/v1/appointments', { method: 'POST', body });
      nearby.selected = outlet.code;
      desk.tell(w().book.done(outlet.name, said(begins_at)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      desk.tell({ slot_taken: w().book.taken, customer_busy: w().book.busy }[error.code] ?? error.message, true);
      if (error.code === 'slot_taken' && (await this.load())) again();
    }
  }
}

export const booking = new Booking();

/** Mon 30 Nov, 10:15. */
export function said(at: string): string {
  const local = new Date(at);
  const iso = new Date(local.getTime() - local.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return `${weekday(iso, i18n.language)} ${date(iso, i18n.language)}, ${clock(iso)}`;
}

export function bookingChoices(again: () => void): Choice[] {
  return booking.slots.map((slot) => ({ label: said(slot), perform: () => booking.book(slot, again) }));
}
