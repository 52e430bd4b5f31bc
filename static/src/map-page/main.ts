// The map alone, over the whole window: for looking at a basemap and at the live layer of outlets.
// ?lang=pl|cs|en, ?theme=light|dark, ?cooperative, and the view as #zoom/lat/lon, as other map pages have it.
import '../styles/tokens.css';
import '../styles/base.css';
import './map-page.css';
import type { Language, MapHandle, MapOptions } from '../map/interface';
import { mountMap } from '../map/mount';

declare global {
  // For whoever looks at the page through developer tools, and for its tests.
  var map: MapHandle;
}

const query = new URLSearchParams(location.search);
const languages: readonly string[] = ['pl', 'cs', 'en'];
const asked = query.get('lang') ?? document.documentElement.lang;
const language = (languages.includes(asked) ? asked : 'pl') as Language;
const theme = query.get('theme');
const [zoom, lat, lon] = location.hash.slice(1).split('/').map(Number);
const hasView = [zoom, lat, lon].every(Number.isFinite);

document.documentElement.lang = language;
const options: MapOptions = {
  language,
  theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  cooperative: query.has('cooperative'),
  locateButton: query.has('locate'),
  ...(hasView ? { zoom, center: [lon!, lat!] as const } : {}),
};
const element = document.querySelector<HTMLElement>('#map')!;
globalThis.map = mountMap(element, options);
globalThis.map.on('moved', ({ zoom, center: [lon, lat] }) => {
  history.replaceState(null, '', `#${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`);
});
const SORRY = { pl: 'Mapa niedostępna', cs: 'Mapa není dostupná', en: 'The map is not available' };
globalThis.map.on('failed', ({ reason, message }) => {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.className = 'map-page__sorry';
  note.textContent = `${SORRY[language]} (${reason}: ${message})`;
  element.append(note);
});
