/** Where to go after signing in: the page that sent us here, if it is one of ours, else Find. */
export function destination(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  // One slash and no backslash: `//evil.example` and `/\evil.example` are other sites to a browser.
  return /^\/(?![/\\])/.test(next) && !next.includes('\\') ? next : '/find';
}
