// The live layer of customers: drawn only when a page asks for it.
import type { Map as MapLibre } from 'maplibre-gl';
import type { Camera } from './camera';
import type { Events } from './events';
import { LiveLayer } from './liveLayer';

/** Customers change all day: not as often as outlets are looked for. */
const KIND = { source: 'customers', clusters: 'customer-clusters', points: 'customer-dots', look_ms: 5_000 };

export class CustomerLayer extends LiveLayer {
  constructor(map: MapLibre, server: string, camera: Camera, private readonly events: Events) {
    super(map, server, camera, KIND);
  }

  protected tell({ id = '' }: Record<string, string>, at: [number, number]): void {
    this.events.tell('customer', { id, at });
  }
}
