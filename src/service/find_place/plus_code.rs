//! Plus codes (Open Location Code): `8FXWQJ2J+GR`, and `QJ2J+GR Cieszyn`, short because a town stands by it.
//!
//! Each pair of letters halves the field twenty times in both directions, from 20 degrees on; letters after the
//! fifth pair divide it by five rows and four columns. Specification and test cases: github.com/google/open-location-code.

use crate::geo::LonLat;

/// Without vowels and without what looks like something else.
const ALPHABET: &[u8; 20] = b"23456789CFGHJMPQRVWX";
/// Letters before the sign.
const BEFORE_SIGN: usize = 8;
/// Letters in pairs; those after them stand alone.
const PAIRED: usize = 10;
/// Later letters say less than a hair's breadth and are passed over.
const LETTERS_MAX: usize = 15;
/// Degrees of the first pair.
const FIRST: f64 = 20.0;

/// A code as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlusCode {
    /// Upper case, without sign and padding.
    letters: Vec<u8>,
    /// Letters that a short code leaves out: 0 for a whole one.
    missing: usize,
}

/// The first code of a text, and the text without it: the town that a short code needs.
pub(super) fn within(text: &str) -> Option<(PlusCode, String)> {
    let words: Vec<&str> = text.split([' ', ',', '\t']).filter(|word| !word.is_empty()).collect();
    // Nobody shortens a code down to its sign, and telephone numbers begin with one.
    let code_in = |word: &&str| if word.starts_with('+') { None } else { PlusCode::parse(word) };
    let (at, code) = words.iter().enumerate().find_map(|(at, word)| Some((at, code_in(word)?)))?;
    let rest = words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| *word);
    Some((code, rest.collect::<Vec<_>>().join(" ")))
}

impl PlusCode {
    fn parse(word: &str) -> Option<Self> {
        let word = word.to_ascii_uppercase();
        let (before, after) = word.split_once('+')?;
        let plain = before.trim_end_matches('0');
        let is_padded = plain.len() < before.len();
        let letters: Vec<u8> = plain.bytes().chain(after.bytes()).take(LETTERS_MAX).collect();
        let fits = before.len() <= BEFORE_SIGN && before.len().is_multiple_of(2) && plain.len().is_multiple_of(2);
        let is_whole = before.len() == BEFORE_SIGN;
        // One letter behind the sign would be half a pair, and padding stands only in front of the sign of a whole code.
        let is_valid =
            fits && after.len() != 1 && !letters.is_empty() && (!is_padded || (is_whole && after.is_empty()));
        let known = letters.iter().all(|letter| ALPHABET.contains(letter));
        (is_valid && known).then(|| Self { letters, missing: BEFORE_SIGN - before.len() })
    }

    pub(super) fn is_short(&self) -> bool {
        self.missing > 0
    }

    /// The middle of the field; `None` for a short code and for letters that lead off the earth.
    pub(super) fn point(&self) -> Option<LonLat> {
        if self.is_short() {
            return None;
        }
        let (south, west, height, width) = field(&self.letters);
        LonLat::new(west + width / 2.0, (south + height / 2.0).min(90.0)).ok()
    }

    /// The place nearest to `town` that has this short code.
    pub(super) fn near(&self, town: LonLat) -> Option<LonLat> {
        let mut letters = encode(town)[..self.missing].to_vec();
        letters.extend(&self.letters);
        let (south, west, height, width) = field(&letters);
        // The field that the missing letters name; the one beside it may be nearer.
        let step = FIRST / 20_f64.powi(self.missing as i32 / 2 - 1);
        let (mut lat, mut lon) = (south + height / 2.0, west + width / 2.0);
        if lat - town.lat() > step / 2.0 && lat - step >= -90.0 {
            lat -= step;
        } else if town.lat() - lat > step / 2.0 && lat + step <= 90.0 {
            lat += step;
        }
        if lon - town.lon() > step / 2.0 {
            lon -= step;
        } else if town.lon() - lon > step / 2.0 {
            lon += step;
        }
        LonLat::new((lon + 540.0).rem_euclid(360.0) - 180.0, lat).ok()
    }
}

/// South, west, height and width of the field in degrees.
fn field(letters: &[u8]) -> (f64, f64, f64, f64) {
    let value = |letter: u8| ALPHABET.iter().position(|each| *each == letter).unwrap_or(0) as f64;
    let (mut south, mut west, mut height, mut width) = (-90.0, -180.0, FIRST * 20.0, FIRST * 20.0);
    for pair in letters[..letters.len().min(PAIRED)].chunks_exact(2) {
        (height, width) = (height / 20.0, width / 20.0);
        south += value(pair[0]) * height;
        west += value(pair[1]) * width;
    }
    for letter in letters.iter().skip(PAIRED) {
        (height, width) = (height / 5.0, width / 4.0);
        south += (value(*letter) / 4.0).floor() * height;
        west += value(*letter) % 4.0 * width;
    }
    (south, west, height, width)
}

/// The pairs before the sign.
fn encode(point: LonLat) -> [u8; BEFORE_SIGN] {
    let (mut lat, mut lon) = ((point.lat() + 90.0).min(180.0 - 1e-9), (point.lon() + 180.0).rem_euclid(360.0));
    let mut letters = [ALPHABET[0]; BEFORE_SIGN];
    let mut size = FIRST;
    for pair in letters.chunks_exact_mut(2) {
        for (letter, rest) in pair.iter_mut().zip([&mut lat, &mut lon]) {
            let digit = (*rest / size).floor().min(19.0);
            *letter = ALPHABET[digit as usize];
            *rest -= digit * size;
        }
        size /= 20.0;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> PlusCode {
        PlusCode::parse(text).unwrap_or_else(|| panic!("{text} is a code"))
    }

    /// Cases of the specification: code, and the south-west and north-east corners as latitude, longitude.
    #[test]
    fn a_whole_code_is_the_middle_of_its_field() {
        for (text, [south, west, north, east]) in [
            ("7FG49Q00+", [20.35, 2.75, 20.4, 2.8]),
            ("7FG49QCJ+2V", [20.37, 2.782125, 20.370125, 2.78225]),
            ("7FG49QCJ+2VX", [20.3701, 2.78221875, 20.370125, 2.78225]),
            ("7FG49QCJ+2VXGJ", [20.370113, 2.782234375, 20.370114, 2.78223632813]),
            ("8fvc2222+22", [47.0, 8.0, 47.000125, 8.000125]),
            ("4VCPPQGP+Q9", [-41.273125, 174.785875, -41.273, 174.786]),
            ("62G20000+", [0.0, -180.0, 1.0, -179.0]),
            ("22220000+", [-90.0, -180.0, -89.0, -179.0]),
            ("6VGX0000+", [0.0, 179.0, 1.0, 180.0]),
            ("CFX3X2X2+X2", [89.999875, 1.0, 90.0, 1.000125]),
            ("84000000+", [30.0, -140.0, 50.0, -120.0]),
            ("849VGJQF+VX7QR3J7QR3J", [37.53966912, -122.3750698242, 37.53966916, -122.3750697021]),
        ] {
            let point = code(text).point().unwrap();
            let (lat, lon) = ((south + north) / 2.0, (west + east) / 2.0);
            assert!((point.lat() - lat).abs() < 1e-8 && (point.lon() - lon).abs() < 1e-8, "{text}: {point:?}");
        }
    }

    /// Cases of the specification: the whole code, a point near it, the short code.
    #[test]
    fn a_short_code_is_the_nearest_place_that_has_it() {
        for (whole, lat, lon, short) in [
            ("9C3W9QCJ+2VX", 51.3701125, -1.217765625, "+2VX"),
            ("9C3W9QCJ+2VX", 51.3708675, -1.217765625, "CJ+2VX"),
            ("9C3W9QCJ+2VX", 51.3701125, -1.217010625, "CJ+2VX"),
            ("9C3W9QCJ+2VX", 51.3852125, -1.217765625, "9QCJ+2VX"),
            ("9C3W9QCJ+2VX", 51.3701125, -1.202665625, "9QCJ+2VX"),
            ("8FJFW222+", 42.899, 9.012, "22+"),
            ("796RXG22+", 14.95125, -23.5001, "22+"),
            ("8FRCXGRF+PM", 47.00, 8.55, "XGRF+PM"),
            ("CFX22222+22", 89.6, 0.0, "2222+22"),
            ("2CXXXXXX+XX", -81.0, 0.0, "XXXXXX+XX"),
        ] {
            let near = code(short).near(LonLat::new(lon, lat).unwrap()).unwrap();
            let expected = code(whole).point().unwrap();
            let far = (near.lat() - expected.lat()).abs().max((near.lon() - expected.lon()).abs());
            assert!(far < 1e-8, "{short}: {near:?} and not {expected:?}");
        }
    }

    #[test]
    fn a_code_is_found_beside_its_town() {
        let (found, rest) = within("Cieszyn, 9JHX+VC").unwrap();
        assert!(found.is_short());
        assert_eq!(rest, "Cieszyn");
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[ ,+02-9CFGHJMPQRVWXcł]{0,24}", lon in -180.0..180.0_f64, lat in -90.0..90.0_f64) {
            if let Some((code, _)) = within(&text) {
                let point = if code.is_short() { code.near(LonLat::new(lon, lat).unwrap()) } else { code.point() };
                proptest::prop_assert!(point.is_none_or(|point| point.lat().abs() <= 90.0));
            }
        }
    }

    #[test]
    fn what_is_no_code_is_left_alone() {
        for text in
            ["", "+", "C++", "A+B", "+48 601 234 567", "9JHX+V", "9F3W9J00+22", "9F3W9JHX2+2", "1234+56", "Ł+22"]
        {
            assert!(within(text).is_none(), "{text}");
        }
    }
}
