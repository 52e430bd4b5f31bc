// One outlet being edited: what was read, what is typed, and how the two become the next version.
import { Problem, request } from '../../api/client';
import type { OutletBody, OutletView } from '../../api/types.gen';
import { merge, same, type Merged } from '../../conflict/merge';

export type Body = Required<Omit<OutletBody, 'floor_area_m2' | 'time_zone'>> & Pick<OutletBody, 'floor_area_m2' | 'time_zone'>;

export interface Clash {
  newest: OutletView;
  merged: Merged<Body>;
}

/** Poland and Czechia, where nothing is known yet. */
const NOWHERE = { lon: 0, lat: 0 };

export const EMPTY: Body = {
  code: '', name: '', kind: 'store', status: 'active', ...NOWHERE,
  address: { street: '', postcode: '', city: '', region: '', country: 'PL' },
  opening_hours: '', overrides: [], trade_class: 'retail', services: [], products: [], promotions: [], phone: '', email: '', website: '',
};

/** What may be written of an outlet. */
export function bodyOf(view: OutletView): Body {
  const { id: _id, version: _version, created_at: _created, updated_at: _updated, ...body } = view;
  return { ...EMPTY, ...body, address: { ...EMPTY.address, ...body.address } };
}

export class OutletEdit {
  base = $state.raw<OutletView>();
  body = $state<Body>(structuredClone(EMPTY));
  clash = $state.raw<Clash>();

  get isChanged(): boolean {
    return !same($state.snapshot(this.body), this.base ? bodyOf(this.base) : EMPTY);
  }

  async load(id: string): Promise<void> {
    this.#take(await request<OutletView>(`/api/v1/outlets/${id}`));
  }

  discard(): void {
    this.clash = undefined;
    this.body = this.base ? bodyOf(this.base) : structuredClone(EMPTY);
  }

  /** True when it is stored; false when somebody was faster, and `clash` says in what. */
  save(): Promise<boolean> {
    return this.#write($state.snapshot(this.body) as Body);
  }

  /** After a clash: the merged record, with their value for the fields in `theirs`. */
  async settle(theirs: Set<string>): Promise<boolean> {
    if (!this.clash) return false;
    const { newest, merged } = this.clash;
    const from = bodyOf(newest);
    const next = { ...merged.record, ...Object.fromEntries(Object.entries(from).filter(([field]) => theirs.has(field))) };
    this.base = newest;
    this.body = next;
    return this.#write(next);
  }

  async #write(body: Body): Promise<boolean> {
    const { base } = this;
    if (!base) {
      this.#take(await request<OutletView>('/api/v1/outlets', { method: 'POST', body }));
      return true;
    }
    try {
      this.#take(await request<OutletView>(`/api/v1/outlets/${base.id}`, { method: 'PUT', body, ifMatch: base.version }));
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      const newest = await request<OutletView>(`/api/v1/outlets/${base.id}`);
      this.clash = { newest, merged: merge(bodyOf(base), body, bodyOf(newest)) };
      return false;
    }
  }

  #take(view: OutletView): void {
    this.base = view;
    this.body = bodyOf(view);
    this.clash = undefined;
  }
}
