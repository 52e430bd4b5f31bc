// Where the customer should go: the question about outlets that belongs to the card, and its answer.
import { Problem, request } from '../api/client';
import type { CustomerCardView, NearestAnswer } from '../api/types.gen';
import type { Answer, Offer } from '../find/answer';
import { emptyQuestion, toQuery, type Question, type Where } from '../find/question';
import { readAnswer } from '../find/readAnswer';
import { i18n } from '../i18n/index.svelte';

/** As many as fit beside a map, and as a caller remembers. */
const OFFERS = 3;

/** Under this the question of the open card is kept, so that a reload in the middle of a call does not lose it. */
const KEPT = 'desk.question';

/** Under this is kept whether customers are on the map. */
const CUSTOMERS = 'desk.customers';

/** An errand takes about as long; whoever closes before is not offered. */
const STAY_MINUTES = 10;

class Nearby {
  question = $state<Question>(fresh());
  told = $state.raw<NearestAnswer>();
  answer: Answer | undefined = $derived(this.told && readAnswer(this.told, i18n.language));
  selected = $state<string>();
  failed = $state(false);
  /** Whether the map shows customers too; kept in this window. */
  customersShown = $state(sessionStorage.getItem(CUSTOMERS) === 'shown');
  /** The caller's place as the card has it; another may be asked about. */
  private home = $state.raw<Where>();
  private running: AbortController | undefined;
  private asked: string | undefined;
  private customer: string | undefined;

  get current(): Offer | undefined {
    const offered = this.answer?.offered ?? [];
    return offered.find((offer) => offer.code === this.selected) ?? offered[0];
  }

  /** What the server takes for now; the days of other questions are counted from it. */
  get now(): Date {
    return new Date(this.asked ?? Date.now());
  }

  customerAt(card: CustomerCardView | undefined): void {
    const place = card?.place;
    this.home = place ? { lon: place.lon, lat: place.lat, label: card?.address || place.label || '' } : undefined;
    this.customer = card?.customer.id;
    this.question = kept(this.customer) ?? { ...fresh(), where: this.home };
    this.selected = undefined;
    void this.ask();
  }

  change(part: Partial<Question>): void {
    this.question = { ...this.question, ...part };
    if (this.customer) sessionStorage.setItem(KEPT, JSON.stringify({ customer: this.customer, question: this.question }));
    this.selected = undefined;
    void this.ask();
  }

  /** Back to the customer's own place. */
  goHome(): void {
    this.change({ where: this.home });
  }

  get isHome(): boolean {
    const { where } = this.question;
    return where?.lon === this.home?.lon && where?.lat === this.home?.lat;
  }

  toggleCustomers(): void {
    this.customersShown = !this.customersShown;
    sessionStorage.setItem(CUSTOMERS, this.customersShown ? 'shown' : 'hidden');
  }

  toggleService(code: string): void {
    const { services } = this.question;
    this.change({ services: services.includes(code) ? services.filter((each) => each !== code) : [...services, code] });
  }

  async ask(): Promise<void> {
    this.running?.abort();
    if (!this.question.where) {
      this.told = undefined;
      return;
    }
    const running = (this.running = new AbortController());
    try {
      const query = toQuery($state.snapshot(this.question));
      this.told = await request<NearestAnswer>('/api/v1/outlets/nearest', { query, signal: running.signal });
      if (!this.question.at) this.asked = this.told.at;
      this.failed = false;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      if (!(error instanceof Problem)) throw error;
      // What was answered before stays: an old answer beats none while somebody waits.
      this.failed = true;
    }
  }
}

/** What was asked last about this customer, in this window. */
function kept(customer: string | undefined): Question | undefined {
  const text = sessionStorage.getItem(KEPT);
  if (!customer || !text) return undefined;
  const last = JSON.parse(text) as { customer: string; question: Question };
  return last.customer === customer ? { ...fresh(), ...last.question } : undefined;
}

function fresh(): Question {
  return { ...emptyQuestion(), k: OFFERS, stayMinutes: STAY_MINUTES };
}

export const nearby = new Nearby();
