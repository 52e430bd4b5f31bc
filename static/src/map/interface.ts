// What a page may ask of the map and what the map tells it. No page knows more: MapLibre stays behind this file.
//
// `mountMap` in `mount.ts` has the type `MountMap`. It is small and loads the rest (MapLibre, its worker, the style)
// when it is called, so a page imports it for nothing. It never throws: what goes wrong is told as `failed`, and the
// page goes on without a map.

/** The language of labels and of the map's own words. */
export type Language = 'pl' | 'cs' | 'en';

/** Degrees, longitude first, as everywhere in Blisko. */
export type LonLat = readonly [lon: number, lat: number];

/** Degrees: west, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Pixels of the map that panels, sheets and search boxes cover. What is missing counts as 0. */
export interface Padding {
  top?: number;
  right?: number;
  bottom?: number;
  left?: number;
}

/** The kinds of outlets as the API writes them; an unknown one is drawn as a store. */
export type PlaceKind =
  'store' | 'branch' | 'service_point' | 'pickup_point' | 'parcel_locker' | 'showroom' | 'warehouse';

/** One row of the host's list, on the map. */
export interface MapPlace {
  /** What `select` and the events name it by; the host chooses (the outlet's code or id). */
  id: string;
  at: LonLat;
  kind: PlaceKind;
  /** Stands beside the pin while it is selected. */
  name: string;
  /** What a screen reader says: "1, Meteor Cieszyn, open until 20:00". Includes what colour and shape say. */
  label: string;
  /** 1 to 9 as in the list; without a number the pin shows the kind's glyph. */
  number?: number;
  /** Closed when one would arrive: hollow and muted. */
  closed?: boolean;
}

/** Where the customer is. `accuracyMeters` draws the circle; without it there is none. */
export interface Me {
  at: LonLat;
  accuracyMeters?: number;
  label: string;
}

/** A pin that a person is putting: it can be dragged, and moved by arrow keys. */
export interface Draft {
  at: LonLat;
  /** What a screen reader says; it tells that arrows move the pin. */
  label: string;
}

/** What is reached within so many minutes: polygons, each a ring and its holes. */
export interface ReachBand {
  minutes: number;
  polygons: readonly (readonly (readonly LonLat[])[])[];
}

/** Where the map looks. */
export interface View {
  center: LonLat;
  zoom: number;
  bounds: Bounds;
}

export interface MapOptions {
  language: Language;
  /** `auto` follows the system and `data-theme` on the root element, also when they change later. Default: auto. */
  theme?: 'auto' | 'light' | 'dark';
  /** Where Blisko answers; the page's own origin when absent. An embedded map names it. */
  server?: string;
  /** First view; the bounds go before centre and zoom. Without either: Poland and Czechia. */
  bounds?: Bounds;
  center?: LonLat;
  zoom?: number;
  padding?: Padding;
  /** Two fingers pan and Ctrl zooms, so that the page around an embedded map scrolls. Default: false. */
  cooperative?: boolean;
  /** Draws every outlet from the live layer, clustered, under the host's own places. Default: true. */
  liveOutlets?: boolean;
  /** The name of the map for screen readers; by default "Map" in the language. */
  label?: string;
  /** Shows the button "my position"; a press is told as `locate`. The map never asks for the position itself. */
  locateButton?: boolean;
}

/** Why there is no map. `blocked`: no WebGL; `lost`: the graphics context went away; `network`: nothing loads. */
export type MapFailure = 'blocked' | 'lost' | 'network';

export interface MapEvents {
  /** A pin was chosen by mouse, finger or keyboard; `null` when the choice was undone by a press on the map. */
  select: string | null;
  /** The pointer or the focus is over a pin; `null` when it left. */
  hover: string | null;
  /** An outlet of the live layer was chosen that is not among the host's places. */
  outlet: { id: string; code: string; name: string; kind: string; at: LonLat };
  /** The person moved the map; moves that the host ordered are not told. */
  moved: View;
  /** The draft pin was dragged or moved by keys. */
  draft: LonLat;
  /** A customer of the live layer was chosen. */
  customer: { id: string; at: LonLat };
  /** A press on the map that chose nothing. */
  press: LonLat;
  /** The button "my position". */
  locate: undefined;
  /** First picture complete. */
  ready: undefined;
  /** The map is gone; the host says so and keeps the list. `recovered` may follow `lost`. */
  failed: { reason: MapFailure; message: string };
  recovered: undefined;
}

export interface FitOptions {
  /** Default: 15. */
  maxZoom?: number;
  /** Jumps instead of gliding; also when the system asks for reduced motion. */
  instant?: boolean;
}

export interface MapHandle {
  /** Replaces all places. Pins that stay keep their element, so focus is not lost. At most 200 get a pin. */
  setPlaces(places: readonly MapPlace[]): void;
  /** Enlarges the pin, shows its label and brings it into the free part of the map. `null` selects nothing. */
  select(id: string | null, options?: { pan?: boolean }): void;
  /** Marks the pin that the host's list hovers. */
  highlight(id: string | null): void;
  setMe(me: Me | null): void;
  /** Shows a pin that the person may move; moves are told as `draft`. */
  setDraft(draft: Draft | null): void;
  /** Draws a way by road; `null` takes it away. */
  setRoute(line: readonly LonLat[] | null): void;
  /** Shades what is reached, one band upon the other; `null` takes all away. */
  setReach(bands: readonly ReachBand[] | null): void;
  /** What panels cover; the picture stays where it is, later moves respect it. */
  setPadding(padding: Padding): void;
  /** Shows all places (and me), or the bounds given, in the free part of the map. */
  fit(bounds?: Bounds | null, options?: FitOptions): void;
  setLanguage(language: Language): void;
  /** Draws the customers whom the signed-in person may see, or counts them; pages of visitors never do. */
  setCustomers(shown: boolean): void;
  /** Looks whether outlets changed and fetches what is new; the host calls it on an event, a timer runs anyway. */
  refreshOutlets(): void;
  view(): View | null;
  /** Listens; call the answer to stop. */
  on<Name extends keyof MapEvents>(name: Name, listen: (detail: MapEvents[Name]) => void): () => void;
  /** Resolves with the first complete picture, rejects never: a failed map resolves with `false`. */
  ready: Promise<boolean>;
  destroy(): void;
}

/** Mounts a map into an empty element that has a size. */
export type MountMap = (element: HTMLElement, options: MapOptions) => MapHandle;
