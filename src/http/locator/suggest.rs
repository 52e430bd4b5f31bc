//! `/{language}/suggest?q=…`: what a customer may be about to type, for the search box.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::geocoded::{label, source};
use super::language::PageLanguage;
use super::query::near_text;
use super::texts::text;
use crate::app::App;
use crate::domain::language::Language;
use crate::geocoder::answer::{Candidate, Level};
use crate::geocoder::query::{Options, TEXT_CHARS_MAX};
use crate::geocoder::record::Source;
use crate::http::error::Problem;
use crate::http::views::geocode::utf16_range;
use crate::service::geocode::{Question, Sought, typed_point};

/// As many as fit above the keyboard of a phone.
const SUGGESTIONS: usize = 6;

/// One letter fits half the country.
const TYPED_MIN: usize = 2;

/// Of the data, not of the customer: whoever types the same may have the same.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=60");

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SuggestQuery {
    q: String,
}

#[derive(Debug, Default, Serialize)]
struct Suggestions {
    items: Vec<Suggestion>,
    /// Who says so, and as of when.
    data: String,
}

#[derive(Debug, Serialize)]
struct Suggestion {
    label: String,
    /// Start and end of what was typed, as JavaScript counts.
    marks: Vec<[usize; 2]>,
    /// `ulica`, `miejscowość`, …
    what: &'static str,
    /// `lat,lon`; none where it is coarser than what was typed: then the text is asked, and the page says so.
    near: Option<String>,
}

pub async fn suggest(
    State(app): State<App>,
    PageLanguage(language): PageLanguage,
    Query(query): Query<SuggestQuery>,
) -> Result<Response, Problem> {
    let length = query.q.trim().chars().count();
    let is_text = (TYPED_MIN..=TEXT_CHARS_MAX).contains(&length) && typed_point(&query.q).is_none();
    let found = if is_text { suggestions(&app, query.q, language).await? } else { Suggestions::default() };
    Ok(([(CACHE_CONTROL, KEEP)], Json(found)).into_response())
}

async fn suggestions(app: &App, typed: String, language: Language) -> Result<Suggestions, Problem> {
    let options = Options { limit: SUGGESTIONS, ..Options::default() };
    let answer = app.geocoding.answer(Question { sought: Sought::Beginning(typed), options }).await?;
    let items = answer.candidates.iter().map(|candidate| suggestion(candidate, language)).collect();
    Ok(Suggestions { items, data: sources(&answer.candidates, language) })
}

fn suggestion(candidate: &Candidate, language: Language) -> Suggestion {
    Suggestion {
        label: label(candidate, language),
        marks: candidate.highlights.iter().map(|range| utf16_range(&candidate.label, range)).collect(),
        what: text(what(candidate), language),
        near: (!candidate.coarser_than_asked).then(|| near_text(candidate.point)),
    }
}

/// `GeoNames; © OpenStreetMap, dane z 10 lut 2016`: each source once.
fn sources(candidates: &[Candidate], language: Language) -> String {
    let mut told: Vec<String> = candidates.iter().filter_map(|candidate| source(candidate, language)).collect();
    told.sort_unstable();
    told.dedup();
    told.join("; ")
}

/// The text that says what it is.
fn what(candidate: &Candidate) -> &'static str {
    match candidate.level {
        Level::Poi if candidate.source == Source::Outlet => "level_outlet",
        Level::Poi => "level_poi",
        Level::Entrance | Level::Building | Level::Interpolated => "level_house",
        Level::Street if candidate.coarser_than_asked => "level_street_only",
        Level::Street => "level_street",
        Level::Postcode => "level_postcode",
        Level::District => "level_district",
        Level::Settlement if candidate.coarser_than_asked => "level_settlement_only",
        Level::Settlement => "level_settlement",
        Level::Commune => "level_commune",
        Level::County => "level_county",
        Level::Region => "level_region",
        Level::Country => "level_country",
    }
}
