// Draws the pictures of outlets for the map's styles: public/sprites/outlets-{light,dark}{,@2x}.{png,json}.
// Run it by hand after a change of drawings or colours: it needs Chromium, which draws the SVG.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { PIN_HEIGHT, PIN_WIDTH, SHAPES } from '../src/map/drawings.js';

const TARGET = new URL('../public/sprites/', import.meta.url);
// Room for the ring, which goes over the edge of the drawing.
const MARGIN = 1;
const CELL = { width: PIN_WIDTH + 2 * MARGIN, height: PIN_HEIGHT + 2 * MARGIN };

// Section 4 of the design language: accent, ring, glyph; closed ones are hollow and muted.
const THEMES = {
  light: { open: ['#0b6b57', '#ffffff', 2, '#ffffff'], closed: ['#ffffff', '#6b7771', 2.5, '#56635d'] },
  dark: { open: ['#3fc2a0', '#0e1412', 2, '#04231b'], closed: ['#161e1b', '#8c9993', 2.5, '#a3b0aa'] },
};

function drawing({ body, glyph }, [fill, stroke, width, ink], x) {
  return `<g transform="translate(${x + MARGIN} ${MARGIN})"><path d="${body}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"/>
    <path d="${glyph}" fill="none" stroke="${ink}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}

function sheet(theme) {
  const all = Object.entries(SHAPES).flatMap(([name, shape]) => [
    [name, drawing.bind(null, shape, THEMES[theme].open)],
    [`${name}-closed`, drawing.bind(null, shape, THEMES[theme].closed)],
  ]);
  const width = all.length * CELL.width;
  const drawn = all.map(([, draw], index) => draw(index * CELL.width)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${CELL.height}">${drawn}</svg>`;
  return { names: all.map(([name]) => name), svg, width };
}

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
mkdirSync(TARGET, { recursive: true });
for (const theme of Object.keys(THEMES)) {
  for (const ratio of [1, 2]) {
    const { names, svg, width } = sheet(theme);
    const page = await browser.newPage({ viewport: { width, height: CELL.height }, deviceScaleFactor: ratio });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    const name = `outlets-${theme}${ratio === 1 ? '' : `@${ratio}x`}`;
    writeFileSync(new URL(`${name}.png`, TARGET), await page.screenshot({ omitBackground: true }));
    const places = names.map((each, index) => [each, {
      x: index * CELL.width * ratio, y: 0, width: CELL.width * ratio, height: CELL.height * ratio, pixelRatio: ratio,
    }]);
    writeFileSync(new URL(`${name}.json`, TARGET), `${JSON.stringify(Object.fromEntries(places))}\n`);
    await page.close();
  }
}
await browser.close();
