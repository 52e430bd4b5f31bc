//! Where a row says the outlet is: one or two cells, with a reason when it cannot be there.

use super::countries::Country;
use crate::geo::LonLat;
use crate::geo::coordinates::{looks_like_grid_metres, looks_swapped, parse_latitude, parse_longitude, parse_pair};

/// The cells that tell a place. What is not mapped is `None`; what is empty is an empty text.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceCells<'a> {
    pub lon: Option<&'a str>,
    pub lat: Option<&'a str>,
    pub point: Option<&'a str>,
}

/// Why there is no point; which cell is at fault is part of the answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    #[error("give longitude and latitude in degrees, like 21.0122 and 52.2297")]
    Missing,
    #[error("\"{0}\" is not a longitude: write degrees like 21.0122, 21,0122 or 21°0'44\"E")]
    Longitude(String),
    #[error("\"{0}\" is not a latitude: write degrees like 52.2297, 52,2297 or 52°13'47\"N")]
    Latitude(String),
    #[error("\"{0}\" is not a pair of coordinates: write latitude, longitude like 52.2297, 21.0122")]
    Pair(String),
    #[error("these are metres of a national grid: convert them to degrees (WGS 84)")]
    GridMetres,
    #[error("the coordinates look swapped: with longitude {lat} and latitude {lon} the outlet is in {country}")]
    Swapped { lon: String, lat: String, country: &'static str },
    #[error("{0}")]
    OutOfRange(String),
}

impl PlaceError {
    pub const fn code(&self) -> &'static str {
        match self {
            PlaceError::Missing => "required",
            PlaceError::Longitude(_) | PlaceError::Latitude(_) | PlaceError::Pair(_) => "format",
            PlaceError::GridMetres => "grid_metres",
            PlaceError::Swapped { .. } => "looks_swapped",
            PlaceError::OutOfRange(_) => "out_of_range",
        }
    }
}

/// The point, or why there is none. All cells empty is `Missing`.
pub fn read_place(cells: PlaceCells, country: Option<&'static Country>) -> Result<LonLat, PlaceError> {
    let (lon, lat) = read_degrees(cells)?;
    if looks_like_grid_metres(lon) && looks_like_grid_metres(lat) {
        return Err(PlaceError::GridMetres);
    }
    if let Some(country) = country.filter(|country| looks_swapped(lon, lat, &country.extent())) {
        return Err(PlaceError::Swapped { lon: lon.to_string(), lat: lat.to_string(), country: country.code });
    }
    LonLat::new(lon, lat).map_err(|error| PlaceError::OutOfRange(error.to_string()))
}

fn read_degrees(cells: PlaceCells) -> Result<(f64, f64), PlaceError> {
    let filled = |cell: Option<&'_ str>| cell.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if let Some(point) = filled(cells.point) {
        return parse_pair(&point).ok_or(PlaceError::Pair(shown(&point)));
    }
    let (Some(lon), Some(lat)) = (filled(cells.lon), filled(cells.lat)) else {
        return Err(PlaceError::Missing);
    };
    let lon = parse_longitude(&lon).ok_or_else(|| PlaceError::Longitude(shown(&lon)))?;
    let lat = parse_latitude(&lat).ok_or_else(|| PlaceError::Latitude(shown(&lat)))?;
    Ok((lon, lat))
}

fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lon: &str, lat: &str) -> Result<LonLat, PlaceError> {
        let cells = PlaceCells { lon: Some(lon), lat: Some(lat), point: None };
        read_place(cells, Country::by_code("PL"))
    }

    #[test]
    fn each_way_to_be_nowhere_has_its_reason() {
        for (lon, lat, code) in [
            ("21,0122", "52,2297", None),
            ("52.2297", "21.0122", Some("looks_swapped")),
            ("637214", "487212", Some("grid_metres")),
            ("21.0", "91", Some("out_of_range")),
            ("", "", Some("required")),
            ("21", "", Some("required")),
            ("x", "52", Some("format")),
            ("2.35", "48.86", None),
        ] {
            assert_eq!(read(lon, lat).err().map(|error| error.code()), code, "{lon} {lat}");
        }
    }

    #[test]
    fn one_cell_may_hold_both() {
        let cells = PlaceCells { point: Some("52.2297, 21.0122"), ..PlaceCells::default() };
        assert_eq!(read_place(cells, None), LonLat::new(21.0122, 52.2297).map_err(|_| PlaceError::Missing));
    }
}
