// The customer's own place: a blue dot, and a circle as wide as the position is uncertain.
import { Marker, type Map as MapLibre } from 'maplibre-gl';
import type { LonLat, Me } from './interface';

/** Metres of a pixel at zoom 0 on the equator, for tiles of 512 pixels. */
const METERS_PER_PIXEL = 40_075_016.686 / 512;
/** A circle smaller than the dot's own halo is not drawn, one wider than this is cut. */
const CIRCLE_MIN_PX = 36;
const CIRCLE_MAX_PX = 4_000;

export class MeDot {
  private readonly dot = document.createElement('div');
  private readonly circle = document.createElement('div');
  private readonly marker: Marker;
  private readonly measure = () => this.resize();
  private me: Me | null = null;

  constructor(private readonly map: MapLibre) {
    this.dot.className = 'bl-me';
    this.circle.className = 'bl-me__circle';
    this.dot.append(this.circle);
    this.dot.setAttribute('role', 'img');
    this.dot.ariaLabel = '';
    this.marker = new Marker({ element: this.dot, anchor: 'center' });
  }

  get at(): LonLat | undefined {
    return this.me?.at;
  }

  set(me: Me | null): void {
    this.me = me;
    this.map.off('zoom', this.measure);
    if (!me) return void this.marker.remove();
    this.dot.ariaLabel = me.label;
    this.marker.setLngLat([...me.at]).addTo(this.map);
    this.map.on('zoom', this.measure);
    this.resize();
  }

  private resize(): void {
    if (!this.me) return;
    const { at, accuracyMeters = 0 } = this.me;
    const scale = (METERS_PER_PIXEL / 2 ** this.map.getZoom()) * Math.cos((at[1] * Math.PI) / 180);
    const width = Math.min((2 * accuracyMeters) / scale, CIRCLE_MAX_PX);
    this.circle.hidden = width < CIRCLE_MIN_PX;
    this.circle.style.width = this.circle.style.height = `${width}px`;
  }
}
