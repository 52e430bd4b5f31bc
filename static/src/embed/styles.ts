// The page's style sheet as a component needs it: its own element is the root, its own box the window.

/** What `:root`, the window's width and height, and fixed places mean inside a component. */
export function componentStyles(text: string): string {
  const inside = text
    .replaceAll(/:root\[data-theme="(\w+)"\]/g, ':host([data-theme="$1"])')
    .replaceAll(':root', ':host')
    .replaceAll(/@media ?\((min-width: ?900px|max-width: ?359px|width ?>= ?900px|width ?<= ?359px)\)/g, '@container locator ($1)')
    .replaceAll('100dvh', 'var(--locator-height, 640px)')
    .replaceAll('50dvh', 'calc(var(--locator-height, 640px) / 2)')
    .replaceAll('position: fixed', 'position: absolute')
    .replaceAll('position:fixed', 'position:absolute');
  return `:host { display: block; container: locator / inline-size; } .loc--component { position: relative; overflow: hidden; } ${inside}`;
}
