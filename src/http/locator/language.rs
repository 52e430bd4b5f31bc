//! In which language a page speaks: the first part of its address; `/locator` asks the browser.

use axum::extract::{FromRequestParts, Path};
use axum::http::header::{ACCEPT_LANGUAGE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::domain::language::Language;
use crate::http::error::Problem;

/// The language of the address; anything but `pl`, `cs` and `en` is no address of ours.
#[derive(Clone, Copy, Debug)]
pub struct PageLanguage(pub Language);

#[derive(Deserialize)]
struct LanguagePath {
    language: String,
}

impl<S: Send + Sync> FromRequestParts<S> for PageLanguage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let nothing = || Problem::not_found("not_found", "There is nothing at this address.");
        let Path(path) = Path::<LanguagePath>::from_request_parts(parts, state).await.map_err(|_| nothing())?;
        Language::from_code(&path.language).map(Self).ok_or_else(nothing)
    }
}

/// To the page in the browser's language, with the question kept.
pub async fn redirect_to_language(headers: HeaderMap, address: Uri) -> Response {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = Redirect::to(&format!("/{}/{query}", preferred(accepted).code())).into_response();
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-language"));
    response
}

/// The first of our languages by weight; Slovak reads Czech; else English where one is named, Polish where none is.
fn preferred(accepted: &str) -> Language {
    let mut ranges: Vec<(f32, &str)> = accepted.split(',').filter_map(weighted).collect();
    ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
    let spoken = ranges.iter().find_map(|(_, range)| match range.split('-').next()? {
        "sk" => Some(Language::Czech),
        code => Language::from_code(code),
    });
    spoken.unwrap_or(if ranges.is_empty() { Language::Polish } else { Language::English })
}

fn weighted(range: &str) -> Option<(f32, &str)> {
    let (range, weight) = range.split_once(";q=").unwrap_or((range, "1"));
    let weight = weight.trim().parse().unwrap_or(0.0);
    (weight > 0.0 && !range.trim().is_empty()).then_some((weight, range.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_wins() {
        for (accepted, expected) in [
            ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
            ("de-DE,cs;q=0.7,en;q=0.6", "cs"),
            ("en;q=0.2, cs;q=0.9", "cs"),
            ("sk", "cs"),
            ("fr", "en"),
            ("", "pl"),
            (";;q=x,,", "pl"),
        ] {
            assert_eq!(preferred(accepted).code(), expected, "{accepted:?}");
        }
    }
}
