// A layer of points that the server makes from what it has in memory: follows its revision, opens clusters, and tells
// which point was pressed.
import type { Map as MapLibre, MapGeoJSONFeature, MapLayerMouseEvent, PointLike, VectorTileSource } from 'maplibre-gl';
import type { Camera } from './camera';
import type { Bounds } from './interface';

/** Where all points of a cluster are at one place, this is as near as it gets. */
const CLUSTER_ZOOM_MAX = 17;

/** What differs: names in the style, and how often the server is asked for news. Nobody asks while the page is hidden. */
interface Kind {
  source: string;
  clusters: string;
  points: string;
  look_ms: number;
}

export abstract class LiveLayer {
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown: string | undefined;

  constructor(
    protected readonly map: MapLibre,
    private readonly server: string,
    private readonly camera: Camera,
    protected readonly kind: Kind,
  ) {
    const { clusters, points } = kind;
    map.on('click', clusters, (event) => this.open(event));
    map.on('click', points, ({ features }) => this.press(features?.[0]));
    for (const layer of [clusters, points]) {
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
  }

  /** After each new style, whether or not it draws the layer; answers whether it does. */
  start(): boolean {
    this.shown = undefined;
    if (!this.map.getLayer(this.kind.points)) {
      this.stop();
      return false;
    }
    this.timer ??= setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, this.kind.look_ms);
    return true;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Asks for the newest revision; other addresses of tiles mean that something changed. */
  async refresh(): Promise<void> {
    const answer = await fetch(`${this.server}/tiles/${this.kind.source}.json`, { cache: 'no-cache' }).catch(() => undefined);
    if (!answer?.ok) return;
    const { tiles } = (await answer.json()) as { tiles: string[] };
    const source = this.map.getSource<VectorTileSource>(this.kind.source);
    if (!source || tiles[0] === (this.shown ?? source.tiles?.[0])) return;
    this.shown = tiles[0];
    source.setTiles(tiles);
  }

  isAt(point: PointLike): boolean {
    const layers = [this.kind.clusters, this.kind.points].filter((layer) => this.map.getLayer(layer));
    return layers.length > 0 && this.map.queryRenderedFeatures(point, { layers }).length > 0;
  }

  protected abstract tell(properties: Record<string, string>, at: [number, number]): void;

  private press(feature: MapGeoJSONFeature | undefined): void {
    if (feature?.geometry.type !== 'Point' || !feature.properties.id) return;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    this.tell(feature.properties, [lon, lat]);
  }

  private open({ features }: MapLayerMouseEvent): void {
    const properties = features?.[0]?.properties;
    if (!properties) return;
    const bounds: Bounds = [properties.west, properties.south, properties.east, properties.north];
    this.camera.fit(bounds, { maxZoom: CLUSTER_ZOOM_MAX });
  }
}
