// Suggestions below the search box: a combobox (ARIA 1.2) on top of a field that works without it.
// Arrows move, Enter takes, Esc closes. What is taken is an address of the list, like every other.
import type { Page } from './page';

/** Long enough that a fast typist asks once a word, short enough not to be felt. */
const PAUSE_MS = 90;
const TYPED_MIN = 2;

interface Suggestion {
  label: string;
  marks: [number, number][];
  what: string;
  /** None where it is coarser than what was typed: then the text is asked, and the page says so. */
  near: string | null;
}

export function suggest(page: Page): void {
  page.onChange(() => new Suggestions(page));
  new Suggestions(page);
}

class Suggestions {
  #page: Page;
  #input: HTMLInputElement;
  #box = document.createElement('div');
  #list = document.createElement('ul');
  /** Who says so. */
  #data = document.createElement('p');
  #found: Suggestion[] = [];
  #active = -1;
  #pause?: ReturnType<typeof setTimeout>;
  #asking?: AbortController;

  constructor(page: Page) {
    this.#page = page;
    const input = page.find<HTMLInputElement>('#q');
    this.#input = input!;
    if (!input || input.role === 'combobox') return;
    this.#list.id = 'suggestions';
    this.#box.className = 'suggest';
    this.#box.hidden = true;
    this.#box.append(this.#list, this.#data);
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '');
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.#list.id);
    input.setAttribute('aria-expanded', 'false');
    input.closest('.search')!.append(this.#box);
    input.addEventListener('input', () => this.#type());
    input.addEventListener('keydown', (event) => this.#press(event));
    input.addEventListener('blur', () => this.#close());
    input.form?.addEventListener('submit', () => this.#close());
    // A press must not take the focus away before the click comes.
    this.#box.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const item = (event.target as Element).closest('li');
      if (item) this.#take(this.#found[[...this.#list.children].indexOf(item)]);
    });
  }

  #type(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const typed = this.#input.value.trim();
    if (typed.length < TYPED_MIN) return this.#close();
    const asking = (this.#asking = new AbortController());
    const to = new URL('suggest', new URL(this.#input.form!.getAttribute('action')!, this.#page.server));
    to.searchParams.set('q', typed);
    try {
      const answer = await fetch(to, { credentials: 'omit', signal: asking.signal });
      const { items, data } = (await answer.json()) as { items: Suggestion[]; data: string };
      if (!asking.signal.aborted) this.#show(items, data);
    } catch {
      // Without suggestions the box is what it was: a form.
      if (!asking.signal.aborted) this.#close();
    }
  }

  #show(items: Suggestion[], data = ''): void {
    this.#found = items;
    this.#list.replaceChildren(...items.map((item, index) => option(item, index)));
    this.#data.textContent = data;
    this.#box.hidden = items.length === 0;
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    this.#point(-1);
  }

  #point(index: number): void {
    this.#active = index;
    [...this.#list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)));
    const active = this.#list.children[index];
    if (active) this.#input.setAttribute('aria-activedescendant', active.id);
    else this.#input.removeAttribute('aria-activedescendant');
    active?.scrollIntoView({ block: 'nearest' });
  }

  #press(event: KeyboardEvent): void {
    const count = this.#found.length;
    if (this.#box.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place between last and first is the text as typed.
      this.#point(((this.#active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      this.#take(this.#found[this.#active]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#close();
    }
  }

  #take(chosen: Suggestion | undefined): void {
    if (!chosen) return;
    this.#close();
    if (chosen.near === null) return this.#input.form!.requestSubmit();
    this.#input.value = chosen.label;
    this.#page.choose(this.#input.form!, chosen.label, chosen.near);
  }

  #close(): void {
    clearTimeout(this.#pause);
    this.#asking?.abort();
    this.#show([]);
  }
}

function option(item: Suggestion, index: number): HTMLLIElement {
  const li = document.createElement('li');
  li.id = `suggestion-${index}`;
  li.setAttribute('role', 'option');
  const label = document.createElement('span');
  let from = 0;
  for (const [start, end] of item.marks) {
    const mark = document.createElement('mark');
    mark.textContent = item.label.slice(start, end);
    label.append(item.label.slice(from, start), mark);
    from = end;
  }
  label.append(item.label.slice(from));
  const what = document.createElement('small');
  what.textContent = item.what;
  li.append(label, what);
  return li;
}
