//! Coordinates in the writings that people and programs use, read as decimal degrees.
//!
//! Decimal point or comma, a sign or a letter of the compass (also Polish, Czech and German), degrees with
//! minutes and seconds, and two coordinates in one cell: latitude first unless letters, `POINT(lon lat)`
//! or `geo:` say otherwise. Ranges are not checked here: `LonLat::new` does, and names what is wrong.

use super::{BoundingBox, LonLat};

/// Longer texts are not coordinates.
const CHARS_MAX: usize = 80;

/// The axis that a letter of the compass tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Lat,
    Lon,
}

/// One coordinate in degrees; `None` when the text is not one. A letter of the other axis is not one either.
pub fn parse_latitude(text: &str) -> Option<f64> {
    parse_on(text, Axis::Lat)
}

/// See `parse_latitude`.
pub fn parse_longitude(text: &str) -> Option<f64> {
    parse_on(text, Axis::Lon)
}

fn parse_on(text: &str, axis: Axis) -> Option<f64> {
    let (degrees, told) = parse_one(text)?;
    (told.is_none() || told == Some(axis)).then_some(degrees)
}

/// Longitude and latitude out of one cell; `None` when it does not hold exactly two coordinates.
pub fn parse_pair(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    if text.chars().count() > CHARS_MAX {
        return None;
    }
    if let Some(inside) = strip_ends(text, "point", '(', ')') {
        let (lon, lat) = inside.trim().split_once(char::is_whitespace)?;
        return Some((parse_longitude(lon)?, parse_latitude(lat)?));
    }
    let text = text.strip_prefix("geo:").map_or(text, |uri| uri.split([';', '?']).next().unwrap_or(uri));
    let (first, second) = split_pair(text)?;
    match (parse_one(first)?, parse_one(second)?) {
        ((lon, Some(Axis::Lon)), (lat, Some(Axis::Lat) | None)) => Some((lon, lat)),
        ((lon, None), (lat, Some(Axis::Lat))) => Some((lon, lat)),
        ((lat, Some(Axis::Lat) | None), (lon, Some(Axis::Lon) | None)) => Some((lon, lat)),
        _ => None,
    }
}

/// The same in a text where something else may stand: whole numbers without a mark are a postcode (`737 01`), or a house
/// and its flat (`12/34`).
pub fn parse_marked_pair(text: &str) -> Option<(f64, f64)> {
    let is_digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let has_fraction =
        text.match_indices(['.', ',']).any(|(at, _)| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)));
    let is_marked = has_fraction || text.contains(['°', '\'', '′']) || text.contains(char::is_alphabetic);
    parse_pair(text).filter(|_| is_marked)
}

fn strip_ends<'a>(text: &'a str, word: &str, open: char, close: char) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = head.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start())?;
    rest.strip_prefix(open)?.strip_suffix(close)
}

/// Where one coordinate ends and the other begins: at `;` or `/`, after a letter of the compass, at the one
/// comma (or the middle one of three: `52,22, 21,01`), else at the only run of blanks.
fn split_pair(text: &str) -> Option<(&str, &str)> {
    let brackets: &[char] = &['(', ')', '[', ']', '{', '}'];
    let text = text.trim().trim_matches(brackets);
    if let Some(halves) = text.split_once([';', '/', '|']) {
        return Some(halves);
    }
    let commas: Vec<usize> = text.match_indices(',').map(|(index, _)| index).collect();
    match commas.as_slice() {
        // `52,25` alone is one number with a decimal comma.
        [_] if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') => return None,
        [only] => return Some((&text[..*only], &text[*only + 1..])),
        [_, middle, _] => return Some((&text[..*middle], &text[*middle + 1..])),
        _ => {}
    }
    if let Some(end) = end_of_first_letter(text) {
        return Some((&text[..end], text[end..].trim_start_matches([',', ' '])));
    }
    text.split_once(char::is_whitespace).filter(|(_, second)| !second.trim().contains(char::is_whitespace))
}

/// After the compass letter behind the first coordinate, or before the letter that heads the second.
fn end_of_first_letter(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().filter(|(_, character)| character.is_alphabetic());
    let (first, letter) = letters.next()?;
    if first == 0 {
        return letters
            .find(|(index, _)| text[..*index].contains(|c: char| c.is_ascii_digit()))
            .map(|(index, _)| index);
    }
    let end = first + letter.len_utf8();
    (end < text.len()).then_some(end)
}

/// One coordinate and the axis its letter tells, if it has one.
fn parse_one(text: &str) -> Option<(f64, Option<Axis>)> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > CHARS_MAX {
        return None;
    }
    let (text, letter) = take_letter(text);
    let (axis, south_or_west) = letter.map_or(Some((None, false)), compass)?;
    let (negative, text) = take_sign(text);
    let degrees = parse_parts(text)?;
    if negative && axis.is_some() {
        return None;
    }
    Some((if negative || south_or_west { -degrees } else { degrees }, axis))
}

/// What a compass letter says: the axis, and whether it turns the sign.
type Heading = (Option<Axis>, bool);

/// Splits the word in front of or behind the numbers off: `N`, `E`, `szer.`.
fn take_letter(text: &str) -> (&str, Option<&str>) {
    let is_letter = |character: char| character.is_alphabetic() || character == '.';
    let behind = text.trim_end_matches(is_letter);
    if behind.len() < text.len() && text[behind.len()..].contains(char::is_alphabetic) {
        return (behind.trim_end(), Some(text[behind.len()..].trim_matches('.')));
    }
    let ahead = text.trim_start_matches(char::is_alphabetic);
    if ahead.len() < text.len() {
        return (ahead.trim_start_matches([':', '=', '.', ' ']), Some(&text[..text.len() - ahead.len()]));
    }
    (text, None)
}

/// English, Polish (`Pn`, `Pd`, `Wsch`, `Zach`), Czech (`s.š.`, `v.d.`) and German (`O`) letters. A lone `W` is west.
fn compass(word: &str) -> Option<Heading> {
    let folded = deunicode::deunicode(word).to_lowercase().replace([' ', '.'], "");
    Some(match folded.as_str() {
        "n" | "pn" | "ss" | "lat" | "nord" => (Some(Axis::Lat), false),
        "s" | "pd" | "js" | "sud" => (Some(Axis::Lat), true),
        "e" | "o" | "wsch" | "vd" | "lon" | "lng" | "ost" => (Some(Axis::Lon), false),
        "w" | "zach" | "zd" | "west" => (Some(Axis::Lon), true),
        _ => return None,
    })
}

fn take_sign(text: &str) -> (bool, &str) {
    match text.chars().next() {
        Some(sign @ ('-' | '\u{2212}' | '\u{2013}')) => (true, text[sign.len_utf8()..].trim_start()),
        Some('+') => (false, text[1..].trim_start()),
        _ => (false, text),
    }
}

/// Degrees, or degrees with minutes, or with minutes and seconds; only the last may have a fraction.
fn parse_parts(text: &str) -> Option<f64> {
    let marks = ['°', 'º', '˚', '\'', '′', '’', '´', '"', '″', '”', ':', ' ', '\u{a0}', '*'];
    let parts: Vec<String> =
        text.split(marks).filter(|part| !part.is_empty()).map(|part| part.replace(',', ".")).collect();
    if parts.is_empty() || parts.len() > 3 {
        return None;
    }
    let mut degrees = 0.0;
    for (index, part) in parts.iter().enumerate() {
        let is_last = index + 1 == parts.len();
        let shape = part.bytes().all(|byte| byte.is_ascii_digit() || (is_last && byte == b'.'));
        let number: f64 = shape.then(|| part.parse().ok())??;
        if index > 0 && number >= 60.0 {
            return None;
        }
        degrees += number / [1.0, 60.0, 3600.0][index];
    }
    Some(degrees)
}

/// True when a point lies outside the box where it is expected but its mirror image lies inside.
pub fn looks_swapped(lon: f64, lat: f64, expected: &BoundingBox) -> bool {
    let inside = |lon, lat| LonLat::new(lon, lat).is_ok_and(|point| expected.contains(point));
    !inside(lon, lat) && inside(lat, lon)
}

/// True for numbers that are metres of a national grid (PUWG 1992, S-JTSK, UTM), not degrees.
pub fn looks_like_grid_metres(value: f64) -> bool {
    value.abs() > 1_000.0 && value.abs() < 10_000_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn single_coordinates_are_read_in_every_writing() {
        let degrees = 52.0 + 13.0 / 60.0 + 47.0 / 3600.0;
        for (text, expected) in [
            ("52.2297", Some(52.2297)),
            (" 52,2297 ", Some(52.2297)),
            ("+52.2297", Some(52.2297)),
            ("-33.9", Some(-33.9)),
            ("\u{2212}33,9", Some(-33.9)),
            ("52.2297° N", Some(52.2297)),
            ("N 52.2297", Some(52.2297)),
            ("N52,2297", Some(52.2297)),
            ("33.9 S", Some(-33.9)),
            ("52°13'47\"N", Some(degrees)),
            ("52° 13′ 47″ N", Some(degrees)),
            ("52 13 47", Some(degrees)),
            ("52:13:47", Some(degrees)),
            ("52°13,5'", Some(52.225)),
            ("52° 13' 47'' s. š.", None),
            ("52", Some(52.0)),
            ("910", Some(910.0)),
            ("21.0E", None),
            ("-52 S", None),
            ("52.1.2", None),
            ("52 61", None),
            ("1e5", None),
            ("NaN", None),
            ("inf", None),
            ("Warszawa", None),
            ("", None),
        ] {
            let read = parse_latitude(text);
            let same = match (read, expected) {
                (Some(a), Some(b)) => close(a, b),
                (a, b) => a == b,
            };
            assert!(same, "{text:?}: {read:?}, expected {expected:?}");
        }
    }

    #[test]
    fn two_coordinates_in_one_cell_are_read_in_every_writing() {
        for text in [
            "52.25, 21.5",
            "52.25 21.5",
            "52,25; 21,5",
            "52,25, 21,5",
            "52,25 / 21,5",
            "(52.25, 21.5)",
            "52.25N, 21.5E",
            "N52.25 E21.5",
            "E21.5 N52.25",
            "21.5 E, 52.25 N",
            "52°15'N 21°30'E",
            "52°15'0\"N, 21°30'0\"E",
            "POINT(21.5 52.25)",
            "Point (21.5 52.25)",
            "geo:52.25,21.5?z=17",
            "lat=52.25 lon=21.5",
            "lat: 52.25, lng: 21.5",
        ] {
            let (lon, lat) = parse_pair(text).unwrap_or_else(|| panic!("{text} is a pair"));
            assert!(close(lon, 21.5) && close(lat, 52.25), "{text}: {lon} {lat}");
        }
        for text in ["52.25", "52,25", "52N 21N", "a, b", "", "52 13 47", "1, 2, 3, 4"] {
            assert_eq!(parse_pair(text), None, "{text:?}");
        }
    }

    #[test]
    fn whole_numbers_alone_are_no_point_where_an_address_may_stand() {
        for text in ["737 01", "100 00", "12/34", "12 34", "52, 21", "14/16", "43 400"] {
            assert_eq!(parse_marked_pair(text), None, "{text}");
        }
        for text in ["52.25, 21", "52,25 21,5", "52°N 21°E", "52N 21E", "POINT(21 52)", "geo:52.0,21"] {
            assert!(parse_marked_pair(text).is_some(), "{text}");
        }
    }

    #[test]
    fn a_swapped_point_is_noticed_only_when_its_mirror_image_fits() {
        let poland = BoundingBox::new(14.0, 49.0, 24.2, 54.9).expect("valid box");
        assert!(looks_swapped(52.23, 21.01, &poland));
        assert!(!looks_swapped(21.01, 52.23, &poland));
        assert!(!looks_swapped(2.35, 48.86, &poland));
    }

    #[test]
    fn grid_metres_are_not_degrees() {
        assert!(looks_like_grid_metres(637_214.5));
        assert!(!looks_like_grid_metres(152.3));
    }
}
