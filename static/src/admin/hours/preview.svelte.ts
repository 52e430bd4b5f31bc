// What the server says the hours mean: asked again a moment after the last keystroke; an old answer never wins.
import { request } from '../../api/client';
import type { HoursPreview, OverrideBody } from '../../api/types.gen';

/** Where hours hold: what law and calendar need to know. */
export interface Place {
  country: string;
  region: string;
  trade_class: string;
  floor_area_m2: number | undefined;
  time_zone: string | undefined;
}

const WAIT_MS = 250;
export const PREVIEW_DAYS = 60;

/** What the hours mean there on the coming `days`, and whether `other` means the same. */
export function ask(text: string, overrides: OverrideBody[], place: Place, { other, signal }: { other?: string; signal?: AbortSignal } = {}): Promise<HoursPreview> {
  const { floor_area_m2, time_zone, ...rest } = place;
  const body = {
    opening_hours: text, overrides, ...rest, days: PREVIEW_DAYS,
    ...(floor_area_m2 === undefined ? {} : { floor_area_m2 }), ...(time_zone ? { time_zone } : {}), ...(other === undefined ? {} : { same_as: other }),
  };
  return request<HoursPreview>('/api/v1/opening-hours/preview', { method: 'POST', body, ...(signal ? { signal } : {}) });
}

export class Preview {
  answer = $state.raw<HoursPreview>();
  failed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  show(text: string, overrides: OverrideBody[], place: Place): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text, overrides, place), this.answer ? WAIT_MS : 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  async #ask(text: string, overrides: OverrideBody[], place: Place): Promise<void> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    try {
      this.answer = await ask(text, overrides, place, { signal: running.signal });
      this.failed = false;
    } catch {
      if (!running.signal.aborted) this.failed = true;
    }
  }
}
