//! What questions have in common, read strictly; each refusal names its parameter.

use crate::geo::{BoundingBox, CoordinateError, LonLat};
use crate::geocoder::query::{LIMIT_MAX, Options, TEXT_CHARS_MAX};
use crate::http::error::Problem;
use crate::service::geocode::AddressParts;

/// Countries in one question; more is all of them.
const COUNTRIES_MAX: usize = 20;

/// Longest reply: the id of a choice.
const REPLY_CHARS_MAX: usize = 200;

/// The parameters of a question as texts and numbers.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub bbox: Option<&'a str>,
    pub countries: Option<&'a str>,
    pub limit: Option<i64>,
    pub reply: Option<&'a str>,
}

impl Asked<'_> {
    pub fn options(&self) -> Result<Options, Problem> {
        let defaults = Options::default();
        Ok(Options {
            limit: limit(self.limit, defaults.limit)?,
            bias: bias(self.lon, self.lat)?,
            within: self.bbox.map(bounding_box).transpose()?,
            countries: self.countries.map(countries).transpose()?.unwrap_or_default(),
            reply: self.reply.map(|reply| bounded_text("reply", reply, REPLY_CHARS_MAX)).transpose()?,
        })
    }
}

/// 1 to `LIMIT_MAX`.
pub fn limit(given: Option<i64>, default: usize) -> Result<usize, Problem> {
    let limit = crate::http::page::limit(given, default as i64, LIMIT_MAX as i64)?;
    Ok(limit as usize)
}

fn bias(lon: Option<f64>, lat: Option<f64>) -> Result<Option<LonLat>, Problem> {
    match (lon, lat) {
        (Some(lon), Some(lat)) => point(lon, lat).map(Some),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Problem::parameter("lat", "required", "give lat with lon, or neither")),
        (None, Some(_)) => Err(Problem::parameter("lon", "required", "give lon with lat, or neither")),
    }
}

/// A point of the parameters `lon` and `lat`.
pub fn point(lon: f64, lat: f64) -> Result<LonLat, Problem> {
    LonLat::new(lon, lat).map_err(|error| {
        let latitude = matches!(error, CoordinateError::LatitudeNotFinite | CoordinateError::LatitudeOutOfRange(_));
        let name = if latitude { "lat" } else { "lon" };
        Problem::parameter(name, "out_of_range", format!("{error}; longitude comes first, latitude second"))
    })
}

/// The box of the parameter `bbox`.
pub fn bounding_box(text: &str) -> Result<BoundingBox, Problem> {
    let problem =
        || Problem::parameter("bbox", "format", "write west,south,east,north in degrees: 18.5,49.7,18.7,49.8");
    let sides: Vec<f64> = text.split(',').map_while(|side| side.trim().parse().ok()).collect();
    let [west, south, east, north] = sides[..] else { return Err(problem()) };
    if text.split(',').count() != sides.len() || south > north {
        return Err(problem());
    }
    BoundingBox::new(west, south, east, north).map_err(|_| problem())
}

fn countries(text: &str) -> Result<Vec<String>, Problem> {
    let codes: Vec<String> = text.split(',').map(|code| code.trim().to_ascii_uppercase()).collect();
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if codes.len() > COUNTRIES_MAX || !codes.iter().all(is_code) {
        let message = format!("give up to {COUNTRIES_MAX} codes of two letters with commas between them: PL,CZ");
        return Err(Problem::parameter("countries", "format", message));
    }
    Ok(codes)
}

/// The text, when it is short enough and can be printed.
pub fn bounded_text(name: &str, text: &str, chars_max: usize) -> Result<String, Problem> {
    if text.chars().nth(chars_max).is_some() {
        return Err(Problem::parameter(name, "too_long", format!("give at most {chars_max} characters")));
    }
    // A tab or a line break comes with what people paste; the engine reads it as a blank.
    Ok(text.chars().map(|each| if each.is_control() { ' ' } else { each }).collect())
}

/// A text to be found: not blank.
pub fn sought_text(name: &str, text: &str) -> Result<String, Problem> {
    let text = bounded_text(name, text, TEXT_CHARS_MAX)?;
    if text.trim().is_empty() {
        return Err(Problem::parameter(name, "required", "give an address, a place, a postcode or a name"));
    }
    Ok(text)
}

/// Every part within bounds, and something besides the country.
pub fn checked_parts(parts: AddressParts) -> Result<AddressParts, Problem> {
    let part = |name: &str, text: &str| bounded_text(name, text, TEXT_CHARS_MAX);
    let checked = AddressParts {
        house_number: part("house_number", &parts.house_number)?,
        street: part("street", &parts.street)?,
        city: part("city", &parts.city)?,
        district: part("district", &parts.district)?,
        county: part("county", &parts.county)?,
        region: part("region", &parts.region)?,
        postcode: part("postcode", &parts.postcode)?,
        country: part("country", &parts.country)?,
    };
    if checked.is_blank() {
        let message = "give q, or parts of an address: street, house_number, postcode, city";
        return Err(Problem::parameter("q", "required", message));
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(asked: Asked<'_>) -> Option<String> {
        asked.options().err().map(|problem| problem.errors[0].parameter.clone().expect("a parameter"))
    }

    #[test]
    fn each_bad_parameter_is_refused_by_its_name() {
        let asked = Asked::default;
        let cases = [
            (Asked { limit: Some(0), ..asked() }, "limit"),
            (Asked { limit: Some(51), ..asked() }, "limit"),
            (Asked { lon: Some(18.0), ..asked() }, "lat"),
            (Asked { lat: Some(49.0), ..asked() }, "lon"),
            (Asked { lon: Some(18.0), lat: Some(91.0), ..asked() }, "lat"),
            (Asked { lon: Some(f64::NAN), lat: Some(49.0), ..asked() }, "lon"),
            (Asked { bbox: Some("1,2,3"), ..asked() }, "bbox"),
            (Asked { bbox: Some("1,2,3,x"), ..asked() }, "bbox"),
            (Asked { bbox: Some("1,2,3,4,5"), ..asked() }, "bbox"),
            (Asked { bbox: Some("18,50,19,49"), ..asked() }, "bbox"),
            (Asked { countries: Some("Polska"), ..asked() }, "countries"),
            (Asked { countries: Some(""), ..asked() }, "countries"),
        ];
        for (asked, name) in cases {
            assert_eq!(refused(asked.clone()).as_deref(), Some(name), "{asked:?}");
        }
        let good = Asked {
            lon: Some(18.6),
            lat: Some(49.7),
            bbox: Some("18, 49, 19, 50"),
            countries: Some("pl,CZ"),
            ..asked()
        };
        let options = good.options().expect("a good question");
        assert_eq!((options.countries, options.limit), (vec!["PL".to_owned(), "CZ".to_owned()], 10));
    }
}
