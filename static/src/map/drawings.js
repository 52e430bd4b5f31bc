// The shapes of outlets, drawn once: for the pins of a page and, by scripts/sprites.mjs, for the map's own pictures.
// A box of 30 x 38; the tip is at the middle of the bottom edge.

export const PIN_WIDTH = 30;
export const PIN_HEIGHT = 38;

const DROP = 'M15 1.5C7.5 1.5 2 7 2 14.2 2 23.5 15 36.5 15 36.5s13-13 13-22.3C28 7 22.5 1.5 15 1.5Z';
const SQUARE = 'M6 2h18a4 4 0 0 1 4 4v17a4 4 0 0 1-4 4h-5l-4 8-4-8H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4Z';

/** Body and glyph of each shape. Kinds differ in shape, not in colour alone. */
export const SHAPES = {
  store: { body: DROP, glyph: 'M9 11.6h12M10 11.4 11 8h8l1 3.4M10.6 12v7.4h8.8V12M13.6 19.2v-4h2.8v4' },
  counter: { body: DROP, glyph: 'M9 13h12M10.5 13v6.5M19.5 13v6.5M12 10.5a3 3 0 0 1 6 0' },
  locker: { body: SQUARE, glyph: 'M10.7 8.5h8.6a1.2 1.2 0 0 1 1.2 1.2v9.1a1.2 1.2 0 0 1-1.2 1.2h-8.6a1.2 1.2 0 0 1-1.2-1.2V9.7a1.2 1.2 0 0 1 1.2-1.2M15 8.5V20M9.5 14.2h11' },
  box: { body: SQUARE, glyph: 'M9.5 11.5 15 8.7l5.5 2.8v5.8L15 20l-5.5-2.7zM9.5 11.5 15 14.3l5.5-2.8M15 14.3V20' },
};

/** @type {Record<string, keyof typeof SHAPES>} Which shape stands for a kind of outlet; the same table as in the style of the live layer. */
export const SHAPE_OF_KIND = {
  store: 'store', showroom: 'store',
  branch: 'counter', service_point: 'counter',
  parcel_locker: 'locker', pickup_point: 'locker',
  warehouse: 'box',
};
