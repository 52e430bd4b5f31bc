//! Nominatim: `/search` for texts and addresses in parts, `/reverse` for points.
//!
//! Answers come as `json`, `jsonv2` (when nothing is said), `geojson` or `geocodejson`; XML and callbacks are refused.

mod formats;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};

use self::formats::{Format, Shown};
use super::lenient::Lenient;
use super::place::{number, tag};
use super::wanted::{ask, ask_text, language, limit};
use crate::app::App;
use crate::geo::{BoundingBox, LonLat};
use crate::geocoder::answer::{Candidate, Level};
use crate::geocoder::query::{LIMIT_MAX, Options, TEXT_CHARS_MAX};
use crate::http::api::geocode::bounded_text;
use crate::http::error::{Problem, ProblemBody};
use crate::service::geocode::{AddressParts, Question, Sought};
use crate::units::Meters;

/// Nominatim's own.
const LIMIT: usize = 10;

/// `/reverse` looks around this far.
const AROUND: Meters = Meters(5_000.0);

/// Answers that `/reverse` chooses the wanted zoom from.
const REVERSE_CANDIDATES: usize = 10;

/// Search, in the form of Nominatim.
#[utoipa::path(get, path = "/nominatim/search", tag = "geocoding", operation_id = "nominatim_search",
    params(
        ("q" = Option<String>, Query, description = "A text; or the parts below"),
        ("amenity" = Option<String>, Query), ("street" = Option<String>, Query, description = "House number and street, in either order"),
        ("city" = Option<String>, Query), ("county" = Option<String>, Query), ("state" = Option<String>, Query),
        ("country" = Option<String>, Query), ("postalcode" = Option<String>, Query),
        ("format" = Option<String>, Query, description = "json, jsonv2, geojson or geocodejson"),
        ("addressdetails" = Option<String>, Query, description = "1: the address in parts too"),
        ("limit" = Option<i64>, Query, description = "1 to 50; 10 when absent"),
        ("countrycodes" = Option<String>, Query, description = "ISO 3166-1 alpha-2, separated by commas"),
        ("viewbox" = Option<String>, Query, description = "Two corners: lon,lat,lon,lat. Answers there come first"),
        ("bounded" = Option<String>, Query, description = "1: only answers in the viewbox"),
        ("exclude_place_ids" = Option<String>, Query, description = "place_id of answers not wanted, separated by commas"),
        ("accept-language" = Option<String>, Query, description = "pl, cs or en: the language of country names"),
    ),
    responses(
        (status = 200, description = "In the format asked for", body = Value),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn nominatim_search(
    State(app): State<App>,
    headers: HeaderMap,
    query: Lenient,
) -> Result<Json<Value>, Problem> {
    let (format, limit) = (format(&query)?, limit(&query, LIMIT)?);
    let unwanted: Vec<u64> = query.get("exclude_place_ids").map(ids).unwrap_or_default();
    let options = Options { limit: (limit + unwanted.len()).min(LIMIT_MAX), ..options(&query)? };
    let (asked, mut candidates) = match query.get("q") {
        Some(text) => {
            let text = bounded_text("q", text, TEXT_CHARS_MAX)?;
            (text.clone(), ask_text(&app, text, false, options).await?)
        }
        None => {
            let parts = parts(&query)?;
            (parts.line(), ask(&app, Question::parts(parts, options)).await?)
        }
    };
    candidates.retain(|candidate| !unwanted.contains(&number(candidate)));
    candidates.truncate(limit);
    let details = query.flag("addressdetails", false);
    let language = language(&query, "accept-language", &headers);
    let shown: Vec<Shown> = candidates.iter().map(|candidate| Shown { candidate, details, language }).collect();
    Ok(Json(formats::found(format, &asked, &shown)))
}

/// What is at a point, in the form of Nominatim.
#[utoipa::path(get, path = "/nominatim/reverse", tag = "geocoding", operation_id = "nominatim_reverse",
    params(
        ("lat" = f64, Query), ("lon" = f64, Query),
        ("zoom" = Option<i64>, Query, description = "3 country, 5 state, 8 county, 10 town, 14 district, 17 street, 18 house (when absent)"),
        ("format" = Option<String>, Query, description = "json, jsonv2, geojson or geocodejson"),
        ("addressdetails" = Option<String>, Query, description = "0: without the address in parts"),
        ("accept-language" = Option<String>, Query, description = "pl, cs or en: the language of country names"),
    ),
    responses(
        (status = 200, description = "In the format asked for; error where nothing is known", body = Value),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn nominatim_reverse(
    State(app): State<App>,
    headers: HeaderMap,
    query: Lenient,
) -> Result<Json<Value>, Problem> {
    let format = format(&query)?;
    let point = query.point()?.ok_or_else(|| Problem::parameter("lat", "required", "give lat and lon"))?;
    let wanted = level_at(query.number("zoom")?.unwrap_or(18));
    let options = Options { limit: REVERSE_CANDIDATES, ..Options::default() };
    let candidates = ask(&app, Question { sought: Sought::Near(point, AROUND), options }).await?;
    let Some(candidate) = at_level(candidates, wanted) else {
        return Ok(Json(json!({ "error": "Unable to geocode" })));
    };
    let details = query.flag("addressdetails", true);
    let shown = Shown { candidate: &candidate, details, language: language(&query, "accept-language", &headers) };
    Ok(Json(formats::found_one(format, &shown)))
}

/// Whether there is data to search, as clients ask before they begin.
#[utoipa::path(get, path = "/nominatim/status", tag = "geocoding", operation_id = "nominatim_status",
    responses((status = 200, description = "status 0 is well", body = Object)))]
pub async fn nominatim_status(State(app): State<App>) -> Json<Value> {
    let any = app.geocoding.indexes().knows_places();
    let (status, message) = if any { (0, "OK") } else { (703, "No index is searched") };
    Json(json!({ "status": status, "message": message, "software_version": env!("CARGO_PKG_VERSION") }))
}

fn format(query: &Lenient) -> Result<Format, Problem> {
    if query.get("json_callback").is_some() {
        let message = "callbacks are not given: ask with fetch, every site may read the answer";
        return Err(Problem::parameter("json_callback", "not_supported", message));
    }
    let message = "use json, jsonv2, geojson or geocodejson";
    let code = query.get("format").unwrap_or("jsonv2");
    Format::from_code(code).ok_or_else(|| Problem::parameter("format", "unknown_value", message))
}

fn options(query: &Lenient) -> Result<Options, Problem> {
    let view = query.four("viewbox")?.map(corners).transpose()?;
    let bounded = query.flag("bounded", false);
    let codes = query.get("countrycodes").unwrap_or_default().split(',').map(str::trim);
    Ok(Options {
        bias: view.and_then(middle),
        within: view.filter(|_| bounded),
        countries: codes.filter(|code| !code.is_empty()).map(str::to_ascii_uppercase).collect(),
        ..Options::default()
    })
}

/// Any two opposite corners.
fn corners([a_lon, a_lat, b_lon, b_lat]: [f64; 4]) -> Result<BoundingBox, Problem> {
    let sides = BoundingBox::new(a_lon.min(b_lon), a_lat.min(b_lat), a_lon.max(b_lon), a_lat.max(b_lat));
    sides.map_err(|error| Problem::parameter("viewbox", "out_of_range", error.to_string()))
}

fn middle(view: BoundingBox) -> Option<LonLat> {
    LonLat::new((view.west() + view.east()) / 2.0, (view.south() + view.north()) / 2.0).ok()
}

/// The address in Nominatim's parts. A house number stands in `street`, before or behind its name.
fn parts(query: &Lenient) -> Result<AddressParts, Problem> {
    let part = |name: &str| bounded_text(name, query.get(name).unwrap_or_default(), TEXT_CHARS_MAX);
    let street = [part("amenity")?, part("street")?].join(" ").trim().to_owned();
    let (house_number, street) = split_street(&street);
    let parts = AddressParts {
        house_number,
        street,
        city: part("city")?,
        county: part("county")?,
        region: part("state")?,
        postcode: part("postalcode")?,
        country: part("country")?,
        ..AddressParts::default()
    };
    if parts.is_blank() && parts.country.trim().is_empty() {
        let message = "give q, or street, city, county, state, country, postalcode";
        return Err(Problem::parameter("q", "required", message));
    }
    Ok(parts)
}

/// `14 Mickiewicza` and `Mickiewicza 14` alike. A street that begins or ends with a number of its own
/// (`3 Maja`, `1 Maja 12`) keeps it when another number is there.
fn split_street(street: &str) -> (String, String) {
    let is_number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    let words: Vec<&str> = street.split_whitespace().collect();
    match words.as_slice() {
        [name @ .., last] if !name.is_empty() && is_number(last) => ((*last).to_owned(), name.join(" ")),
        [first, name @ ..] if !name.is_empty() && is_number(first) && !is_month(name) => {
            ((*first).to_owned(), name.join(" "))
        }
        _ => (String::new(), street.to_owned()),
    }
}

/// Streets are named after days: `3 Maja`, `11 Listopada`, `28. října`.
fn is_month(name: &[&str]) -> bool {
    const MONTHS: [&str; 24] = [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
        "ledna",
        "února",
        "března",
        "dubna",
        "května",
        "června",
        "července",
        "srpna",
        "září",
        "října",
        "listopadu",
        "prosince",
    ];
    name.first().is_some_and(|word| MONTHS.contains(&word.to_lowercase().as_str()))
}

fn ids(text: &str) -> Vec<u64> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).take(LIMIT_MAX).collect()
}

/// The finest level that a zoom shows.
fn level_at(zoom: i64) -> Level {
    match zoom {
        ..=4 => Level::Country,
        5..=7 => Level::Region,
        8..=9 => Level::County,
        10..=13 => Level::Settlement,
        14..=15 => Level::District,
        16..=17 => Level::Street,
        _ => Level::Entrance,
    }
}

/// The first candidate that is no finer than wanted, else the first one with its finer parts taken off.
fn at_level(candidates: Vec<Candidate>, wanted: Level) -> Option<Candidate> {
    let fitting = candidates.iter().position(|candidate| candidate.level >= wanted);
    let mut candidates = candidates.into_iter();
    match fitting {
        Some(index) => candidates.nth(index),
        None => candidates.next().map(|candidate| coarsened(candidate, wanted)),
    }
}

fn coarsened(mut candidate: Candidate, level: Level) -> Candidate {
    let parts = &mut candidate.components;
    for (finest, part) in [
        (Level::Street, &mut parts.house_number),
        (Level::Street, &mut parts.name),
        (Level::Postcode, &mut parts.street),
        (Level::District, &mut parts.postcode),
        (Level::Settlement, &mut parts.district),
        (Level::County, &mut parts.city),
        (Level::County, &mut parts.commune),
        (Level::Region, &mut parts.county),
        (Level::Country, &mut parts.region),
    ] {
        if level >= finest {
            part.clear();
        }
    }
    Candidate { level, id: format!("{}@{}", candidate.id, tag(level).rank), ..candidate }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_number_is_found_on_either_side_of_the_street() {
        for (given, number, street) in [
            ("Mickiewicza 14/16", "14/16", "Mickiewicza"),
            ("14 Mickiewicza", "14", "Mickiewicza"),
            ("3 Maja", "", "3 Maja"),
            ("3 Maja 12", "12", "3 Maja"),
            ("28. října 5", "5", "28. října"),
            ("Rynek", "", "Rynek"),
            ("12", "", "12"),
            ("", "", ""),
        ] {
            assert_eq!(split_street(given), (number.to_owned(), street.to_owned()), "{given}");
        }
    }

    #[test]
    fn zooms_are_levels_as_documented_by_the_original() {
        for (zoom, level) in [
            (0, Level::Country),
            (5, Level::Region),
            (8, Level::County),
            (10, Level::Settlement),
            (17, Level::Street),
            (18, Level::Entrance),
            (40, Level::Entrance),
        ] {
            assert_eq!(level_at(zoom), level, "{zoom}");
        }
    }
}
