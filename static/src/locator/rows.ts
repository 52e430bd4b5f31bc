// The list as one selection with the map: what is hovered, what is selected, and where it stands.
import type { LonLat, MapPlace, PlaceKind } from '../map/interface';
import type { Page } from './page';

/** Pins have one digit. */
const NUMBERED = 9;

export interface Selected {
  code: string;
  name: string;
  lat: number;
  lon: number;
}

export class Rows {
  #page: Page;
  /** The map follows. */
  onHover: (code: string | null) => void = () => {};
  onSelect: (selected: Selected) => void = () => {};

  constructor(page: Page) {
    this.#page = page;
    const { frame } = page;
    const hover = (event: Event): void => this.onHover(row(event)?.dataset.code ?? null);
    frame.addEventListener('pointerover', hover);
    frame.addEventListener('focusin', hover);
    frame.addEventListener('pointerleave', () => this.onHover(null));
    frame.addEventListener('click', (event) => this.#press(event), { capture: true });
  }

  all(): HTMLElement[] {
    return [...this.#page.frame.querySelectorAll<HTMLElement>('.place')];
  }

  selected(): string | null {
    return this.#page.find('.place--sel')?.dataset.code ?? null;
  }

  /** Where an outlet of the list is. */
  at(code: string): LonLat | undefined {
    return this.places().find(({ id }) => id === code)?.at;
  }

  places(): MapPlace[] {
    return this.all().map(({ dataset }, index) => ({
      id: dataset.code!,
      at: [Number(dataset.lon), Number(dataset.lat)] as const,
      kind: dataset.kind as PlaceKind,
      name: dataset.name!,
      label: dataset.label!,
      closed: dataset.closed === 'yes',
      ...(index < NUMBERED ? { number: index + 1 } : {}),
    }));
  }

  /** Selects the row and brings it into view; nothing happens for a code that is not in the list. */
  select(code: string, how: { scroll: boolean }): void {
    const chosen = this.all().find(({ dataset }) => dataset.code === code);
    if (!chosen) return;
    for (const each of this.all()) each.classList.toggle('place--sel', each === chosen);
    if (how.scroll) chosen.scrollIntoView({ block: 'nearest' });
    this.#page.note((query) => query.set('sel', code));
    this.onSelect(selectedOf(chosen));
  }

  hover(code: string | null): void {
    for (const each of this.all()) each.classList.toggle('place--hover', each.dataset.code === code);
  }

  /** On the name: to the outlet's page. Elsewhere on the row: selects it. Keys always open. */
  #press(event: MouseEvent): void {
    const place = row(event);
    const link = (event.target as Element).closest<HTMLAnchorElement>('.place h3 a');
    if (!place || !link) return;
    const isKey = event.detail === 0;
    const onName = [...link.getClientRects()].some((box) => event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom);
    if (isKey || onName) return this.onSelect(selectedOf(place));
    event.preventDefault();
    event.stopPropagation();
    this.select(place.dataset.code!, { scroll: false });
  }
}

function row(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('.place');
}

function selectedOf({ dataset }: HTMLElement): Selected {
  return { code: dataset.code!, name: dataset.name!, lat: Number(dataset.lat), lon: Number(dataset.lon) };
}
