// The door to the map: small, so that a page may import it at once. MapLibre comes when a map is mounted.
//
// Until it is there, calls are kept in the order in which they came and are made up for.
import { Events } from './events';
import type { MapHandle, MapOptions, MountMap } from './interface';
import type { Engine } from './engine';

export const mountMap: MountMap = (element, options) => {
  const events = new Events();
  const early: ((engine: Engine) => void)[] = [];
  let engine: Engine | undefined;
  let destroyed = false;

  const call = (what: (engine: Engine) => void): void => {
    if (engine) what(engine);
    else if (!destroyed) early.push(what);
  };
  const ready = new Promise<boolean>((resolve) => {
    events.on('ready', () => resolve(true));
    events.on('failed', () => resolve(false));
  });
  void start(element, options, events).then((started) => {
    if (!started) return;
    if (destroyed) return started.destroy();
    engine = started;
    for (const what of early.splice(0)) what(started);
  });

  const handle: MapHandle = {
    setPlaces: (places) => call((map) => map.setPlaces(places)),
    select: (id, how) => call((map) => map.select(id, how)),
    highlight: (id) => call((map) => map.highlight(id)),
    setMe: (me) => call((map) => map.setMe(me)),
    setDraft: (draft) => call((map) => map.setDraft(draft)),
    setRoute: (line) => call((map) => map.setRoute(line)),
    setReach: (bands) => call((map) => map.setReach(bands)),
    setPadding: (padding) => call((map) => map.setPadding(padding)),
    fit: (bounds, how) => call((map) => map.fit(bounds, how)),
    setLanguage: (language) => call((map) => map.setLanguage(language)),
    setCustomers: (shown) => call((map) => map.setCustomers(shown)),
    refreshOutlets: () => call((map) => map.refreshOutlets()),
    view: () => engine?.view() ?? null,
    on: (name, listen) => events.on(name, listen),
    ready,
    destroy: () => {
      destroyed = true;
      early.length = 0;
      engine?.destroy();
      events.clear();
    },
  };
  return handle;
};

/** The engine; nothing, and `failed` told, where the browser cannot draw it or does not get it. */
async function start(element: HTMLElement, options: MapOptions, events: Events): Promise<Engine | undefined> {
  try {
    const { Engine } = await import('./engine');
    return Engine.start(element, options, events);
  } catch (error) {
    events.tell('failed', { reason: 'network', message: String(error) });
    return undefined;
  }
}
