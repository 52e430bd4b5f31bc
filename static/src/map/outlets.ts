// The live layer: follows the server's revision, opens clusters, tells which outlet was pressed.
import type {
  ExpressionSpecification, Map as MapLibre, MapGeoJSONFeature, MapLayerMouseEvent, PointLike, VectorTileSource,
} from 'maplibre-gl';
import type { Camera } from './camera';
import type { Events } from './events';
import type { Bounds } from './interface';

/** An edit is to be seen within two seconds. Nobody asks while the page is hidden. */
const LOOK_MS = 1_500;
const CLUSTERS = 'outlet-clusters';
const PINS = 'outlet-pins';
/** As the style has it: whatever is no cluster. */
const IS_PIN: ExpressionSpecification = ['!', ['has', 'count']];
/** Where all points of a cluster are at one place, this is as near as it gets. */
const CLUSTER_ZOOM_MAX = 17;

export class OutletLayer {
  private timer: ReturnType<typeof setInterval> | undefined;
  private hidden: string[] = [];
  private shown: string | undefined;

  constructor(
    private readonly map: MapLibre,
    private readonly server: string,
    private readonly camera: Camera,
    private readonly events: Events,
  ) {
    map.on('click', CLUSTERS, (event) => this.open(event));
    map.on('click', PINS, (event) => this.tell(event));
    for (const layer of [CLUSTERS, PINS]) {
      map.on('mouseenter', layer, () => this.point(true));
      map.on('mouseleave', layer, () => this.point(false));
    }
  }

  /** After each new style. */
  start(): void {
    this.shown = undefined;
    if (!this.map.getLayer(PINS)) return this.stop();
    this.hide(this.hidden);
    this.timer ??= setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** The host shows these itself, by code or by id. */
  hide(ids: string[]): void {
    this.hidden = ids;
    if (!this.map.style?._loaded || !this.map.getLayer(PINS)) return;
    const listed = (key: string): ExpressionSpecification => ['in', ['get', key], ['literal', ids]];
    this.map.setFilter(PINS, ['all', IS_PIN, ['!', listed('code')], ['!', listed('id')]]);
  }

  /** Asks for the newest revision; other addresses of tiles mean that something changed. */
  async refresh(): Promise<void> {
    const answer = await fetch(`${this.server}/tiles/outlets.json`, { cache: 'no-cache' }).catch(() => undefined);
    if (!answer?.ok) return;
    const { tiles } = (await answer.json()) as { tiles: string[] };
    const source = this.map.getSource<VectorTileSource>('outlets');
    if (!source || tiles[0] === (this.shown ?? source.tiles?.[0])) return;
    this.shown = tiles[0];
    source.setTiles(tiles);
  }

  isAt(point: PointLike): boolean {
    const layers = [CLUSTERS, PINS].filter((layer) => this.map.getLayer(layer));
    return layers.length > 0 && this.map.queryRenderedFeatures(point, { layers }).length > 0;
  }

  private open({ features }: MapLayerMouseEvent): void {
    const properties = features?.[0]?.properties;
    if (!properties) return;
    const bounds: Bounds = [properties.west, properties.south, properties.east, properties.north];
    this.camera.fit(bounds, { maxZoom: CLUSTER_ZOOM_MAX });
  }

  private tell({ features }: MapLayerMouseEvent): void {
    const feature: MapGeoJSONFeature | undefined = features?.[0];
    if (feature?.geometry.type !== 'Point' || !feature.properties.id) return;
    const { id, code, name, kind } = feature.properties as Record<'id' | 'code' | 'name' | 'kind', string>;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    this.events.tell('outlet', { id, code, name, kind, at: [lon, lat] });
  }

  private point(over: boolean): void {
    this.map.getCanvas().style.cursor = over ? 'pointer' : '';
  }
}
