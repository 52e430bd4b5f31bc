// The host's own places: a button for each, so that a keyboard and a screen reader reach them.
import { Marker, type GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import type { Events } from './events';
import { PIN_HEIGHT, PIN_WIDTH, SHAPE_OF_KIND, SHAPES } from './drawings';
import type { LonLat, MapPlace } from './interface';

/** Pins are elements; beyond this many the browser gets slow, and nobody could tell them apart. */
const PINS_MAX = 200;
const SVG = 'http://www.w3.org/2000/svg';
/** What a label at the right of its pin needs: the pin, its name, and the column of buttons at the map's edge. */
const LABEL_ROOM_PX = 100;
const LETTER_PX = 8;
/** Longer names take two lines; the stylesheet has the same width. */
const LABEL_PX_MAX = 210;
/** Keeps labels of the map from running under pins. */
const ROOM = 'pin-room';

interface Pin {
  place: MapPlace;
  button: HTMLButtonElement;
  marker: Marker;
}

export class Pins {
  private readonly pins = new Map<string, Pin>();
  private selected: string | null = null;
  private highlighted: string | null = null;

  constructor(private readonly map: MapLibre, private readonly events: Events) {
    map.on('moveend', () => this.takeSides());
  }

  get places(): MapPlace[] {
    return [...this.pins.values()].map((pin) => pin.place);
  }

  set(places: readonly MapPlace[]): void {
    const shown = places.slice(0, PINS_MAX);
    const wanted = new Set(shown.map((place) => place.id));
    for (const [id, pin] of this.pins) {
      if (wanted.has(id)) continue;
      pin.marker.remove();
      this.pins.delete(id);
    }
    for (const place of shown) this.put(place);
    this.order(shown);
    this.makeRoom();
  }

  /** Where the place is, when there is one of this id. */
  select(id: string | null): LonLat | undefined {
    this.selected = id;
    for (const pin of this.pins.values()) this.dress(pin);
    this.makeRoom();
    return id === null ? undefined : this.pins.get(id)?.place.at;
  }

  highlight(id: string | null): void {
    this.highlighted = id;
    for (const pin of this.pins.values()) this.dress(pin);
  }

  /** Called again when a new style has thrown away what was added to the old one. */
  makeRoom(): void {
    if (!this.map.style?._loaded) return;
    const features = this.places.map(({ id, at, name }) => ({
      type: 'Feature' as const,
      properties: { name: id === this.selected && this.side(id, at, name) ? name : '', left: this.side(id, at, name) === 'left' },
      geometry: { type: 'Point' as const, coordinates: [...at] },
    }));
    const data = { type: 'FeatureCollection' as const, features };
    const source = this.map.getSource<GeoJSONSource>(ROOM);
    if (source) return void source.setData(data);
    this.map.addSource(ROOM, { type: 'geojson', data });
    this.map.addLayer({
      id: ROOM, type: 'symbol', source: ROOM,
      layout: {
        'icon-image': 'store', 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-padding': 4,
        'text-field': ['get', 'name'], 'text-font': ['Noto Sans SemiBold'], 'text-size': 14,
        'text-anchor': ['case', ['get', 'left'], 'right', 'left'],
        'text-offset': ['case', ['get', 'left'], ['literal', [-1.6, -1.4]], ['literal', [1.6, -1.4]]], 'text-max-width': 40, 'text-allow-overlap': true,
      },
      paint: { 'icon-opacity': 0, 'text-opacity': 0 },
    });
  }

  private put(place: MapPlace): void {
    let pin = this.pins.get(place.id);
    if (!pin) {
      const button = this.button(place.id);
      // MapLibre would write a name of its own where there is none.
      button.setAttribute('aria-label', place.label);
      pin = { place, button, marker: new Marker({ element: button, anchor: 'bottom' }) };
      pin.marker.setLngLat([...place.at]).addTo(this.map);
      this.pins.set(place.id, pin);
    }
    pin.place = place;
    pin.marker.setLngLat([...place.at]);
    this.draw(pin);
    this.dress(pin);
  }

  private button(id: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    const tell = (name: 'select' | 'hover', detail: string | null) => () => this.events.tell(name, detail);
    button.addEventListener('click', (event) => {
      // Not a press on the map below.
      event.stopPropagation();
      this.events.tell('select', id);
    });
    button.addEventListener('pointerenter', tell('hover', id));
    button.addEventListener('pointerleave', tell('hover', null));
    button.addEventListener('focus', tell('hover', id));
    button.addEventListener('blur', tell('hover', null));
    return button;
  }

  private draw({ place, button }: Pin): void {
    const shape = SHAPES[SHAPE_OF_KIND[place.kind] ?? 'store'];
    const svg = element('svg', { viewBox: `0 0 ${PIN_WIDTH} ${PIN_HEIGHT}`, 'aria-hidden': 'true' });
    svg.append(element('path', { class: 'bl-pin__body', d: shape.body }));
    if (place.number) {
      const text = element('text', { class: 'bl-pin__text', x: '15', y: '19.2' });
      text.textContent = String(place.number);
      svg.append(text);
    } else {
      svg.append(element('path', { class: 'bl-pin__glyph', d: shape.glyph }));
    }
    button.replaceChildren(svg);
    // Drawn by the stylesheet: the name is in the label already, and not to be said twice.
    button.dataset.name = place.name;
  }

  private dress({ place, button }: Pin): void {
    const is = { closed: place.closed ?? false, selected: place.id === this.selected, hover: place.id === this.highlighted };
    for (const [name, holds] of Object.entries(is)) button.classList.toggle(`bl-pin--${name}`, holds);
    button.classList.add('bl-pin');
    button.setAttribute('aria-label', place.label);
    button.setAttribute('aria-pressed', String(is.selected));
    this.takeSide(place, button);
    // Above its neighbours; among them the more southern one is nearer to the eye.
    button.style.zIndex = is.selected ? '3' : is.hover ? '2' : '1';
  }

  /** Labels stand at the right of their pins, else at the left; nowhere when they would cover another pin. */
  private side(id: string, at: LonLat, name: string): 'right' | 'left' | null {
    const { x, y } = this.map.project([...at]);
    const label = Math.min(name.length * LETTER_PX, LABEL_PX_MAX);
    const others = [...this.pins.values()].filter(({ place }) => place.id !== id).map(({ place }) => this.map.project([...place.at]));
    const covers = (from: number, to: number): boolean =>
      others.some((other) => other.x + PIN_WIDTH / 2 > from && other.x - PIN_WIDTH / 2 < to && Math.abs(other.y - y) < PIN_HEIGHT);
    const right = x + label + LABEL_ROOM_PX <= this.map.getContainer().clientWidth && !covers(x + PIN_WIDTH / 2, x + PIN_WIDTH + label);
    if (right) return 'right';
    return x - label - PIN_WIDTH >= 0 && !covers(x - PIN_WIDTH - label, x - PIN_WIDTH / 2) ? 'left' : null;
  }

  private takeSide({ id, at, name }: MapPlace, button: HTMLButtonElement): void {
    const side = this.side(id, at, name);
    button.classList.toggle('bl-pin--left', side === 'left');
    button.classList.toggle('bl-pin--bare', side === null);
  }

  private takeSides(): void {
    for (const { place, button } of this.pins.values()) this.takeSide(place, button);
    if (this.selected !== null) this.makeRoom();
  }

  /** Tab walks the pins in the order of the list. An element that is moved loses the focus and gets it back. */
  private order(places: readonly MapPlace[]): void {
    const root = this.map.getContainer().getRootNode() as Document | ShadowRoot;
    const focused = [...this.pins.values()].find(({ button }) => button === root.activeElement)?.button;
    let before: Element | null = null;
    for (const { id } of places) {
      const button = this.pins.get(id)?.button;
      if (!button) continue;
      if (before && before.nextElementSibling !== button) before.after(button);
      before = button;
    }
    if (focused && root.activeElement !== focused) focused.focus({ preventScroll: true });
  }
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
