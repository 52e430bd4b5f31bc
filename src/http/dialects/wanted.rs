//! What both dialects do alike: ask, and drop what was not wanted.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::lenient::Lenient;
use crate::app::App;
use crate::domain::language::Language;
use crate::geocoder::answer::Candidate;
use crate::geocoder::query::{LIMIT_MAX, Options};
use crate::http::error::Problem;
use crate::service::geocode::{Question, Sought, typed_point};
use crate::units::Meters;

/// Around a typed point, what is there is looked for this far.
const AROUND_TYPED_POINT: Meters = Meters(250.0);

/// How many answers a client gets: what it asks for, within bounds, as the originals do.
pub fn limit(query: &Lenient, default: usize) -> Result<usize, Problem> {
    Ok(query.number::<usize>("limit")?.unwrap_or(default).clamp(1, LIMIT_MAX))
}

/// Candidates for a text; a text that is a point asks what is there.
pub async fn ask_text(app: &App, text: String, unfinished: bool, options: Options) -> Result<Vec<Candidate>, Problem> {
    let sought = match typed_point(&text) {
        Some(Ok(typed)) => Sought::Near(typed.point, AROUND_TYPED_POINT),
        Some(Err(error)) => return Err(Problem::parameter("q", "out_of_range", error.to_string())),
        None if unfinished => Sought::Beginning(text),
        None => Sought::Text(text),
    };
    ask(app, Question { sought, options }).await
}

pub async fn ask(app: &App, question: Question) -> Result<Vec<Candidate>, Problem> {
    Ok(app.geocoding.answer(question).await?.candidates)
}

/// The first of our languages that the client names, by `name` or in the header; English for others.
pub fn language(query: &Lenient, name: &str, headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let named = query.get(name).or(header).unwrap_or_default();
    let codes = named.split(',').filter_map(|range| range.split([';', '-']).next());
    codes.map(str::trim).find_map(Language::from_code).unwrap_or(Language::English)
}
