// The list as a sheet over the map, on phones: three stops, by dragging the handle or by its button.
import type { Page } from './page';

export type Stop = 'peek' | 'half' | 'full';
const STOPS: readonly Stop[] = ['peek', 'half', 'full'];
/** Pixels; the same as in the style sheet. */
const PEEK = 96;
const FULL_BELOW = 128;
/** A movement shorter than this is a press. */
const DRAG_FROM = 6;

export class Sheet {
  #page: Page;
  #from: { y: number; height: number; moved: boolean } | null = null;
  onMove: () => void = () => {};

  constructor(page: Page) {
    this.#page = page;
    const { frame } = page;
    frame.addEventListener('pointerdown', (event) => this.#grab(event));
    frame.addEventListener('pointermove', (event) => this.#drag(event));
    frame.addEventListener('pointerup', (event) => this.#drop(event));
    frame.addEventListener('pointercancel', (event) => this.#drop(event));
    frame.addEventListener('click', (event) => this.#press(event));
    page.onChange(() => this.label());
  }

  get stop(): Stop {
    return (this.#page.frame.dataset.stop as Stop | undefined) ?? 'half';
  }

  set stop(stop: Stop) {
    this.#page.frame.dataset.stop = stop;
    this.label();
    this.onMove();
  }

  /** Pixels that the sheet covers from below. */
  height(stop: Stop = this.stop): number {
    if (stop === 'peek') return PEEK;
    return stop === 'full' ? innerHeight - FULL_BELOW : Math.round(innerHeight / 2);
  }

  /** The button twin says what it does next. */
  label(): void {
    const button = this.#page.find<HTMLButtonElement>('.to-list');
    if (!button) return;
    button.hidden = false;
    const isFull = this.stop === 'full';
    button.querySelector('span')!.textContent = (isFull ? button.dataset.less : button.dataset.whole) ?? '';
    button.setAttribute('aria-expanded', String(isFull));
  }

  #press(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest('.to-list')) this.stop = this.stop === 'full' ? 'half' : 'full';
    else if (target.closest('.sheet__handle') && !this.#justDragged) this.stop = STOPS[(STOPS.indexOf(this.stop) + 1) % STOPS.length]!;
    this.#justDragged = false;
  }

  #justDragged = false;

  #grab(event: PointerEvent): void {
    if (!(event.target as Element).closest('.sheet__grab')) return;
    this.#justDragged = false;
    this.#from = { y: event.clientY, height: this.height(), moved: false };
    (event.target as Element).setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent): void {
    if (!this.#from) return;
    const by = this.#from.y - event.clientY;
    if (Math.abs(by) < DRAG_FROM && !this.#from.moved) return;
    this.#from.moved = true;
    const { main } = this.#page;
    main.classList.add('is-dragged');
    const height = Math.min(Math.max(this.#from.height + by, PEEK), this.height('full'));
    main.style.setProperty('--sheet', `${height}px`);
  }

  #drop(event: PointerEvent): void {
    const from = this.#from;
    this.#from = null;
    if (!from?.moved) return;
    this.#justDragged = true;
    const height = from.height + from.y - event.clientY;
    this.#page.main.classList.remove('is-dragged');
    const distance = (stop: Stop): number => Math.abs(this.height(stop) - height);
    this.stop = STOPS.reduce((best, stop) => (distance(stop) < distance(best) ? stop : best));
  }
}
