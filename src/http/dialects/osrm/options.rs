//! A question as clients write it: coordinates in the address or the body, options behind them.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::Lenient;
use super::refusal::Refusal;
use crate::geo::LonLat;
use crate::service::roads::{Mode, OnRoad, RoadSet, SNAP_RADIUS, SNAP_RADIUS_MAX, Snap, decode_polyline};
use crate::units::Meters;

/// What every service is asked.
#[derive(Debug)]
pub struct Asked {
    pub mode: Mode,
    pub coordinates: Vec<LonLat>,
    /// How far from a road each coordinate may be.
    radiuses: Vec<Meters>,
    pub options: Lenient,
}

impl Asked {
    /// `coordinates_max`: more are `TooBig`.
    pub fn new(profile: &str, coordinates: &str, options: Lenient, coordinates_max: usize) -> Result<Self, Refusal> {
        let mode = mode_of(profile)?;
        let coordinates = read_coordinates(coordinates.strip_suffix(".json").unwrap_or(coordinates), coordinates_max)?;
        if options.get("exclude").is_some() {
            return Err(Refusal::value("exclude is not supported"));
        }
        let radiuses = read_radiuses(options.get("radiuses"), coordinates.len())?;
        Ok(Self { mode, coordinates, radiuses, options })
    }

    /// The same from a body: a form, or JSON whose lists may be lists or texts.
    pub fn of_body(profile: &str, headers: &HeaderMap, body: &Bytes, coordinates_max: usize) -> Result<Self, Refusal> {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let text = std::str::from_utf8(body).map_err(|_| Refusal::query("the body is not UTF-8"))?;
        let options = if kind.starts_with("application/json") { of_json(text)? } else { Lenient::of(Some(text)) };
        let coordinates = options.get("coordinates").unwrap_or_default().to_owned();
        Self::new(profile, &coordinates, options, coordinates_max)
    }

    /// Where the coordinates are on the roads; `NoSegment` names the first that is off them.
    pub fn on_road(&self, roads: &RoadSet) -> Result<OnRoad, Refusal> {
        let widest = self.radiuses.iter().fold(Meters(0.0), |widest, radius| Meters(widest.0.max(radius.0)));
        let on_road = roads.put_on_road(self.mode, &self.coordinates, widest);
        let is_off = |(snap, radius): (&Option<Snap>, &Meters)| snap.is_none_or(|snap| snap.distance > *radius);
        match on_road.snaps.iter().zip(&self.radiuses).position(is_off) {
            Some(number) => Err(Refusal::no_segment(number)),
            None => Ok(on_road),
        }
    }

    /// How far from a road that coordinate may be.
    pub fn radius(&self, number: usize) -> Meters {
        self.radiuses[number]
    }

    /// `true` and `false`, nothing else.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, Refusal> {
        match self.options.get(name) {
            None => Ok(default),
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(_) => Err(Refusal::query(format!("{name} must be true or false"))),
        }
    }

    /// Numbers of coordinates: `all`, or numbers with semicolons between them.
    pub fn numbers(&self, name: &str) -> Result<Vec<usize>, Refusal> {
        let count = self.coordinates.len();
        let Some(text) = self.options.get(name).filter(|text| *text != "all") else { return Ok((0..count).collect()) };
        let numbers: Option<Vec<usize>> =
            text.split(';').take(count + 1).map(|number| number.trim().parse().ok()).collect();
        let fits = |numbers: &Vec<usize>| numbers.len() <= count && numbers.iter().all(|number| *number < count);
        numbers
            .filter(fits)
            .ok_or_else(|| Refusal::query(format!("{name} must be numbers of coordinates from 0 to {}", count - 1)))
    }
}

fn mode_of(profile: &str) -> Result<Mode, Refusal> {
    match profile {
        "car" | "driving" | "driving-traffic" | "auto" => Ok(Mode::Car),
        "foot" | "walking" | "pedestrian" => Ok(Mode::Foot),
        "bike" | "bicycle" | "cycling" => Ok(Mode::Bike),
        _ => Err(Refusal::value("the profile must be driving, walking or cycling")),
    }
}

/// `lon,lat;lon,lat`, or `polyline(…)` or `polyline6(…)`.
fn read_coordinates(text: &str, most: usize) -> Result<Vec<LonLat>, Refusal> {
    let of_polyline = |prefix: &str, precision| {
        let encoded = text.strip_prefix(prefix)?.strip_suffix(')')?;
        Some(decode_polyline(encoded, precision, most + 1))
    };
    let wrong = || Refusal::query("coordinates must be lon,lat;lon,lat with numbers in degrees");
    let pair = |pair: &str| {
        let (lon, lat) = pair.split_once(',')?;
        LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?).ok()
    };
    let coordinates = match of_polyline("polyline(", 5).or_else(|| of_polyline("polyline6(", 6)) {
        Some(decoded) => decoded,
        None => text.split(';').take(most + 1).map(pair).collect(),
    };
    let coordinates: Vec<LonLat> = coordinates.ok_or_else(wrong)?;
    match coordinates.len() {
        0 => Err(wrong()),
        count if count > most => Err(Refusal::too_big(format!("there may be {most} coordinates at most"))),
        _ => Ok(coordinates),
    }
}

/// `unlimited` and nothing are the same here: OSRM goes to the other end of the sea, we do not.
fn read_radiuses(text: Option<&str>, count: usize) -> Result<Vec<Meters>, Refusal> {
    let Some(text) = text else { return Ok(vec![SNAP_RADIUS; count]) };
    let radius = |text: &str| match text.trim() {
        "" | "unlimited" => Some(SNAP_RADIUS),
        number => number
            .parse()
            .ok()
            .filter(|radius: &f64| *radius >= 0.0)
            .map(|radius| Meters(radius.min(SNAP_RADIUS_MAX.0))),
    };
    let radiuses: Option<Vec<Meters>> = text.split(';').take(count + 1).map(radius).collect();
    radiuses
        .filter(|radiuses| radiuses.len() == count)
        .ok_or_else(|| Refusal::query("radiuses must be one number of metres or unlimited for each coordinate"))
}

/// An object of options; lists become what they would be in an address.
fn of_json(text: &str) -> Result<Lenient, Refusal> {
    let value: Value = serde_json::from_str(text).map_err(|error| Refusal::query(format!("the body: {error}")))?;
    let Value::Object(object) = value else { return Err(Refusal::query("the body must be an object")) };
    let scalar = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let list = |value: &Value| match value {
        Value::Array(parts) => parts.iter().map(scalar).collect::<Vec<_>>().join(","),
        other => scalar(other),
    };
    let written = |name: &str, value: &Value| match value {
        Value::Array(parts) if name == "annotations" => parts.iter().map(scalar).collect::<Vec<_>>().join(","),
        Value::Array(parts) => parts.iter().map(list).collect::<Vec<_>>().join(";"),
        other => scalar(other),
    };
    Ok(object.iter().map(|(name, value)| (name.clone(), written(name, value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Asked, Refusal>) -> &'static str {
        match result {
            Ok(_) => "Ok",
            Err(Refusal::Code(code, _)) => code,
            Err(Refusal::Problem(_)) => "Problem",
        }
    }

    fn asked(profile: &str, coordinates: &str, options: &str) -> Result<Asked, Refusal> {
        Asked::new(profile, coordinates, Lenient::of(Some(options)), 3)
    }

    #[test]
    fn coordinates_are_read_in_all_their_forms() {
        for text in [
            "13.2,53.5;13.3,53.6",
            "13.2,53.5;13.3,53.6.json",
            "polyline(_p~iF~ps|U_ulLnnqC)",
            "polyline6(_izlhA~rlgdF_{geC~ywl@)",
        ] {
            assert_eq!(asked("driving", text, "").expect("two").coordinates.len(), 2, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_asked_has_its_code() {
        for (profile, coordinates, options, expected) in [
            ("driving", "13,53", "", "Ok"),
            ("driving", "", "", "InvalidQuery"),
            ("driving", "13", "", "InvalidQuery"),
            ("driving", "13,53,1", "", "InvalidQuery"),
            ("driving", "13,91", "", "InvalidQuery"),
            ("driving", "NaN,53", "", "InvalidQuery"),
            ("driving", "polyline(\u{1}", "", "InvalidQuery"),
            ("driving", "polyline(????????)", "", "TooBig"),
            ("driving", "1,1;1,1;1,1;1,1", "", "TooBig"),
            ("truck", "13,53", "", "InvalidValue"),
            ("driving", "13,53", "exclude=toll", "InvalidValue"),
            ("driving", "13,53", "radiuses=1;2", "InvalidQuery"),
            ("driving", "13,53", "radiuses=-1", "InvalidQuery"),
            ("driving", "13,53", "radiuses=unlimited&hints=abc&generate_hints=false", "Ok"),
        ] {
            assert_eq!(code(asked(profile, coordinates, options)), expected, "{profile} {coordinates} {options}");
        }
    }

    #[test]
    fn numbers_are_those_of_coordinates() {
        let numbers = |options: &str| asked("car", "1,1;2,2;3,3", options).expect("three").numbers("sources");
        assert_eq!(numbers("sources=2;0").expect("two"), [2, 0]);
        assert_eq!(numbers("sources=all").expect("all"), [0, 1, 2]);
        for options in ["sources=3", "sources=-1", "sources=a", "sources=0;1;2;0"] {
            assert!(numbers(options).is_err(), "{options}");
        }
    }

    #[test]
    fn a_json_body_says_the_same_as_an_address() {
        let options = of_json(
            r#"{"coordinates": [[13.2, 53.5], [13.3, 53.6]], "sources": [1], "annotations": ["duration", "distance"]}"#,
        );
        let options = options.expect("an object");
        assert_eq!(options.get("coordinates"), Some("13.2,53.5;13.3,53.6"));
        assert_eq!((options.get("sources"), options.get("annotations")), (Some("1"), Some("duration,distance")));
    }
}
