// Names of regions in their own language: they tell homonyms apart in every interface language.

const NAMES: Record<string, Record<string, string>> = {
  PL: {
    '02': 'dolnośląskie', '04': 'kujawsko-pomorskie', '06': 'lubelskie', '08': 'lubuskie', '10': 'łódzkie',
    '12': 'małopolskie', '14': 'mazowieckie', '16': 'opolskie', '18': 'podkarpackie', '20': 'podlaskie',
    '22': 'pomorskie', '24': 'śląskie', '26': 'świętokrzyskie', '28': 'warmińsko-mazurskie', '30': 'wielkopolskie',
    '32': 'zachodniopomorskie',
  },
  CZ: {
    '10': 'Praha', '20': 'Středočeský kraj', '31': 'Jihočeský kraj', '32': 'Plzeňský kraj', '41': 'Karlovarský kraj',
    '42': 'Ústecký kraj', '51': 'Liberecký kraj', '52': 'Královéhradecký kraj', '53': 'Pardubický kraj',
    '63': 'Vysočina', '64': 'Jihomoravský kraj', '71': 'Olomoucký kraj', '72': 'Zlínský kraj',
    '80': 'Moravskoslezský kraj',
  },
  DE: { MV: 'Mecklenburg-Vorpommern' },
};

export function regionName(country: string, region: string): string {
  return NAMES[country]?.[region] ?? '';
}
