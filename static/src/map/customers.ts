// The live layer of customers: drawn only when a page asks for it, follows the server, tells which one was pressed.
import type { Map as MapLibre, MapLayerMouseEvent, PointLike, VectorTileSource } from 'maplibre-gl';
import type { Camera } from './camera';
import type { Events } from './events';
import type { Bounds } from './interface';

/** Customers change all day: not as often as outlets are looked for. Nobody asks while the page is hidden. */
const LOOK_MS = 5_000;
const SOURCE = 'customers';
const DOTS = 'customer-dots';
const CLUSTERS = 'customer-clusters';
/** Where all of a cluster live in one house, this is as near as it gets. */
const CLUSTER_ZOOM_MAX = 17;

export class CustomerLayer {
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown: string | undefined;

  constructor(
    private readonly map: MapLibre,
    private readonly server: string,
    private readonly camera: Camera,
    private readonly events: Events,
  ) {
    map.on('click', CLUSTERS, (event) => this.open(event));
    map.on('click', DOTS, (event) => this.tell(event));
    for (const layer of [CLUSTERS, DOTS]) {
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
  }

  /** After each new style, whether or not it draws customers. */
  start(): void {
    this.shown = undefined;
    if (!this.map.getLayer(DOTS)) return this.stop();
    this.timer ??= setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  isAt(point: PointLike): boolean {
    const layers = [CLUSTERS, DOTS].filter((layer) => this.map.getLayer(layer));
    return layers.length > 0 && this.map.queryRenderedFeatures(point, { layers }).length > 0;
  }

  /** Asks for the newest revision; other addresses of tiles mean that something changed. */
  private async refresh(): Promise<void> {
    const answer = await fetch(`${this.server}/tiles/customers.json`, { cache: 'no-cache' }).catch(() => undefined);
    if (!answer?.ok) return;
    const { tiles } = (await answer.json()) as { tiles: string[] };
    const source = this.map.getSource<VectorTileSource>(SOURCE);
    if (!source || tiles[0] === (this.shown ?? source.tiles?.[0])) return;
    this.shown = tiles[0];
    source.setTiles(tiles);
  }

  private open({ features }: MapLayerMouseEvent): void {
    const properties = features?.[0]?.properties;
    if (!properties) return;
    const bounds: Bounds = [properties.west, properties.south, properties.east, properties.north];
    this.camera.fit(bounds, { maxZoom: CLUSTER_ZOOM_MAX });
  }

  private tell({ features }: MapLayerMouseEvent): void {
    const feature = features?.[0];
    if (feature?.geometry.type !== 'Point' || !feature.properties.id) return;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    this.events.tell('customer', { id: feature.properties.id as string, at: [lon, lat] });
  }
}
