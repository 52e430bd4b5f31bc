// <blisko-locator server="https://…" lang="pl" q="Cieszyn">: the locator inside a page of another site.
// Its own shadow root, so neither page touches the other's styles; a page may hold several.
import locator from '../locator/locator.css?inline';
import suggestions from '../locator/suggest.css?inline';
import tokens from '../styles/tokens.css?inline';
import { MapView } from '../locator/mapView';
import { menus } from '../locator/menus';
import { nearMe } from '../locator/nearMe';
import { Page } from '../locator/page';
import { Rows, type Selected } from '../locator/rows';
import { share } from '../locator/share';
import { suggest } from '../locator/suggest';
import { componentStyles } from './styles';

/** Where this script comes from is where Blisko answers. */
const OWN_SERVER = new URL(import.meta.url).origin;
/** The width from which the map stands beside the list, as in the style sheet. */
const WIDE = 900;

class BliskoLocator extends HTMLElement {
  #isStarted = false;

  connectedCallback(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.#start();
  }

  async #start(): Promise<void> {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(componentStyles(tokens + locator + suggestions));
    root.adoptedStyleSheets = [sheet];
    const address = this.#address();
    const frame = document.createElement('div');
    frame.lang = address.pathname.split('/')[1]!;
    // In the order of the page, for what comes to take their places.
    for (const [tag, name] of [['header', 'loc__head'], ['main', ''], ['section', 'loc__map'], ['nav', 'switch']] as const) {
      frame.append(Object.assign(document.createElement(tag), { className: name }));
    }
    root.append(frame);
    const page = new Page({ frame, server: address.origin, history: false }, address);
    frame.className = 'loc loc--component';
    frame.dataset.view = 'list';
    await page.go(address, { push: false });
    this.#dress(page);
  }

  #address(): URL {
    const server = new URL(this.getAttribute('server') ?? OWN_SERVER, location.href).origin;
    const asked = this.lang || document.documentElement.lang;
    const language = ['pl', 'cs', 'en'].find((each) => asked.startsWith(each)) ?? 'en';
    const address = new URL(`/${language}/`, server);
    const q = this.getAttribute('q');
    if (q) address.searchParams.set('q', q);
    address.searchParams.set('embed', '1');
    return address;
  }

  #dress(page: Page): void {
    if (!page.find('.places')) return;
    const rows = new Rows(page);
    menus(page.frame);
    nearMe(page);
    share(page);
    suggest(page);
    const map = new MapView(page, rows, { isWide: () => this.clientWidth >= WIDE, cooperative: true });
    rows.onSelect = (selected) => {
      map.select(selected.code);
      this.#tell(selected);
    };
  }

  #tell(detail: Selected): void {
    this.dispatchEvent(new CustomEvent('outlet-select', { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('blisko-locator')) customElements.define('blisko-locator', BliskoLocator);
