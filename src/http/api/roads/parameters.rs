//! What questions about roads have in common, read strictly; each refusal names its parameter.

use crate::geo::LonLat;
use crate::http::api::geocode::point;
use crate::http::error::Problem;
use crate::service::roads::{Mode, SNAP_RADIUS, SNAP_RADIUS_MAX};
use crate::units::Meters;

/// `car`, `foot` or `bike`; by car when absent.
pub fn mode(given: Option<&str>) -> Result<Mode, Problem> {
    mode_of("mode", given.unwrap_or(Mode::Car.name()))
}

fn mode_of(name: &str, text: &str) -> Result<Mode, Problem> {
    Mode::from_name(text).ok_or_else(|| Problem::parameter(name, "unknown_value", "give car, foot or bike"))
}

/// Several with commas between them, each once; by car when absent.
pub fn modes(given: Option<&str>) -> Result<Vec<Mode>, Problem> {
    let mut modes = Vec::new();
    for text in given.unwrap_or(Mode::Car.name()).split(',') {
        let mode = mode_of("modes", text.trim())?;
        if !modes.contains(&mode) {
            modes.push(mode);
        }
    }
    Ok(modes)
}

/// How far from a road a point may be.
pub fn snap_radius(given: Option<f64>) -> Result<Meters, Problem> {
    let radius = given.unwrap_or(SNAP_RADIUS.0);
    if (1.0..=SNAP_RADIUS_MAX.0).contains(&radius) {
        return Ok(Meters(radius));
    }
    let message = format!("give 1 to {} metres", SNAP_RADIUS_MAX.0);
    Err(Problem::parameter("snap_radius_m", "out_of_range", message))
}

/// `lon,lat;lon,lat`, between `least` and `most` of them.
pub fn places_of_text(name: &str, text: &str, least: usize, most: usize) -> Result<Vec<LonLat>, Problem> {
    let mut places = Vec::new();
    for pair in text.split(';').take(most + 1) {
        let numbers: Option<Vec<f64>> = pair.split(',').map(|number| number.trim().parse().ok()).collect();
        let Some([lon, lat]) = numbers.as_deref() else {
            let message = "give lon,lat;lon,lat with longitude first: 13.26,53.55;13.28,53.56";
            return Err(Problem::parameter(name, "format", message));
        };
        places.push([*lon, *lat]);
    }
    places_of_body("", &places, least, most).map_err(|problem| {
        let first = problem.errors.into_iter().next();
        let (code, message) = first.map(|error| (error.code, error.message)).unwrap_or_default();
        let code = match code.as_str() {
            "too_many" => "too_many",
            "too_few" => "too_few",
            _ => "out_of_range",
        };
        Problem::parameter(name, code, message)
    })
}

/// Pairs of a body; refusals name the pair by a JSON pointer.
pub fn places_of_body(pointer: &str, pairs: &[[f64; 2]], least: usize, most: usize) -> Result<Vec<LonLat>, Problem> {
    if !(least..=most).contains(&pairs.len()) {
        let code = if pairs.len() > most { "too_many" } else { "too_few" };
        return Err(Problem::field(pointer, code, format!("give {least} to {most} places")));
    }
    let place = |(number, [lon, lat]): (usize, &[f64; 2])| {
        point(*lon, *lat).map_err(|problem| {
            let message = problem.errors.into_iter().next().map(|error| error.message).unwrap_or_default();
            Problem::field(format!("{pointer}/{number}"), "out_of_range", format!("place {number}: {message}"))
        })
    };
    pairs.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_longitude_and_latitude() {
        let places = places_of_text("places", "13.26, 53.55;13.28,53.56", 2, 5).expect("two places");
        assert_eq!((places[0].lon(), places[1].lat()), (13.26, 53.56));
    }

    #[test]
    fn what_is_no_list_of_places_is_refused() {
        for text in
            ["", "13.26", "13.26,53.55", "13.26,53.55;", "a,b;c,d", "1,2,3;4,5", "NaN,1;1,1", "1,1;inf,1", "1,1;1,91"]
        {
            assert!(places_of_text("places", text, 2, 5).is_err(), "{text}");
        }
        assert!(places_of_text("places", &"1,1;".repeat(1_000_000), 2, 5).is_err());
    }

    #[test]
    fn modes_are_told_once_and_known() {
        assert_eq!(modes(Some("foot, car,foot")).expect("two modes"), [Mode::Foot, Mode::Car]);
        assert_eq!(modes(None).expect("the usual"), [Mode::Car]);
        assert!(modes(Some("car,horse")).is_err() && mode(Some("")).is_err());
    }

    #[test]
    fn the_radius_has_bounds() {
        assert_eq!(snap_radius(None).expect("the usual"), SNAP_RADIUS);
        for radius in [0.0, -1.0, 20_001.0, f64::NAN] {
            assert!(snap_radius(Some(radius)).is_err(), "{radius}");
        }
    }
}
