// A basemap for browser tests: one tile of the whole world with a square of land, in a PMTiles archive of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const varint = (value) => {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
};
const message = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
const number = (field, value) => [...varint(field * 8), ...varint(value)];
const text = (string) => [...Buffer.from(string)];

/** The layer `earth` with a square from 1024 to 3072 of 4096. */
function worldTile() {
  const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);
  const moves = [9, zigzag(1024), zigzag(1024), 26, ...[[2048, 0], [0, 2048], [-2048, 0]].flat().map(zigzag), 15];
  const feature = [...message(2, [0, 0]), ...number(3, 3), ...message(4, moves.flatMap(varint))];
  const value = message(4, message(1, text('earth')));
  const layer = [...number(15, 2), ...message(1, text('earth')), ...message(2, feature), ...message(3, text('kind')), ...value, ...number(5, 4096)];
  return Buffer.from(message(3, layer));
}

function archive(tile) {
  const stored = gzipSync(tile);
  const root = gzipSync(Buffer.from([1, 0, 1, ...varint(stored.length), 1]));
  const metadata = gzipSync(JSON.stringify({
    attribution: '<b>© OpenStreetMap</b>', vector_layers: [{ id: 'earth', fields: { kind: 'String' } }],
  }));
  const header = Buffer.alloc(127);
  header.write('PMTiles\u0003', 'latin1');
  const sections = [root, metadata, Buffer.alloc(0), stored];
  let offset = 127;
  sections.forEach((section, index) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * index);
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * index);
    offset += section.length;
  });
  header.set([1, 2, 2, 1, 0, 0], 96);
  [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000].forEach((degrees, index) => header.writeInt32LE(degrees, 102 + 4 * index));
  return Buffer.concat([header, ...sections]);
}

/** Puts the archive where a region's basemap lies in the data folder. */
export function writeBasemap(folder) {
  const region = join(folder, 'regions/world');
  mkdirSync(region, { recursive: true });
  writeFileSync(join(region, 'basemap.pmtiles'), archive(worldTile()));
}
