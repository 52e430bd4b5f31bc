// The locator's additions to a page that works without them.
import './entry.css';
import { tellHeight } from './frameHeight';
import { MapView } from './mapView';
import { menus } from './menus';
import { nearMe } from './nearMe';
import { Page } from './page';
import { Rows } from './rows';
import { share } from './share';
import { suggest } from './suggest';

const frame = document.body;
menus(frame);
if (frame.classList.contains('loc--embedded')) tellHeight(frame);
if (frame.matches('.loc--list, .loc--outlet')) {
  const page = new Page({ frame, server: location.origin, history: true }, new URL(location.href));
  const rows = new Rows(page);
  const wide = matchMedia('(min-width: 900px)');
  nearMe(page);
  share(page);
  suggest(page);
  const map = new MapView(page, rows, { isWide: () => wide.matches, cooperative: frame.classList.contains('loc--embedded') });
  rows.onSelect = ({ code }) => map.select(code);
}
if ('serviceWorker' in navigator && isSecureContext) {
  const scope = `/${document.documentElement.lang}/`;
  void navigator.serviceWorker.register('/locator-worker.js', { scope }).catch(() => {});
}
