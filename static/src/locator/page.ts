// One page of the locator in its frame: the body of a document, or an element inside a component's shadow root.
// Addresses are asked for in the background and the same HTML that the server sends is put in place.

/** What a press on a link or a form leads to stays inside the frame when its path begins so. */
const OURS = /^\/(pl|cs|en)\/(outlets\/[^/]+)?$/;

/** Longer than a search over a slow line takes; then we say that it failed. */
const TIMEOUT_MS = 15_000;

export interface PageOptions {
  /** The element with the class `loc`. */
  frame: HTMLElement;
  /** Where Blisko answers: `https://shop.example`, or the page's own origin. */
  server: string;
  /** Whether the address bar follows. A component leaves it to the page around it. */
  history: boolean;
}

export class Page {
  readonly frame: HTMLElement;
  readonly server: string;
  address: URL;
  #history: boolean;
  #status: HTMLElement;
  #asked = 0;
  #listeners: (() => void)[] = [];

  constructor(options: PageOptions, address: URL) {
    this.frame = options.frame;
    this.server = options.server;
    this.address = address;
    this.#history = options.history;
    this.#status = document.createElement('p');
    this.#status.className = 'vh';
    this.#status.setAttribute('role', 'status');
    this.frame.append(this.#status);
    this.frame.addEventListener('click', (event) => this.#follow(event));
    this.frame.addEventListener('submit', (event) => this.#submit(event));
    this.frame.addEventListener('change', (event) => this.#filter(event));
    if (this.#history) addEventListener('popstate', (event) => void this.#return(event));
  }

  get main(): HTMLElement {
    return this.find('main')!;
  }

  find<Found extends HTMLElement>(selector: string): Found | null {
    return this.frame.querySelector<Found>(selector);
  }

  isList(): boolean {
    return this.main.dataset.page === 'list';
  }

  /** Called after each change of the page, and once at the start by whoever listens. */
  onChange(listen: () => void): void {
    this.#listeners.push(listen);
  }

  announce(text: string): void {
    this.#status.textContent = text;
  }

  /** Goes to an address; on failure the page stays and says so. */
  async go(to: URL, how: { push: boolean; scroll?: number } = { push: true }): Promise<void> {
    const number = ++this.#asked;
    this.main.setAttribute('aria-busy', 'true');
    const told = this.find('[data-loading]')?.dataset;
    const late = setTimeout(() => this.announce(told?.loading ?? ''), 400);
    try {
      const answer = await fetch(to, { headers: { accept: 'text/html' }, credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const html = await answer.text();
      if (number !== this.#asked) return;
      if (how.push) this.#push(to);
      this.address = to;
      this.#show(new DOMParser().parseFromString(html, 'text/html'), how.scroll ?? 0);
    } catch {
      if (number !== this.#asked) return;
      this.main.removeAttribute('aria-busy');
      this.announce(told?.failed ?? '');
    } finally {
      clearTimeout(late);
    }
  }

  /** Changes what the address says without asking anybody. */
  note(change: (query: URLSearchParams) => void): void {
    const to = new URL(this.address);
    change(to.searchParams);
    this.address = to;
    if (this.#history) history.replaceState(history.state, '', to);
  }

  #push(to: URL): void {
    if (!this.#history) return;
    history.replaceState({ scroll: this.#scroller().scrollTop }, '');
    history.pushState({ scroll: 0 }, '', to);
  }

  /** On a wide window the results scroll, on a phone the page. */
  #scroller(): Element {
    const results = this.find('.results');
    return results && getComputedStyle(results).overflowY === 'auto' ? results : (document.scrollingElement ?? document.body);
  }

  #show(fresh: Document, scroll: number): void {
    const body = fresh.body;
    const stays = this.main.dataset.page === body.querySelector<HTMLElement>('main')?.dataset.page;
    const focus = this.#focused();
    for (const selector of ['.loc__head', 'main', '.switch', ...(stays ? [] : ['.loc__map'])]) this.#replace(selector, body);
    const view = stays ? this.frame.dataset.view : 'list';
    const component = this.frame.classList.contains('loc--component');
    this.frame.className = body.className;
    this.frame.classList.toggle('loc--component', component);
    if (view) this.frame.dataset.view = view;
    if (this.#history) {
      document.title = fresh.title;
      document.documentElement.lang = fresh.documentElement.lang;
    }
    for (const listen of this.#listeners) listen();
    (stays && focus && this.find(focus) ? this.find(focus) : this.main)?.focus({ preventScroll: true });
    this.#scroller().scrollTop = scroll;
    this.announce(this.find('[data-announce]')?.dataset.announce ?? this.find('h1')?.textContent ?? '');
  }

  #replace(selector: string, body: HTMLElement): void {
    const [old, fresh] = [this.find(selector), body.querySelector<HTMLElement>(selector)];
    if (old && fresh) old.replaceWith(document.importNode(fresh, true));
    else if (fresh) this.#status.before(document.importNode(fresh, true));
    else old?.remove();
  }

  /** A selector that finds the focused control again after the page has been replaced. */
  #focused(): string {
    const root = this.frame.getRootNode() as Document | ShadowRoot;
    const active = root.activeElement;
    if (!active || !this.frame.contains(active)) return '';
    if (active.id) return `#${CSS.escape(active.id)}`;
    const name = active.getAttribute('name');
    return name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(active.getAttribute('value') ?? '')}"]` : '';
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    if (!link || (link.target && this.#history) || (this.#history && 'wholePage' in link.dataset)) return;
    const to = new URL(link.getAttribute('href')!, this.server);
    if (to.origin !== this.server) return;
    if (OURS.test(to.pathname)) {
      event.preventDefault();
      void this.go(to);
    } else if (!this.#history) {
      // Inside a component the address is that of another site: what is not shown here opens beside it.
      event.preventDefault();
      open(to, '_blank', 'noopener');
    }
  }

  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.matches('.search-form')) return;
    event.preventDefault();
    void this.go(this.#formAddress(form));
  }

  #filter(event: Event): void {
    const box = event.target as HTMLInputElement;
    const form = box.closest<HTMLFormElement>('.search-form');
    // Inside the menu one ticks several and then presses the button.
    if (form && box.type === 'checkbox' && !box.closest('.filters__more')) void this.go(this.#formAddress(form));
  }

  #formAddress(form: HTMLFormElement): URL {
    const to = new URL(form.getAttribute('action')!, this.server);
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value) to.searchParams.append(name, value);
    if (this.frame.dataset.view === 'map') to.searchParams.set('view', 'map');
    return to;
  }

  /** Goes to the list around a point that was chosen for a text; filters stay as they are ticked. */
  choose(form: HTMLFormElement, text: string, near: string): void {
    const to = this.#formAddress(form);
    to.searchParams.delete('which');
    to.searchParams.set('q', text);
    to.searchParams.set('near', near);
    to.searchParams.set('of', text);
    void this.go(to);
  }

  async #return(event: PopStateEvent): Promise<void> {
    const to = new URL(location.href);
    if (!OURS.test(to.pathname)) return location.reload();
    const { scroll } = (event.state ?? {}) as { scroll?: number };
    await this.go(to, { push: false, scroll: scroll ?? 0 });
  }
}
