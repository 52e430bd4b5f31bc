// Small menus are <details>: here they close on Escape, on a press elsewhere and when another one opens.

export function menus(frame: HTMLElement): void {
  const open = (): HTMLDetailsElement[] => [...frame.querySelectorAll<HTMLDetailsElement>('details.menu[open]')];
  frame.addEventListener('keydown', (event) => {
    const [menu] = event.key === 'Escape' ? open() : [];
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  frame.ownerDocument.addEventListener('click', (event) => {
    const path = event.composedPath();
    for (const menu of open()) if (!path.includes(menu)) menu.open = false;
  });
}
