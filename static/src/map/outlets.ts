// The live layer of outlets: on every map.
import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import type { Camera } from './camera';
import type { Events } from './events';
import { LiveLayer } from './liveLayer';

/** An edit is to be seen within two seconds. */
const KIND = { source: 'outlets', clusters: 'outlet-clusters', points: 'outlet-pins', look_ms: 1_500 };
/** As the style has it: whatever is no cluster. */
const IS_PIN: ExpressionSpecification = ['!', ['has', 'count']];

export class OutletLayer extends LiveLayer {
  private hidden: string[] = [];

  constructor(map: MapLibre, server: string, camera: Camera, private readonly events: Events) {
    super(map, server, camera, KIND);
  }

  override start(): boolean {
    const isDrawn = super.start();
    if (isDrawn) this.hide(this.hidden);
    return isDrawn;
  }

  /** The host shows these itself, by code or by id. */
  hide(ids: string[]): void {
    this.hidden = ids;
    if (!this.map.style?._loaded || !this.map.getLayer(KIND.points)) return;
    const listed = (key: string): ExpressionSpecification => ['in', ['get', key], ['literal', ids]];
    this.map.setFilter(KIND.points, ['all', IS_PIN, ['!', listed('code')], ['!', listed('id')]]);
  }

  protected tell({ id = '', code = '', name = '', kind = '' }: Record<string, string>, at: [number, number]): void {
    this.events.tell('outlet', { id, code, name, kind, at });
  }
}
