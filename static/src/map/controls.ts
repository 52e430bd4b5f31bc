// Buttons and attribution, in the look of Blisko, above whatever covers the map's edges.
import type { Map as MapLibre } from 'maplibre-gl';
import type { Events } from './events';
import type { Language, MapOptions, Padding } from './interface';
import { WORDS } from './words';

const SVG = 'http://www.w3.org/2000/svg';
/** Lucide (ISC licence): plus, minus, locate-fixed. */
const ICONS = {
  zoomIn: 'M5 12h14M12 5v14',
  zoomOut: 'M5 12h14',
  locate: 'M2 12h3M19 12h3M12 2v3M12 19v3M19 12a7 7 0 1 1-14 0 7 7 0 0 1 14 0M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0',
} as const;
const COPYRIGHT = 'https://www.openstreetmap.org/copyright';
/** What is said until the archive says something else: data of OpenStreetMap is in all of them. */
const ATTRIBUTION = '© OpenStreetMap';

type Name = keyof typeof ICONS;

export class Controls {
  private readonly buttons = new Map<Name, HTMLButtonElement>();
  private readonly attribution = document.createElement('a');

  constructor(
    private readonly root: HTMLElement,
    private readonly map: MapLibre,
    options: MapOptions,
    events: Events,
  ) {
    const stack = document.createElement('div');
    stack.className = 'bl-map__controls';
    if (options.locateButton) stack.append(this.button('locate', () => events.tell('locate', undefined)));
    const zoom = document.createElement('div');
    zoom.className = 'bl-map__zoom';
    zoom.append(this.button('zoomIn', () => map.zoomIn()), this.button('zoomOut', () => map.zoomOut()));
    stack.append(zoom);
    this.attribution.className = 'bl-map__attribution';
    this.attribution.href = COPYRIGHT;
    this.attribution.target = '_blank';
    this.attribution.rel = 'noopener noreferrer';
    this.attribution.textContent = ATTRIBUTION;
    root.append(stack, this.attribution);
    map.on('sourcedata', () => this.credit());
    map.on('zoom', () => this.limit());
    this.setLanguage(options.language);
  }

  setLanguage(language: Language): void {
    const words = WORDS[language];
    for (const [name, button] of this.buttons) button.title = button.ariaLabel = words[name];
    this.attribution.title = words.attribution;
  }

  setPadding({ right = 0, bottom = 0 }: Padding): void {
    this.root.style.setProperty('--bl-right', `${right}px`);
    this.root.style.setProperty('--bl-bottom', `${bottom}px`);
  }

  private button(name: Name, press: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `bl-map__button bl-map__button--${name}`;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    button.append(svg);
    button.addEventListener('click', press);
    this.buttons.set(name, button);
    return button;
  }

  /** What the archive says, as text: markup from an archive does not get into the page. */
  private credit(): void {
    const said = this.map.getSource('base')?.attribution;
    if (!said) return;
    const text = new DOMParser().parseFromString(said, 'text/html').body.textContent?.trim();
    if (text && this.attribution.textContent !== text) this.attribution.textContent = text;
  }

  private limit(): void {
    const zoom = this.map.getZoom();
    const end = (name: Name, atEnd: boolean) => this.buttons.get(name)?.setAttribute('aria-disabled', String(atEnd));
    end('zoomIn', zoom >= this.map.getMaxZoom());
    end('zoomOut', zoom <= this.map.getMinZoom());
  }
}
