// The map beside or behind the list. It comes after the list: on a wide window when the browser has nothing else
// to do, on a phone when somebody asks for it. A map that fails says so and leaves the list alone.
import type { MapHandle, Language } from '../map/interface';
import { askPosition } from './nearMe';
import type { Page } from './page';
import { RoadView } from './roads';
import type { Rows } from './rows';
import { Sheet } from './sheet';

export interface MapViewOptions {
  /** Is there room for two columns? */
  isWide: () => boolean;
  /** Two fingers pan, so that the page around scrolls. */
  cooperative: boolean;
}

/** Pixels of the search box and the filters over the map on phones. */
const SEARCH_HEIGHT = 132;

export class MapView {
  #page: Page;
  #rows: Rows;
  #options: MapViewOptions;
  #sheet: Sheet;
  #map: MapHandle | null = null;
  #roads: RoadView | null = null;
  #element: HTMLElement | null = null;

  constructor(page: Page, rows: Rows, options: MapViewOptions) {
    this.#page = page;
    this.#rows = rows;
    this.#options = options;
    this.#sheet = new Sheet(page);
    this.#sheet.onMove = () => this.#pad();
    page.onChange(() => this.#renew());
    page.frame.addEventListener('click', (event) => this.#switch(event), { capture: true });
    rows.onHover = (code) => this.#map?.highlight(code);
    this.#renew();
    if (page.frame.dataset.askedView === 'map') this.#show('map');
  }

  select(code: string): void {
    this.#map?.select(code, { pan: true });
    this.#roads?.routeTo(this.#rows.at(code));
  }

  #renew(): void {
    const nav = this.#page.find('.switch');
    if (nav) nav.hidden = false;
    this.#markSwitch();
    const element = this.#page.find('.loc__map');
    if (element !== this.#element) {
      this.#map?.destroy();
      this.#map = this.#roads = null;
      this.#element = element;
    }
    if (this.#map) return this.#fill();
    if (element && (this.#options.isWide() || this.#isMap() || !this.#page.isList())) whenIdle(() => void this.#mount());
  }

  #isMap(): boolean {
    return this.#page.frame.dataset.view === 'map';
  }

  #switch(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>('.switch a');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(link.dataset.to === 'map' ? 'map' : 'list');
  }

  #show(view: 'list' | 'map'): void {
    this.#page.frame.dataset.view = view;
    this.#sheet.stop = 'half';
    this.#page.note((query) => (view === 'map' ? query.set('view', 'map') : query.delete('view')));
    this.#markSwitch();
    if (view === 'map') void this.#mount();
  }

  #markSwitch(): void {
    for (const link of this.#page.frame.querySelectorAll<HTMLElement>('.switch a')) {
      if (link.dataset.to === this.#page.frame.dataset.view) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  async #mount(): Promise<void> {
    const element = this.#element;
    if (this.#map || !element) return;
    element.hidden = false;
    const { mountMap } = await import('../map/mount');
    if (this.#map || element !== this.#element) return;
    const map = mountMap(element, {
      language: this.#language(),
      server: this.#page.server,
      cooperative: this.#options.cooperative,
      locateButton: this.#page.isList(),
      padding: this.#padding(),
      // The pins are those of the list, with its numbers; a second layer under them would say other numbers.
      liveOutlets: false,
      // It keeps its short name: the section around it has the longer one, and landmarks differ in their names.
    });
    this.#map = map;
    this.#roads = this.#page.isList() ? new RoadView(this.#page, map, element) : null;
    map.on('select', (code) => code && this.#rows.select(code, { scroll: true }));
    map.on('hover', (code) => this.#rows.hover(code));
    map.on('outlet', ({ code }) => void this.#page.go(new URL(`/${this.#language()}/outlets/${encodeURIComponent(code)}`, this.#page.server)));
    map.on('locate', () => askPosition(this.#page, this.#page.find('.search__near')?.dataset.denied ?? ''));
    map.on('failed', () => this.#fail(element));
    this.#fill();
  }

  #language(): Language {
    return this.#page.address.pathname.split('/')[1] as Language;
  }

  #fill(): void {
    const map = this.#map;
    if (!map) return;
    if (!this.#page.isList()) return this.#fillOutlet(map);
    const { dataset } = this.#page.find('.results')!;
    const device = dataset.device === 'yes';
    map.setPlaces(this.#rows.places());
    map.setMe(device ? { at: [Number(dataset.lon), Number(dataset.lat)], label: this.#element?.dataset.me ?? '' } : null);
    this.#pad();
    map.fit(null, { maxZoom: 14, instant: true });
    const selected = this.#rows.selected();
    map.select(selected, { pan: false });
    this.#roads?.renew(selected ? this.#rows.at(selected) : undefined);
  }

  #fillOutlet(map: MapHandle): void {
    const { dataset } = this.#page.main;
    const at = [Number(dataset.lon), Number(dataset.lat)] as const;
    map.setPlaces([{ id: dataset.code!, at, kind: 'store', name: dataset.name!, label: dataset.name!, closed: dataset.closed === 'yes' }]);
    map.fit([at[0], at[1], at[0], at[1]], { maxZoom: 14, instant: true });
    map.select(dataset.code!, { pan: false });
  }

  #padding(): { top: number; bottom: number; left: number; right: number } {
    const free = { top: 0, bottom: 0, left: 0, right: 0 };
    if (this.#options.isWide() || !this.#page.isList()) return free;
    const bottom = this.#sheet.stop === 'full' ? this.#sheet.height('half') : this.#sheet.height();
    return { ...free, top: SEARCH_HEIGHT, bottom };
  }

  #pad(): void {
    this.#map?.setPadding(this.#padding());
  }

  #fail(element: HTMLElement): void {
    const text = element.dataset.failed ?? '';
    const note = document.createElement('p');
    note.className = 'map-error';
    note.textContent = text;
    element.replaceChildren(note);
    this.#page.announce(text);
    this.#map = this.#roads = null;
  }
}

function whenIdle(what: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(what, { timeout: 2_000 });
  else setTimeout(what, 300);
}
