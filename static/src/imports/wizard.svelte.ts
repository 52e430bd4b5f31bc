// One import on its way: the file, its columns, what the check found, and what became of it. The address names it,
// so that a reload, or somebody else, goes on where it was left.
import { Problem, request, upload } from '../api/client';
import { session } from '../state/session.svelte';
import type { CustomerFieldList, ImportPage, ImportRowPage, ImportRowView, ImportView, LocalizedBody } from '../api/types.gen';

export type ImportKind = 'outlets' | 'customers';
export type Duplicates = 'skip' | 'update' | 'create';
export type Step = 'file' | 'columns' | 'review' | 'work' | 'done';

/** Which rows are looked at: by outcome, or by a problem that they have. */
export interface RowFilter {
  id: string;
  outcome?: string;
  problem?: string;
}

const PATH = '/admin/imports';
const API = '/api/v1/imports';
const SAMPLE_ROWS = 5;
const PAGE_ROWS = 50;
/** How often the server is asked how far it is. */
const ASK_EVERY_MS = 700;
const WORKING = ['checking', 'applying', 'undoing'];

class Wizard {
  current = $state.raw<ImportView>();
  recent = $state.raw<ImportView[]>([]);
  samples = $state.raw<ImportRowView[]>([]);
  rows = $state.raw<ImportRowView[]>([]);
  next = $state.raw<number>();
  filter = $state.raw<RowFilter>({ id: 'bad', outcome: 'bad' });
  /** The company's own fields, by the name that a column is given to. */
  own = $state.raw<Map<string, LocalizedBody>>(new Map());
  /** Field by column, as the person wants it. */
  chosen = $state<Record<number, string>>({});
  /** A list that nothing was chosen in leaves `undefined` behind. */
  defaults = $state<Record<string, string | undefined>>({});
  duplicates = $state<Duplicates>('skip');
  createServices = $state(false);
  /** Back at the columns of an import that was checked. */
  mapping = $state(false);
  busy = $state(false);
  failure = $state.raw<Problem>();

  step = $derived.by((): Step => {
    const state = this.current?.state;
    if (!state) return 'file';
    if (WORKING.includes(state)) return 'work';
    if (state === 'uploaded' || this.mapping) return 'columns';
    return state === 'applied' || state === 'undone' ? 'done' : 'review';
  });

  async start(): Promise<void> {
    const id = location.pathname.split('/')[3];
    await this.#try(async () => {
      if (session.may('customers.read')) {
        const own = await request<CustomerFieldList>('/api/v1/customer-fields');
        this.own = new Map(own.items.map((field) => [`fields.${field.key}`, field.label]));
      }
      if (id) await this.#open(await request<ImportView>(`${API}/${id}`));
      else await this.#list();
    });
  }

  /** Back to the first step. */
  async leave(): Promise<void> {
    this.current = undefined;
    this.mapping = false;
    this.failure = undefined;
    history.pushState(null, '', PATH);
    await this.#try(() => this.#list());
  }

  async send(kind: ImportKind, file: File): Promise<void> {
    await this.#try(async () => {
      const query = new URLSearchParams({ kind, file_name: file.name, duplicates: this.duplicates });
      await this.#open(await upload<ImportView>(API, file, query));
    });
  }

  async choose(view: ImportView): Promise<void> {
    await this.#try(() => this.#open(view));
  }

  /** Keeps the columns as they are chosen and looks what each row would do. */
  async check(): Promise<void> {
    const id = this.current?.id;
    if (!id) return;
    await this.#try(async () => {
      const columns = Object.fromEntries(Object.entries(this.chosen).filter(([, field]) => field).map(([column, field]) => [field, Number(column)]));
      const defaults = Object.fromEntries(Object.entries(this.defaults).filter(([, value]) => value?.trim()));
      const body = { columns, defaults, create_services: this.createServices, duplicates: this.duplicates };
      await request<ImportView>(`${API}/${id}/mapping`, { method: 'PUT', body });
      this.mapping = false;
      await this.#work('check');
    });
  }

  /** What becomes of those who seem to be there is asked again with another answer. */
  async decide(duplicates: Duplicates): Promise<void> {
    this.duplicates = duplicates;
    await this.check();
  }

  async apply(): Promise<void> {
    await this.#try(() => this.#work('apply'));
  }

  async undo(): Promise<void> {
    await this.#try(() => this.#work('undo'));
  }

  async show(filter: RowFilter): Promise<void> {
    this.filter = filter;
    await this.#try(() => this.#rows());
  }

  async more(): Promise<void> {
    await this.#try(async () => {
      const page = await this.#page(this.next);
      this.rows = [...this.rows, ...page.items];
      this.next = page.next ?? undefined;
    });
  }

  async #work(step: 'check' | 'apply' | 'undo'): Promise<void> {
    const id = this.current?.id;
    if (!id) return;
    let view = await request<ImportView>(`${API}/${id}/${step}`, { method: 'POST', query: new URLSearchParams({ wait_s: '0' }) });
    while (WORKING.includes(view.state)) {
      this.current = view;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      view = await request<ImportView>(`${API}/${id}`);
    }
    await this.#open(view);
  }

  async #open(view: ImportView): Promise<void> {
    this.current = view;
    this.chosen = Object.fromEntries(view.columns.map(({ column, field }) => [column, field ?? '']));
    this.defaults = { ...view.defaults };
    this.duplicates = view.duplicates as Duplicates;
    this.createServices = view.create_services;
    if (!location.pathname.endsWith(view.id)) history.pushState(null, '', `${PATH}/${view.id}`);
    if (this.step === 'columns') this.samples = (await this.#page(undefined, { id: 'all' }, SAMPLE_ROWS)).items;
    if (this.step === 'work') await this.#follow(view.id);
    if (this.step === 'review' || this.step === 'done') await this.#rows(firstFilter(view));
  }

  /** Work that somebody has started before. */
  async #follow(id: string): Promise<void> {
    let view = this.current;
    while (view && WORKING.includes(view.state)) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      view = await request<ImportView>(`${API}/${id}`);
      this.current = view;
    }
    if (view) await this.#open(view);
  }

  async #list(): Promise<void> {
    this.recent = (await request<ImportPage>(API, { query: new URLSearchParams({ limit: '10' }) })).items;
  }

  async #rows(filter = this.filter): Promise<void> {
    this.filter = filter;
    const page = await this.#page(undefined);
    this.rows = page.items;
    this.next = page.next ?? undefined;
  }

  #page(after: number | undefined, filter = this.filter, limit = PAGE_ROWS): Promise<ImportRowPage> {
    const query = new URLSearchParams({ limit: `${limit}` });
    if (filter.outcome) query.set('outcome', filter.outcome);
    if (filter.problem) query.set('problem', filter.problem);
    if (after !== undefined) query.set('after', `${after}`);
    return request<ImportRowPage>(`${API}/${this.current?.id}/rows`, { query });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = undefined;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }
}

/** What needs a look comes first. */
function firstFilter({ state, counts }: ImportView): RowFilter {
  if (state === 'undone') return counts.kept ? { id: 'kept', outcome: 'kept' } : { id: 'all' };
  if (counts.bad) return { id: 'bad', outcome: 'bad' };
  if (counts.skipped) return { id: 'skipped', outcome: 'skipped' };
  if (counts.unplaced) return { id: 'unplaced', problem: 'unplaced' };
  return { id: 'all' };
}

export const wizard = new Wizard();
