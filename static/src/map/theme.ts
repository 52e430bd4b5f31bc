// Light or dark: as told, or as the page and the system have it at the moment.

export type Shade = 'light' | 'dark';

export class ThemeWatch {
  now: Shade;
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  private readonly page = new MutationObserver(() => this.look());
  private readonly look = () => {
    const shade = this.shade();
    if (shade === this.now) return;
    this.now = shade;
    this.changed();
  };

  constructor(private readonly theme: 'auto' | Shade, private readonly changed: () => void) {
    this.now = this.shade();
    if (theme !== 'auto') return;
    this.system.addEventListener('change', this.look);
    this.page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }

  stop(): void {
    this.system.removeEventListener('change', this.look);
    this.page.disconnect();
  }

  private shade(): Shade {
    if (this.theme !== 'auto') return this.theme;
    const chosen = document.documentElement.dataset.theme;
    if (chosen === 'light' || chosen === 'dark') return chosen;
    return this.system.matches ? 'dark' : 'light';
  }
}
