// Coordinates as people paste them: latitude first, as maps show them. The API has lon first; see `Point`.

export interface Point {
  /** Degrees east, WGS 84. */
  lon: number;
  /** Degrees north, WGS 84. */
  lat: number;
}

const NUMBER = String.raw`[-+]?\d{1,3}(?:[.,]\d+)?`;
const PLAIN = new RegExp(String.raw`^(${NUMBER})°?\s*([NS])?\s*(?:[;,]\s*|\s+)(${NUMBER})°?\s*([EWVZ])?$`, 'i');
const DMS = /^(\d{1,2})°\s*(\d{1,2})['′]\s*(?:([\d.,]+)["″])?\s*([NS])[,;\s]*(\d{1,3})°\s*(\d{1,2})['′]\s*(?:([\d.,]+)["″])?\s*([EWVZ])$/i;

/** Reads `50,0614 19,9366`, `50.0614, 19.9366`, `50°03′41″N 19°56′12″E`; `undefined` for anything else. */
export function parseCoordinates(text: string): Point | undefined {
  const typed = text.trim();
  return plain(typed) ?? degreesMinutesSeconds(typed);
}

function plain(text: string): Point | undefined {
  const match = PLAIN.exec(text);
  if (!match?.[1] || !match[3]) return undefined;
  // A bare pair of whole numbers is more likely a house number or a postcode.
  if (!/[.,°]\d|°/.test(match[1] + match[3])) return undefined;
  return valid(decimal(match[1]) * side(match[2]), decimal(match[3]) * side(match[4]));
}

function degreesMinutesSeconds(text: string): Point | undefined {
  const match = DMS.exec(text);
  if (!match) return undefined;
  const [, latD, latM, latS, north, lonD, lonM, lonS, east] = match;
  return valid(angle(latD, latM, latS) * side(north), angle(lonD, lonM, lonS) * side(east));
}

function angle(degrees = '0', minutes = '0', seconds = '0'): number {
  return Number(degrees) + Number(minutes) / 60 + decimal(seconds) / 3600;
}

function decimal(text: string): number {
  return Number(text.replace(',', '.'));
}

/** South and west are negative; `Z` is west in Polish and Czech, `V` is east in Czech. */
function side(letter: string | undefined): 1 | -1 {
  return letter && 'SWZ'.includes(letter.toUpperCase()) ? -1 : 1;
}

function valid(lat: number, lon: number): Point | undefined {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : undefined;
}
