// The reference reader of PMTiles reads our archives by range, and finds in them what we serve tile by tile.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { writeBasemap } from './basemap.mjs';
import { startServer } from './support.mjs';

const require = createRequire(new URL('../../static/package.json', import.meta.url));
const { FetchSource, PMTiles } = require('pmtiles');

let server;
before(async () => (server = await startServer(undefined, writeBasemap)));
after(() => server?.stop());

test('the reference reader reads the archive by range as we do', async () => {
  const archive = new PMTiles(new FetchSource(`${server.address}/tiles/world.pmtiles`));
  const header = await archive.getHeader();
  assert.deepEqual([header.minZoom, header.maxZoom, header.tileType], [0, 0, 1]);
  const tile = await archive.getZxy(0, 0, 0);
  const served = await fetch(`${server.address}/tiles/world/0/0/0`, { headers: { 'accept-encoding': 'identity' } });
  assert.deepEqual(Buffer.from(tile.data), Buffer.from(await served.arrayBuffer()));
});

test('the TileJSON leads to a tile that may be kept for ever', async () => {
  const { tiles, vector_layers } = await (await fetch(`${server.address}/tiles/world.json`)).json();
  assert.equal(vector_layers[0].id, 'earth');
  const answer = await fetch(tiles[0].replace('{z}/{x}/{y}', '0/0/0'));
  assert.match(answer.headers.get('cache-control'), /immutable/);
  assert.ok((await answer.arrayBuffer()).byteLength > 20);
});

test('every font and picture that the styles name is there', async () => {
  for (const theme of ['light', 'dark']) {
    const style = await (await fetch(`${server.address}/tiles/styles/${theme}.json?lang=cs`)).json();
    const fonts = Object.values(style['font-faces']).flat().map((face) => face.url);
    const sprites = ['.json', '.png', '@2x.json', '@2x.png'].map((ending) => style.sprite + ending);
    for (const url of [...fonts, ...sprites]) {
      const answer = await fetch(url);
      assert.equal(answer.status, 200, url);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', url);
      assert.ok((await answer.arrayBuffer()).byteLength > 100, url);
    }
    const sheet = await (await fetch(`${style.sprite}.json`)).json();
    const shapes = ['store', 'counter', 'locker', 'box'].flatMap((shape) => [shape, `${shape}-closed`]);
    assert.deepEqual(Object.keys(sheet).sort(), shapes.sort());
  }
});
