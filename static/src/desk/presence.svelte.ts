// Who else has this customer's card open. The card says every ten seconds that it is; the answer names the others.
import { request } from '../api/client';
import type { PresenceView } from '../api/types.gen';

const BEAT_MS = 10_000;

class Presence {
  /** Names, the longest there first. */
  others = $state.raw<string[]>([]);
  #customer: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** From now on this card is the one that is open; `undefined`: none is. */
  follow(customer: string | undefined): void {
    if (customer === this.#customer) return;
    this.leave();
    this.#customer = customer;
    if (!customer) return;
    void this.#beat(customer);
    this.#timer = setInterval(() => void this.#beat(customer), BEAT_MS);
  }

  /** The card is closed; a page that goes away has no time to wait for the answer. */
  leave(): void {
    clearInterval(this.#timer);
    this.others = [];
    if (this.#customer) void request(address(this.#customer), { method: 'DELETE', keepalive: true }).catch(() => {});
    this.#customer = undefined;
  }

  /** Without the server nobody knows; the card works all the same. */
  async #beat(customer: string): Promise<void> {
    const told = await request<PresenceView>(address(customer), { method: 'PUT' }).catch(() => undefined);
    if (customer === this.#customer) this.others = told?.others.map(({ name }) => name) ?? [];
  }
}

function address(customer: string): string {
  return `/api/v1/customers/${customer}/presence`;
}

export const presence = new Presence();
