// What roads add to the map: the way to an outlet, and how far one gets within some minutes. Both lie under the
// names of the map and under the pins, and are drawn again when a new style has thrown them away.
import type { GeoJSONSource, Map as MapLibre, SymbolLayerSpecification } from 'maplibre-gl';
import type { LonLat, ReachBand } from './interface';

const ROUTE = 'road-route';
const REACH = 'road-reach';
/** Bands lie on each other, so that the nearest is the darkest. */
const REACH_OPACITY = 0.12;

/** On the edge of each band, again and again where it is long: somebody who sees a piece of it knows what it is. */
const MINUTES_ON_LINE = {
  'symbol-placement': 'line',
  'symbol-spacing': 220,
  'text-field': ['concat', ['get', 'minutes'], '\u00a0min'],
  'text-font': ['Noto Sans Medium'],
  'text-size': 12,
  'text-max-angle': 60,
} satisfies SymbolLayerSpecification['layout'];

type Data = Parameters<GeoJSONSource['setData']>[0];

export class RoadDrawings {
  private route: readonly LonLat[] = [];
  private bands: readonly ReachBand[] = [];

  /** `root` has the colours. */
  constructor(private readonly map: MapLibre, private readonly root: HTMLElement) {
    map.on('styledata', () => this.draw());
  }

  setRoute(line: readonly LonLat[] | null): void {
    this.route = line ?? [];
    this.draw(true);
  }

  setReach(bands: readonly ReachBand[] | null): void {
    this.bands = bands ?? [];
    this.draw(true);
  }

  /** In the colours of now; without news only what is missing is drawn. */
  private draw(hasNews = false): void {
    if (!this.map.style?._loaded) return;
    const isDrawn = this.map.getSource(ROUTE) !== undefined;
    if (!isDrawn && (this.route.length > 0 || this.bands.length > 0)) this.add();
    if (!hasNews || !this.map.getSource(ROUTE)) return;
    this.map.getSource<GeoJSONSource>(ROUTE)?.setData(this.routeData());
    this.map.getSource<GeoJSONSource>(REACH)?.setData(this.reachData());
  }

  private add(): void {
    const below = this.map.getStyle().layers.find(({ type }) => type === 'symbol')?.id;
    const [reach, ring, route] = [this.colour('--bl-accent'), this.colour('--bl-ring'), this.colour('--bl-me')];
    const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
    this.map.addSource(ROUTE, { type: 'geojson', data: this.routeData() });
    this.map.addSource(REACH, { type: 'geojson', data: this.reachData() });
    this.map.addLayer({ id: REACH, type: 'fill', source: REACH, paint: { 'fill-color': reach, 'fill-opacity': REACH_OPACITY } }, below);
    this.map.addLayer({ id: `${REACH}-edge`, type: 'line', source: REACH, paint: { 'line-color': reach, 'line-width': 1.5 } }, below);
    this.map.addLayer({ id: `${REACH}-minutes`, type: 'symbol', source: REACH, layout: MINUTES_ON_LINE, paint: { 'text-color': reach, 'text-halo-color': ring, 'text-halo-width': 2 } });
    this.map.addLayer({ id: `${ROUTE}-ring`, type: 'line', source: ROUTE, layout: round, paint: { 'line-color': ring, 'line-width': 8 } }, below);
    this.map.addLayer({ id: ROUTE, type: 'line', source: ROUTE, layout: round, paint: { 'line-color': route, 'line-width': 5 } }, below);
  }

  private routeData(): Data {
    const coordinates = this.route.map((at) => [...at]);
    const line = { type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates } };
    return { type: 'FeatureCollection', features: coordinates.length > 1 ? [line] : [] };
  }

  private reachData(): Data {
    const features = this.bands.map(({ minutes, polygons }) => {
      const coordinates = polygons.map((rings) => rings.map((ring) => ring.map((at) => [...at])));
      return { type: 'Feature' as const, properties: { minutes }, geometry: { type: 'MultiPolygon' as const, coordinates } };
    });
    return { type: 'FeatureCollection', features };
  }

  /** A colour of the stylesheet as the graphics understand it. */
  private colour(name: string): string {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    this.root.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
}
