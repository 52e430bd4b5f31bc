// The region of the demo town for browser tests, built once by the binary under test: map, addresses, roads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const binary = process.env.BLISKO_BIN ?? join(target, 'debug/blisko');

/** Puts the region into a data folder; it is kept for as long as the binary is the same. */
export function buildTown(folder) {
  const kept = join(target, 'tmp/e2e-town', String(statSync(binary).mtimeMs));
  if (!existsSync(kept)) {
    const made = `${kept}.${process.pid}`;
    const source = join(root, 'data/demo/neubrandenburg.osm.pbf');
    const built = spawnSync(binary, ['region', 'build', source, '--name', 'neubrandenburg', '--data-dir', made], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    renameSync(made, kept);
  }
  mkdirSync(join(folder, 'regions'), { recursive: true });
  cpSync(join(kept, 'regions/neubrandenburg'), join(folder, 'regions/neubrandenburg'), { recursive: true });
}
