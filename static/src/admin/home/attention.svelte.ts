// What waits for somebody: each line asked for on its own, so that one that fails leaves the others.
import { request } from '../../api/client';
import type { AuditPage, AuditView, ImportPage, OutletPage, OutletReportPage, Readiness, RepairList, TilesetList } from '../../api/types.gen';
import { session } from '../../state/session.svelte';

/** More than that are told as "100 and more". */
const COUNTED = 100;
const RECENT = 8;
/** Imports in which somebody or something is still at work. */
const UNDER_WAY = ['uploaded', 'checking', 'checked', 'applying', 'undoing', 'failed'];

export interface Count {
  n: number;
  more: boolean;
}

class Attention {
  reports = $state.raw<Count>();
  repairs = $state.raw<Count>();
  unreadable = $state.raw<Count>();
  imports = $state.raw<ImportPage['items']>();
  refusedTiles = $state.raw<{ name: string; problem: string }[]>();
  tiles = $state.raw<TilesetList['items']>();
  readiness = $state.raw<Readiness>();
  recent = $state.raw<AuditView[]>();
  /** How many lines could not be asked for. */
  failed = $state(0);

  async load(): Promise<void> {
    this.failed = 0;
    await Promise.all([
      this.#try(async () => (this.reports = await open())),
      this.#try(async () => (this.repairs = await toRepair())),
      this.#try(async () => (this.unreadable = await unreadable())),
      this.#try(async () => (this.imports = await underWay())),
      this.#try(() => this.#readTiles()),
      this.#try(async () => (this.readiness = await request<Readiness>('/readyz'))),
      this.#try(async () => {
        if (session.may('audit.read')) this.recent = (await ask<AuditPage>('/api/v1/audit', { limit: String(RECENT) })).items;
      }),
    ]);
  }

  async #readTiles(): Promise<void> {
    const { items } = await request<TilesetList>('/tiles');
    this.tiles = items;
    this.refusedTiles = items.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : []));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch {
      this.failed += 1;
    }
  }
}

function ask<T>(path: string, query: Record<string, string>): Promise<T> {
  return request<T>(path, { query: new URLSearchParams(query) });
}

async function open(): Promise<Count> {
  const { items, next } = await ask<OutletReportPage>('/api/v1/outlet-reports', { resolved: 'false', limit: String(COUNTED) });
  return { n: items.length, more: next !== undefined && next !== null };
}

async function toRepair(): Promise<Count> {
  const { causes } = await ask<RepairList>('/api/v1/repairs', { limit: '1' });
  return { n: causes.reduce((sum, { count }) => sum + count, 0), more: false };
}

async function unreadable(): Promise<Count> {
  const { items, next } = await ask<OutletPage>('/api/v1/outlets', { hours_readable: 'false', limit: String(COUNTED) });
  return { n: items.length, more: Boolean(next) };
}

async function underWay(): Promise<ImportPage['items']> {
  const { items } = await ask<ImportPage>('/api/v1/imports', { limit: String(COUNTED) });
  return items.filter(({ state }) => UNDER_WAY.includes(state));
}

export const attention = new Attention();
