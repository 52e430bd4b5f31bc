//! Texts and addresses in parts to points.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::parameters::{Asked, checked_parts, sought_text};
use crate::app::App;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::geocode::GeocodeAnswer;
use crate::service::geocode::{AddressParts, Question, Sought, TypedPoint, typed_point};
use crate::units::Meters;

/// Around a typed point, what is there is looked for this far.
const AROUND_TYPED_POINT: Meters = Meters(250.0);

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GeocodeQuery {
    /// An address, a place, a postcode, a name or code of an outlet, or `lat, lon`; at most 200 characters.
    #[param(example = "Mickiewicza 14, Cieszyn")]
    q: Option<String>,
    /// With the other parts, instead of `q`.
    house_number: Option<String>,
    street: Option<String>,
    city: Option<String>,
    district: Option<String>,
    county: Option<String>,
    region: Option<String>,
    postcode: Option<String>,
    /// ISO 3166-1 alpha-2, or a name.
    country: Option<String>,
    /// Where the asker is, degrees east. Orders what fits equally well; never beats a town that is named.
    lon: Option<f64>,
    /// Degrees north.
    lat: Option<f64>,
    /// Only answers in this box: west,south,east,north.
    bbox: Option<String>,
    /// Only these countries: ISO 3166-1 alpha-2, separated by commas.
    countries: Option<String>,
    /// 1 to 50; 10 when absent.
    limit: Option<i64>,
    /// The id of a choice of an earlier answer's question.
    reply: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AutocompleteQuery {
    /// What has been typed so far; at most 200 characters.
    #[param(example = "mickiewi")]
    q: String,
    /// Where the asker is, degrees east.
    lon: Option<f64>,
    /// Degrees north.
    lat: Option<f64>,
    /// Only answers in this box: west,south,east,north.
    bbox: Option<String>,
    /// Only these countries: ISO 3166-1 alpha-2, separated by commas.
    countries: Option<String>,
    /// 1 to 50; 10 when absent.
    limit: Option<i64>,
    /// The id of a choice of an earlier answer's question.
    reply: Option<String>,
}

/// Where is it? With the level, the confidence and the radius of each answer; a town that is not in the data is
/// not found, never another one.
#[utoipa::path(get, path = "/api/v1/geocode", tag = "geocoding", operation_id = "geocode",
    params(GeocodeQuery),
    responses(
        (status = 200, description = "Best first; no candidates when nothing fits", body = GeocodeAnswer),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn geocode(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<GeocodeQuery>,
) -> Result<Json<GeocodeAnswer>, Problem> {
    let options = query.asked().options()?;
    let parts = query.parts();
    let (sought, typed) = match query.q.as_deref() {
        Some(_) if !(parts.is_blank() && parts.country.is_empty()) => {
            return Err(Problem::parameter("q", "too_many", "give q or the parts of an address, not both"));
        }
        Some(text) => sought(sought_text("q", text)?, Sought::Text)?,
        None => (Sought::Parts(checked_parts(parts)?), None),
    };
    let told = app.geocoding.answer_or_ask_outside(Question { sought, options }).await?;
    Ok(Json(GeocodeAnswer::new(&told.answer, typed).told_by(told.outside)))
}

/// What somebody may be about to type.
#[utoipa::path(get, path = "/api/v1/autocomplete", tag = "geocoding", operation_id = "autocomplete",
    params(AutocompleteQuery),
    responses(
        (status = 200, description = "Best first", body = GeocodeAnswer),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn autocomplete(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<AutocompleteQuery>,
) -> Result<Json<GeocodeAnswer>, Problem> {
    let AutocompleteQuery { q, lon, lat, bbox, countries, limit, reply } = &query;
    let asked = Asked {
        lon: *lon,
        lat: *lat,
        bbox: bbox.as_deref(),
        countries: countries.as_deref(),
        limit: *limit,
        reply: reply.as_deref(),
    };
    let options = asked.options()?;
    let (sought, typed) = sought(sought_text("q", q)?, Sought::Beginning)?;
    let answer = app.geocoding.answer(Question { sought, options }).await?;
    Ok(Json(GeocodeAnswer::new(&answer, typed)))
}

/// A text that is a point asks what is there; any other is looked for.
fn sought(text: String, otherwise: fn(String) -> Sought) -> Result<(Sought, Option<TypedPoint>), Problem> {
    match typed_point(&text) {
        None => Ok((otherwise(text), None)),
        Some(Ok(typed)) => Ok((Sought::Near(typed.point, AROUND_TYPED_POINT), Some(typed))),
        Some(Err(error)) => Err(Problem::parameter("q", "out_of_range", format!("{error}; write latitude, longitude"))),
    }
}

impl GeocodeQuery {
    fn asked(&self) -> Asked<'_> {
        Asked {
            lon: self.lon,
            lat: self.lat,
            bbox: self.bbox.as_deref(),
            countries: self.countries.as_deref(),
            limit: self.limit,
            reply: self.reply.as_deref(),
        }
    }

    fn parts(&self) -> AddressParts {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        AddressParts {
            house_number: part(&self.house_number),
            street: part(&self.street),
            city: part(&self.city),
            district: part(&self.district),
            county: part(&self.county),
            region: part(&self.region),
            postcode: part(&self.postcode),
            country: part(&self.country),
        }
    }
}
