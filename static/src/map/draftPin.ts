// A pin that a person puts: dragged, or moved by arrow keys, which is the same for those who cannot drag.
import { Marker, type Map as MapLibre } from 'maplibre-gl';
import type { Events } from './events';
import type { Draft } from './interface';

/** Pixels of one press of an arrow; ten with Shift. */
const STEP_PX = 2;
const LONG_STEP_PX = 20;
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class DraftPin {
  private readonly element = document.createElement('button');
  private readonly marker: Marker;

  constructor(private readonly map: MapLibre, private readonly events: Events) {
    this.element.type = 'button';
    this.element.className = 'bl-draft';
    this.element.addEventListener('keydown', (event) => this.press(event));
    this.element.addEventListener('click', (event) => event.stopPropagation());
    this.marker = new Marker({ element: this.element, anchor: 'bottom', draggable: true });
    this.marker.on('dragend', () => this.tell());
  }

  set(draft: Draft | null): void {
    if (!draft) return void this.marker.remove();
    this.marker.setLngLat([...draft.at]).addTo(this.map);
    // After it is on the map, which gives its markers a name of its own.
    this.element.ariaLabel = draft.label;
    this.element.title = draft.label;
  }

  private press(event: KeyboardEvent): void {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? LONG_STEP_PX : STEP_PX;
    const point = this.map.project(this.marker.getLngLat());
    this.marker.setLngLat(this.map.unproject([point.x + way[0] * step, point.y + way[1] * step]));
    this.tell();
  }

  private tell(): void {
    const { lng, lat } = this.marker.getLngLat().wrap();
    this.events.tell('draft', [lng, lat]);
  }
}
