// "Share" on an outlet's page: the system's own sheet, or the address on the clipboard.
import type { Page } from './page';

export function share(page: Page): void {
  const show = (): void => {
    const button = page.find<HTMLButtonElement>('.share');
    if (button && ('share' in navigator || 'clipboard' in navigator)) button.hidden = false;
  };
  page.onChange(show);
  show();
  page.frame.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('.share');
    if (button) void send(page, button.dataset.copied ?? '');
  });
}

async function send(page: Page, copied: string): Promise<void> {
  const url = new URL(page.address.pathname, page.server).href;
  const title = page.find('h1')?.textContent ?? '';
  try {
    if ('share' in navigator) return await navigator.share({ title, url });
    await (navigator as Navigator).clipboard.writeText(url);
    page.announce(copied);
  } catch {
    // The person closed the sheet, or the browser forbids it: nothing to mend.
  }
}
