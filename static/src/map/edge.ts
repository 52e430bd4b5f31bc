// Keeps labels whole: none is drawn that the edge of the map, a panel or a sheet would cut.
//
// An invisible row of things stands along the edge, and labels give way to it as they do to each other. While the
// map moves the row is gone, since it would move along.
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Padding } from './interface';

const EDGE = 'label-edge';
/** Pixels from one to the next; the picture that takes the room is 28 wide and 36 tall. */
const STEP = 24;
/** Pixels from the edge to the middle of the picture: half of it, less two to be sure that nothing slips between. */
const OUT = { across: 12, along: 16 };
/** The line of attribution stands at the bottom. */
const ATTRIBUTION = 24;

export class LabelEdge {
  private padding: Required<Padding> = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(private readonly map: MapLibre) {
    map.on('movestart', () => this.put([]));
    map.on('moveend', () => this.draw());
    map.on('resize', () => this.draw());
  }

  setPadding(padding: Padding): void {
    this.padding = { top: 0, right: 0, bottom: 0, left: 0, ...padding };
    this.draw();
  }

  /** Called again when a new style has thrown away what was added to the old one. */
  draw(): void {
    if (!this.map.isMoving()) this.put(this.points());
  }

  private points(): [number, number][] {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { top, right, bottom, left } = this.padding;
    const [x0, x1] = [left - OUT.across, clientWidth - right + OUT.across];
    const [y0, y1] = [top - OUT.along, clientHeight - bottom - ATTRIBUTION + OUT.along];
    const points: [number, number][] = [];
    for (let x = x0; x <= x1; x += STEP) {
      points.push([x, y1]);
      // A search box at the top is no whole panel: names would look out between its parts.
      for (let y = y0; y > -OUT.along - STEP; y -= STEP) points.push([x, y]);
    }
    for (let y = y0; y <= y1; y += STEP) points.push([x0, y], [x1, y]);
    return points;
  }

  private put(points: [number, number][]): void {
    if (!this.map.style?._loaded) return;
    const features = points.map((point) => ({
      type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: this.map.unproject(point).toArray() },
    }));
    const data = { type: 'FeatureCollection' as const, features };
    const source = this.map.getSource<GeoJSONSource>(EDGE);
    if (source) return void source.setData(data);
    this.map.addSource(EDGE, { type: 'geojson', data });
    this.map.addLayer({
      id: EDGE, type: 'symbol', source: EDGE,
      layout: { 'icon-image': 'store', 'icon-allow-overlap': true },
      paint: { 'icon-opacity': 0 },
    });
  }
}
