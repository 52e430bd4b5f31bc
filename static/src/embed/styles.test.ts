import { expect, test } from 'vitest';
import { componentStyles } from './styles';

test('what means the page means the component', () => {
  const styles = componentStyles(':root { --a: 1 } :root[data-theme="dark"] { --a: 2 } @media (min-width: 900px) { .loc { height: 100dvh; position: fixed } }');
  expect(styles).toContain(':host { --a: 1 }');
  expect(styles).toContain(':host([data-theme="dark"]) { --a: 2 }');
  expect(styles).toContain('@container locator (min-width: 900px)');
  expect(styles).toContain('var(--locator-height, 640px); position: absolute');
  expect(styles).not.toMatch(/:root|100dvh|fixed/);
});

test('a preference of the person stays a question to the browser', () => {
  expect(componentStyles('@media (prefers-reduced-motion: reduce) {}')).toContain('@media (prefers-reduced-motion: reduce)');
});
