//! A text that is a point and not a name: `49.75, 18.63`, `49°45'N 18°38'E`, `geo:49.75,18.63`, `QJ2J+GR Cieszyn`.

use crate::geo::coordinates::{looks_swapped, parse_marked_pair};
use crate::geo::{BoundingBox, CoordinateError, LonLat};
use crate::service::find_place::plus_code_point;

/// West, south, east and north of the countries we know: points that only lie there when turned round were swapped.
const MARKET: (f64, f64, f64, f64) = (5.0, 45.0, 30.0, 60.0);

/// A point that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypedPoint {
    pub point: LonLat,
    /// Longitude was written first, which shows by where the point would lie otherwise.
    pub was_swapped: bool,
}

/// The point of a text, latitude first; `None` when the text is neither a pair of coordinates nor a plus code. Errors name the one that
/// is out of range.
pub fn typed_point(text: &str) -> Option<Result<TypedPoint, CoordinateError>> {
    if let Some(point) = plus_code_point(text) {
        return Some(Ok(TypedPoint { point, was_swapped: false }));
    }
    let (lon, lat) = parse_marked_pair(text)?;
    let (west, south, east, north) = MARKET;
    let market = BoundingBox::new(west, south, east, north).expect("a valid box");
    let was_swapped = looks_swapped(lon, lat, &market);
    let point = if was_swapped { LonLat::new(lat, lon) } else { LonLat::new(lon, lat) };
    Some(point.map(|point| TypedPoint { point, was_swapped }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_in_every_common_writing() {
        for text in [
            "49.75, 18.63",
            "49,75 18,63",
            "N49.75 E18.63",
            "49.75N 18.63E",
            "geo:49.75,18.63",
            "POINT(18.63 49.75)",
            "18.63, 49.75",
            "49°45'0\"N 18°37'48\"E",
        ] {
            let typed = typed_point(text).unwrap_or_else(|| panic!("{text} is a point")).expect(text);
            let (lon, lat) = (typed.point.lon(), typed.point.lat());
            assert!((lon - 18.63).abs() < 1e-6 && (lat - 49.75).abs() < 1e-6, "{text}: {lon} {lat}");
        }
        for text in ["43-400", "737 01", "12345", "Długa 12, 34", "12/34", ""] {
            assert!(typed_point(text).is_none(), "{text}");
        }
    }
}
