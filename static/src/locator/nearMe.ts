// "Near me": the position is asked for when the button is pressed, rounded to about a metre, and goes nowhere but
// into the address of the list.
import type { Page } from './page';

const PATIENCE = { enableHighAccuracy: true, timeout: 12_000, maximumAge: 60_000 };

export function nearMe(page: Page): void {
  const show = (): void => {
    const button = page.find<HTMLButtonElement>('.search__near');
    if (button && 'geolocation' in navigator) button.hidden = false;
  };
  page.onChange(show);
  show();
  page.frame.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('.search__near');
    if (button) askPosition(page, button.dataset.denied ?? '');
  });
}

export function askPosition(page: Page, denied: string): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const to = new URL(page.address);
      for (const name of ['q', 'of', 'sel', 'rows']) to.searchParams.delete(name);
      to.searchParams.set('near', `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`);
      void page.go(to);
    },
    () => sayDenied(page, denied),
    PATIENCE,
  );
}

function sayDenied(page: Page, text: string): void {
  page.announce(text);
  const note = document.createElement('p');
  note.className = 'note note--warn';
  note.textContent = text;
  page.find('.results__head')?.after(note);
  page.find<HTMLInputElement>('#q')?.focus();
}
