// The state of the Find page: one question, the last answer, the chosen outlet. Views are functions of it.
// Every change of the question goes through `change`, which writes the address and asks again.
import { MediaQuery } from 'svelte/reactivity';
import { Problem, request } from '../api/client';
import type { NearestAnswer } from '../api/types.gen';
import { i18n } from '../i18n/index.svelte';
import type { Answer, Offer } from './answer';
import { emptyQuestion, fromSearch, toQuery, toSearch, type Question } from './question';
import { readAnswer } from './readAnswer';

type Trouble = { unreachable: boolean; detail: string };

/** Answers faster than this show no sign of loading; slower ones do, so nothing flickers. */
const LOADING_AFTER_MS = 150;

class Finder {
  question = $state<Question>(emptyQuestion());
  /** As the server told it. */
  told = $state.raw<NearestAnswer>();
  answer: Answer | undefined = $derived(this.told && readAnswer(this.told, i18n.language));
  /** The question that `answer` belongs to. */
  answered = $state.raw<Question>();
  /** The code of the outlet that somebody chose. */
  selected = $state<string>();
  loading = $state(false);
  trouble = $state.raw<Trouble>();
  private running: AbortController | undefined;
  /** There is room for the card beside the list, so it is never empty: the nearest stands there unasked. */
  private roomy = new MediaQuery('min-width: 1200px');

  /** The outlet whose card is open. */
  get current(): Offer | undefined {
    const offered = this.answer?.offered ?? [];
    const chosen = offered.find((offer) => offer.code === this.selected);
    return chosen ?? (this.roomy.current ? offered[0] : undefined);
  }

  /** Takes the question from the address bar and asks it. */
  start(): void {
    this.readAddress();
    addEventListener('popstate', () => this.readAddress());
  }

  /** Changes the question and asks it. The step can be taken back with the browser's Back. */
  change(part: Partial<Question>): void {
    this.question = { ...this.question, ...part };
    this.selected = undefined;
    this.writeAddress('push');
    void this.ask();
  }

  select(code: string | undefined): void {
    this.selected = code;
    this.writeAddress('replace');
  }

  /** The outlet that is `step` further down the list than the chosen one. */
  move(step: 1 | -1): void {
    const offered = this.answer?.offered ?? [];
    const at = offered.findIndex((offer) => offer.code === this.current?.code);
    const to = at < 0 ? (step > 0 ? 0 : offered.length - 1) : at + step;
    const next = offered[to];
    if (next) this.select(next.code);
  }

  async ask(): Promise<void> {
    this.running?.abort();
    if (!this.question.where) {
      this.told = this.answered = this.trouble = undefined;
      this.loading = false;
      return;
    }
    const running = (this.running = new AbortController());
    const slow = setTimeout(() => (this.loading = running === this.running), LOADING_AFTER_MS);
    const asked = $state.snapshot(this.question);
    try {
      const query = toQuery(asked);
      this.told = await request<NearestAnswer>('/api/v1/outlets/nearest', { query, signal: running.signal });
      this.answered = asked;
      this.trouble = undefined;
    } catch (error) {
      this.fail(error);
    } finally {
      clearTimeout(slow);
      if (running === this.running) this.loading = false;
    }
  }

  private fail(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    if (!(error instanceof Problem)) throw error;
    this.trouble = { unreachable: error.unreachable, detail: error.message };
  }

  private readAddress(): void {
    const { question, selected } = fromSearch(location.search);
    this.question = question;
    this.selected = selected;
    void this.ask();
  }

  private writeAddress(how: 'push' | 'replace'): void {
    const search = toSearch(this.question, this.selected);
    const address = search ? `${location.pathname}?${search}` : location.pathname;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }
}

export const finder = new Finder();
