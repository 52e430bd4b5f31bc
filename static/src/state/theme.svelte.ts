// The theme: the system's, or the one chosen here. The colours themselves are in tokens.css.

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED_UNDER = 'blisko.theme';

class ThemeChoice {
  chosen = $state<Theme>((document.documentElement.dataset.theme as Theme | undefined) ?? 'auto');

  /** The one after the present one, in the order of `THEMES`. */
  next(): void {
    this.chosen = THEMES[(THEMES.indexOf(this.chosen) + 1) % THEMES.length] ?? 'auto';
    if (this.chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.chosen;
    try {
      localStorage.setItem(STORED_UNDER, this.chosen);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
}

export const theme = new ThemeChoice();
