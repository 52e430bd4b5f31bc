// Where the map looks: never with the interesting thing under a panel.
//
// What panels cover is kept here and not in MapLibre, whose padding would move the picture when a sheet is drawn.
import { LngLatBounds, type Map as MapLibre } from 'maplibre-gl';
import type { Bounds, FitOptions, LonLat, Padding, View } from './interface';

/** Milliseconds of a glide, below two screens; farther, the map jumps. */
const GLIDE_MS = 350;
const GLIDE_SCREENS_MAX = 2;
/** A point alone is shown with its surroundings. */
const FIT_ZOOM_MAX = 15;
/** Room around pins: they stand 38 px over their point, selected ones 51, and have a label at the side. */
const ROOM = { top: 64, right: 40, bottom: 24, left: 40 };
/** Moves with this mark are the host's own and are not told as `moved`. */
const HOST = { host: true };

export class Camera {
  private padding: Required<Padding> = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(private readonly map: MapLibre) {}

  setPadding(padding: Padding): void {
    this.padding = { top: 0, right: 0, bottom: 0, left: 0, ...padding };
  }

  jump(center: LonLat, zoom: number): void {
    this.map.jumpTo({ center: [...center], zoom }, HOST);
    this.map.panBy(this.offset().map((side) => -side) as [number, number], { duration: 0 }, HOST);
  }

  /** Shows a box, or all points; nothing when there is none. */
  fit(what: Bounds | readonly LonLat[], { maxZoom = FIT_ZOOM_MAX, instant = false }: FitOptions): void {
    const box = new LngLatBounds();
    if (isBounds(what)) box.extend([what[0], what[1]]).extend([what[2], what[3]]);
    else for (const point of what) box.extend([...point]);
    if (box.isEmpty()) return;
    const camera = this.map.cameraForBounds(box, { padding: this.free(), maxZoom });
    if (!camera?.center) return;
    const { center, zoom } = camera;
    this.map.stop();
    if (instant || this.isFar(center)) this.map.jumpTo({ center, zoom }, HOST);
    else this.map.easeTo({ center, zoom, duration: GLIDE_MS }, HOST);
  }

  /** Moves no more than is needed for the point to be seen. */
  bringIn(at: LonLat): void {
    const point = this.map.project([...at]);
    const { clientWidth, clientHeight } = this.map.getContainer();
    const free = this.free();
    const x = outside(point.x, free.left, clientWidth - free.right);
    const y = outside(point.y, free.top, clientHeight - free.bottom);
    if (x === 0 && y === 0) return;
    this.map.stop();
    if (this.isFar(at)) this.jump(at, this.map.getZoom());
    else this.map.panBy([x, y], { duration: GLIDE_MS }, HOST);
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    const [[west, south], [east, north]] = this.map.getBounds().toArray() as [[number, number], [number, number]];
    return { center: [lng, lat], zoom: this.map.getZoom(), bounds: [west, south, east, north] };
  }

  /** Panels and room around pins; in a small window the room goes first. */
  private free(): Required<Padding> {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { top, right, bottom, left } = this.padding;
    const narrow = Math.max(0, Math.min(1, (clientWidth - left - right) / 200));
    const flat = Math.max(0, Math.min(1, (clientHeight - top - bottom) / 200));
    return {
      top: top + ROOM.top * flat, right: right + ROOM.right * narrow,
      bottom: bottom + ROOM.bottom * flat, left: left + ROOM.left * narrow,
    };
  }

  /** From the middle of the map to the middle of its free part. */
  private offset(): [number, number] {
    const { top, right, bottom, left } = this.padding;
    return [(left - right) / 2, (top - bottom) / 2];
  }

  private isFar(at: Parameters<MapLibre['project']>[0] | LonLat): boolean {
    const point = this.map.project(at as [number, number]);
    const { clientWidth, clientHeight } = this.map.getContainer();
    const screens = (value: number, size: number) => Math.abs(value - size / 2) / Math.max(size, 1);
    return Math.max(screens(point.x, clientWidth), screens(point.y, clientHeight)) > GLIDE_SCREENS_MAX;
  }
}

function isBounds(what: Bounds | readonly LonLat[]): what is Bounds {
  return typeof what[0] === 'number';
}

/** How far a value lies outside of a range; 0 inside. A range without room is its middle. */
function outside(value: number, low: number, high: number): number {
  if (low > high) return value - (low + high) / 2;
  return value < low ? value - low : value > high ? value - high : 0;
}
