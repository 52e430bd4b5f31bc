// The map itself: MapLibre, with pins, controls and the live layer of outlets around it.
import { Map as MapLibre, setWorkerUrl, type MapEventType, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { Camera } from './camera';
import { Controls } from './controls';
import { CustomerLayer } from './customers';
import { DraftPin } from './draftPin';
import { LabelEdge } from './edge';
import type { Events } from './events';
import type {
  Bounds, Draft, FitOptions, Language, LonLat, MapFailure, MapOptions, MapPlace, Me, Padding, ReachBand, View,
} from './interface';
import { MeDot } from './me';
import { OutletLayer } from './outlets';
import { Pins } from './pins';
import { RoadDrawings } from './roads';
import { adoptStyles } from './styles';
import { ThemeWatch } from './theme';
import { WORDS } from './words';

// A script file of our own and not a blob: the strict policy of the pages stays as it is.
setWorkerUrl(new URL(workerUrl, import.meta.url).href);

/** Poland and Czechia. */
const HOME: Bounds = [12.1, 48.5, 24.2, 54.9];
/** Beyond this the tiles of zoom 14 have nothing more to show. */
const ZOOM_MAX = 18;
/** Below this there is more world than map in a window. */
const ZOOM_MIN = 3;

export class Engine {
  private readonly map: MapLibre;
  private readonly root: HTMLElement;
  private readonly camera: Camera;
  private readonly controls: Controls;
  private readonly edge: LabelEdge;
  private readonly pins: Pins;
  private readonly me: MeDot;
  private readonly draft: DraftPin;
  private readonly outlets: OutletLayer;
  private readonly customers: CustomerLayer;
  private readonly roads: RoadDrawings;
  private readonly theme: ThemeWatch;
  private withCustomers = false;
  private styleLoaded = false;
  private gone = false;

  /** Tells `failed` and gives nothing where the browser has no WebGL. */
  static start(element: HTMLElement, options: MapOptions, events: Events): Engine | undefined {
    try {
      return new Engine(element, options, events);
    } catch (error) {
      element.replaceChildren();
      events.tell('failed', { reason: 'blocked', message: String(error) });
      return undefined;
    }
  }

  private constructor(element: HTMLElement, private readonly options: MapOptions, private readonly events: Events) {
    adoptStyles(element);
    this.root = document.createElement('div');
    const canvas = document.createElement('div');
    canvas.className = 'bl-map__canvas';
    this.root.append(canvas);
    element.append(this.root);
    this.theme = new ThemeWatch(options.theme ?? 'auto', () => this.restyle());
    this.dress();
    this.map = this.createMap(canvas);
    this.camera = new Camera(this.map);
    this.camera.setPadding(options.padding ?? {});
    this.pins = new Pins(this.map, events);
    this.me = new MeDot(this.map);
    this.draft = new DraftPin(this.map, events);
    this.outlets = new OutletLayer(this.map, this.server(), this.camera, events);
    this.customers = new CustomerLayer(this.map, this.server(), this.camera, events);
    this.roads = new RoadDrawings(this.map, this.root);
    this.controls = new Controls(this.root, this.map, options, events);
    this.controls.setPadding(options.padding ?? {});
    this.edge = new LabelEdge(this.map);
    this.edge.setPadding(options.padding ?? {});
    this.listen();
    this.look();
  }

  setPlaces(places: readonly MapPlace[]): void {
    this.pins.set(places);
    this.outlets.hide(places.map((place) => place.id));
  }

  select(id: string | null, { pan = true }: { pan?: boolean } = {}): void {
    const at = this.pins.select(id);
    if (at && pan) this.camera.bringIn(at);
  }

  highlight(id: string | null): void {
    this.pins.highlight(id);
  }

  setMe(me: Me | null): void {
    this.me.set(me);
  }

  setDraft(draft: Draft | null): void {
    this.draft.set(draft);
  }

  setRoute(line: readonly LonLat[] | null): void {
    this.roads.setRoute(line);
  }

  setReach(bands: readonly ReachBand[] | null): void {
    this.roads.setReach(bands);
  }

  setPadding(padding: Padding): void {
    this.camera.setPadding(padding);
    this.controls.setPadding(padding);
    this.edge.setPadding(padding);
  }

  fit(bounds?: Bounds | null, how: FitOptions = {}): void {
    const points = [...this.pins.places.map((place) => place.at), ...(this.me.at ? [this.me.at] : [])];
    this.camera.fit(bounds ?? points, how);
  }

  setLanguage(language: Language): void {
    if (language === this.options.language) return;
    this.options.language = language;
    this.controls.setLanguage(language);
    this.restyle();
  }

  setCustomers(shown: boolean): void {
    if (shown === this.withCustomers) return;
    this.withCustomers = shown;
    if (!shown) this.customers.stop();
    this.restyle();
  }

  refreshOutlets(): void {
    void this.outlets.refresh();
  }

  view(): View {
    return this.camera.view();
  }

  destroy(): void {
    this.gone = true;
    this.theme.stop();
    this.outlets.stop();
    this.customers.stop();
    this.map.remove();
    this.root.remove();
  }

  private createMap(container: HTMLElement): MapLibre {
    const { options } = this;
    const words = WORDS[options.language];
    return new MapLibre({
      container,
      style: this.styleUrl(),
      minZoom: ZOOM_MIN,
      maxZoom: ZOOM_MAX,
      // One world, and the map ends where it does: nobody gets lost beyond it.
      renderWorldCopies: false,
      attributionControl: false,
      cooperativeGestures: options.cooperative ?? false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      locale: {
        'Map.Title': options.label ?? words.map,
        'CooperativeGesturesHandler.WindowsHelpText': words.ctrlZoom,
        'CooperativeGesturesHandler.MacHelpText': words.cmdZoom,
        'CooperativeGesturesHandler.MobileHelpText': words.twoFingers,
      },
    });
  }

  /** The first view, without a movement. */
  private look(): void {
    const { bounds, center, zoom } = this.options;
    if (!bounds && center) this.camera.jump(center, zoom ?? 13);
    else this.camera.fit(bounds ?? HOME, { instant: true });
  }

  private listen(): void {
    const { map, events } = this;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.on('style.load', () => {
      this.styleLoaded = true;
      this.pins.makeRoom();
      this.edge.draw();
      this.outlets.start();
      this.customers.start();
    });
    map.once('idle', () => events.tell('ready', undefined));
    map.on('moveend', (event: MapEventType['moveend'] & { host?: boolean }) => {
      if (!event.host) events.tell('moved', this.view());
    });
    map.on('click', (event: MapMouseEvent) => {
      if (this.outlets.isAt(event.point) || this.customers.isAt(event.point)) return;
      events.tell('select', null);
      events.tell('press', [event.lngLat.lng, event.lngLat.lat]);
    });
    map.on('error', (event) => {
      // After the style is there, a missing tile is a hole in the picture and not the end of the map.
      if (!this.styleLoaded) this.fail('network', String(event.error?.message ?? event.error));
    });
    map.on('webglcontextlost', () => this.fail('lost', 'the graphics context was lost'));
    map.on('webglcontextrestored', () => events.tell('recovered', undefined));
  }

  private fail(reason: MapFailure, message: string): void {
    if (!this.gone) this.events.tell('failed', { reason, message });
  }

  private restyle(): void {
    this.dress();
    // While the first style is still coming there is nothing to compare the new one with.
    this.map.setStyle(this.styleUrl(), { diff: this.map.style?._loaded ?? false });
  }

  private dress(): void {
    this.root.className = `bl-map bl-map--${this.theme.now}`;
  }

  private server(): string {
    return (this.options.server ?? location.origin).replace(/\/$/, '');
  }

  private styleUrl(): string {
    const { options } = this;
    const query = `lang=${options.language}&outlets=${options.liveOutlets ?? true}${this.withCustomers ? '&customers=true' : ''}`;
    return `${this.server()}/tiles/styles/${this.theme.now}.json?${query}`;
  }
}
