// The roads on the locator's map: the way to the selected outlet, and, when somebody asks, how far one gets.
// Where the page names no way of travelling there are no roads, and nothing is asked for.
import type { LonLat, MapHandle, ReachBand } from '../map/interface';
import type { Page } from './page';

const MINUTES = [5, 10, 15];

interface Told {
  route: { basis: string; geometry?: { coordinates: LonLat[] } };
  reach: { features: { properties: { minutes: number }; geometry: { coordinates: LonLat[][][] } }[] };
}

export class RoadView {
  #page: Page;
  #map: MapHandle;
  #box: HTMLElement;
  #button: HTMLButtonElement;
  #isOn = false;
  /** What is on the map; the same is not asked for twice. */
  #route = '';
  #reach = '';

  constructor(page: Page, map: MapHandle, element: HTMLElement) {
    this.#page = page;
    this.#map = map;
    this.#button = document.createElement('button');
    this.#button.type = 'button';
    this.#button.className = 'btn';
    this.#button.textContent = element.dataset.reach ?? '';
    this.#button.addEventListener('click', () => this.#toggle());
    this.#box = document.createElement('div');
    this.#box.className = 'reach';
    this.#box.append(this.#button, legend());
    element.append(this.#box);
  }

  /** After each change of the list. */
  renew(to: LonLat | undefined): void {
    this.#box.hidden = !this.#by();
    this.#mark();
    this.routeTo(to);
    void this.#showReach();
  }

  routeTo(to: LonLat | undefined): void {
    void this.#showRoute(to);
  }

  async #showRoute(to: LonLat | undefined): Promise<void> {
    const by = this.#by();
    const asked = by && to ? `/api/v1/routes?places=${this.#from().join()};${to.join()}&mode=${by}` : '';
    if (asked === this.#route) return;
    this.#route = asked;
    const told = asked ? await this.#ask<Told['route']>(asked) : undefined;
    if (asked !== this.#route) return;
    this.#map.setRoute(told && told.basis !== 'crow_flies' ? (told.geometry?.coordinates ?? null) : null);
  }

  async #showReach(): Promise<void> {
    const by = this.#by();
    const [lon, lat] = this.#from();
    const asked = by && this.#isOn ? `/api/v1/isochrones?lon=${lon}&lat=${lat}&minutes=${MINUTES.join()}&modes=${by}` : '';
    if (asked === this.#reach) return;
    this.#reach = asked;
    const told = asked ? await this.#ask<Told['reach']>(asked) : undefined;
    if (asked !== this.#reach) return;
    this.#map.setReach(told ? told.features.map(band) : null);
    if (asked && !told) this.#fail();
  }

  #toggle(): void {
    this.#isOn = !this.#isOn;
    this.#mark();
    void this.#showReach();
  }

  #fail(): void {
    this.#isOn = false;
    this.#reach = '';
    this.#mark();
    this.#page.announce(this.#box.parentElement?.dataset.reachFailed ?? '');
  }

  #mark(): void {
    this.#button.setAttribute('aria-pressed', String(this.#isOn));
    this.#box.classList.toggle('reach--on', this.#isOn);
  }

  /** Nothing where no road is near. */
  #by(): string | undefined {
    return this.#page.server === location.origin ? this.#page.find('.results')?.dataset.by : undefined;
  }

  #from(): LonLat {
    const { dataset } = this.#page.find('.results')!;
    return [Number(dataset.lon), Number(dataset.lat)];
  }

  async #ask<Answer>(path: string): Promise<Answer | undefined> {
    const answer = await fetch(`${this.#page.server}${path}`).catch(() => undefined);
    return answer?.ok ? ((await answer.json()) as Answer) : undefined;
  }
}

function band({ properties, geometry }: Told['reach']['features'][number]): ReachBand {
  return { minutes: properties.minutes, polygons: geometry.coordinates };
}

/** One field for each time, as dark as on the map. */
function legend(): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'reach__legend';
  for (const minutes of MINUTES) {
    const item = document.createElement('li');
    item.dataset.minutes = String(minutes);
    item.textContent = `${minutes}\u00a0min`;
    list.append(item);
  }
  return list;
}
