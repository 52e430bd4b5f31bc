// Makes the list of towns for the search box from the GeoNames file: src/places/places.json.
// One row for each place: [name, country, region, lat, lon, population, "other|folded|names"], largest first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fold } from '../src/places/fold.js';

const SOURCE = new URL('../../data/base/places_pl_cz_geonames.csv', import.meta.url);
const TARGET = new URL('../src/places/places.json', import.meta.url);

// Below this a place is a hamlet or a part of a village; the box would drown in homonyms.
const POPULATION_MIN = 500;
// Other names (Teschen for Cieszyn) only where somebody abroad would use one.
const OTHER_NAMES_FROM_POPULATION = 8_000;
const OTHER_NAMES_MAX = 12;
const LOCAL_NAMES = { Warsaw: 'Warszawa', Prague: 'Praha', Pilsen: 'Plzeň', 'Bielsko-Biala': 'Bielsko-Biała' };
const REGIONS = {
  PL: { 72: '02', 73: '04', 75: '06', 76: '08', 74: '10', 77: '12', 78: '14', 79: '16', 80: '18', 81: '20', 82: '22', 83: '24', 84: '26', 85: '28', 86: '30', 87: '32' },
  CZ: { 52: '10', 88: '20', 79: '31', 87: '32', 81: '41', 89: '42', 83: '51', 82: '52', 86: '53', 80: '63', 78: '64', 84: '71', 90: '72', 85: '80' },
};
// © OpenStreetMap contributors: the towns of the demo beyond the GeoNames file.
const GERMAN = [
  ['Neubrandenburg', 'DE', 'MV', 53.55745, 13.26028, 63000, ''],
  ['Burg Stargard', 'DE', 'MV', 53.49563, 13.30967, 5500, ''],
];

function otherNames(name, alternates, population) {
  if (population < OTHER_NAMES_FROM_POPULATION) return '';
  const own = fold(name);
  const latin = alternates.split('|').filter((each) => /^[\p{Script=Latin}\d .'-]+$/u.test(each));
  return [...new Set(latin.map(fold))].filter((each) => each.length > 3 && each !== own).slice(0, OTHER_NAMES_MAX).join('|');
}

function row(line) {
  const [, listed, lat, lon, country, admin1, population, ...alternates] = line.split(',');
  const name = LOCAL_NAMES[listed] ?? listed;
  const others = otherNames(name, [listed, ...alternates].join('|'), Number(population));
  return [name, country, REGIONS[country][admin1] ?? '', Number(lat), Number(lon), Number(population), others];
}

const lines = readFileSync(SOURCE, 'utf8').trim().split('\n').slice(1);
const rows = [...lines.map(row), ...GERMAN].filter((each) => each[5] >= POPULATION_MIN).sort((a, b) => b[5] - a[5]);
mkdirSync(new URL('.', TARGET), { recursive: true });
writeFileSync(TARGET, JSON.stringify(rows));
console.log(`src/places/places.json: ${rows.length} places`);
