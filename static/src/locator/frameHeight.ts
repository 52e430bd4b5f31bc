// In a frame of another page: tells that page how tall the content is, so that it can make the frame fit.

/** The name of the message; the page around checks where it comes from. */
const MESSAGE = 'blisko-locator:height';

export function tellHeight(frame: HTMLElement): void {
  if (parent === window) return;
  let told = 0;
  const tell = (): void => {
    const height = Math.ceil(frame.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Only sites of the setting embed_origins can be around us (frame-ancestors), and a height is no secret.
    parent.postMessage({ type: MESSAGE, height }, document.referrer ? new URL(document.referrer).origin : '*');
  };
  new ResizeObserver(tell).observe(frame);
  tell();
}
