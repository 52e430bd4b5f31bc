// Brings the map's stylesheet to where the map stands: into the document or into a component's shadow.
import css from './map.css?inline';

let sheet: CSSStyleSheet | undefined;

export function adoptStyles(element: HTMLElement): void {
  const root = element.getRootNode();
  const scope = root instanceof ShadowRoot ? root : document;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!scope.adoptedStyleSheets.includes(sheet)) scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
}
