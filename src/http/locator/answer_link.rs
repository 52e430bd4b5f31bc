//! `/s/{token}`: what a short link in an answer leads to, and the visit as a calendar file.
//!
//! Open to whoever has the link, also where the locator is closed. An expired link is 410 and leads on.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::frame::{Frame, PageFacts, company};
use super::list_rows::{Routes, outlet_address};
use super::outlet_page::full_address;
use super::query::ListQuery;
use super::templates::render;
use super::texts::text;
use crate::app::App;
use crate::domain::answer::AnswerLink;
use crate::domain::language::Language;
use crate::domain::outlet::Outlet;
use crate::http::error::Problem;
use crate::service::answer_links::{Opened, open_link};

/// How long a visit stands in the calendar.
const VISIT_MINUTES: i64 = 30;

/// The part of the page that the template calls `visit`.
#[derive(Debug, Serialize)]
struct Visit {
    name: String,
    address: String,
    routes: Routes,
    calendar: String,
    outlet: String,
}

/// The outlet, the way there, and the calendar file.
pub async fn show_answer(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Problem> {
    let (link, outlet) = match open(&app, &token).await? {
        Ok(found) => found,
        Err((status, language)) => return closed(&app, status, language),
    };
    let (draft, language) = (&outlet.draft, link.language);
    let facts = PageFacts {
        title: format!("{} · {}", draft.name, company(&app)),
        description: full_address(&outlet),
        path: "/".to_owned(),
        suffix: String::new(),
        is_indexed: false,
        is_embedded: false,
    };
    let visit = Visit {
        name: draft.name.clone(),
        address: full_address(&outlet),
        routes: Routes::to(draft.point.lat(), draft.point.lon(), &draft.name),
        calendar: format!("/s/{token}/visit.ics"),
        outlet: outlet_address(&draft.code, &ListQuery::default(), language),
    };
    let page = Frame::new(&app, language, facts);
    render(&app, "answer.html", StatusCode::OK, false, context! { page => Serde(page), visit => Serde(visit) })
}

/// The visit as iCalendar (RFC 5545).
pub async fn show_calendar(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Problem> {
    let (link, outlet) = match open(&app, &token).await? {
        Ok(found) => found,
        Err((status, language)) => return closed(&app, status, language),
    };
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar(&link, &outlet)).into_response())
}

type Found = Result<(AnswerLink, Outlet), (StatusCode, Language)>;

async fn open(app: &App, token: &str) -> Result<Found, Problem> {
    let link = match open_link(&app.store, token, app.clock.now()).await? {
        Opened::Good(link) => link,
        Opened::Expired(language) => return Ok(Err((StatusCode::GONE, language))),
        Opened::Unknown => return Ok(Err((StatusCode::NOT_FOUND, Language::Polish))),
    };
    let outlet = app.store.find_outlet(link.outlet).await?;
    Ok(outlet.map(|outlet| (link, outlet)).ok_or((StatusCode::GONE, Language::Polish)))
}

/// A page that leads on instead of an error.
fn closed(app: &App, status: StatusCode, language: Language) -> Result<Response, Problem> {
    let facts = PageFacts {
        title: format!("{} · {}", text("link_closed_title", language), company(app)),
        description: text("link_closed_text", language).to_owned(),
        path: "/".to_owned(),
        suffix: String::new(),
        is_indexed: false,
        is_embedded: false,
    };
    let page = Frame::new(app, language, facts);
    render(app, "link_closed.html", status, false, context! { page => Serde(page) })
}

fn calendar(link: &AnswerLink, outlet: &Outlet) -> String {
    let stamp = |at_ms: i64| DateTime::from_timestamp_millis(at_ms).unwrap_or_default().format("%Y%m%dT%H%M%SZ");
    let (begin, end) = (stamp(link.visit_at.0), stamp(link.visit_at.0 + VISIT_MINUTES * 60_000));
    let (lat, lon) = (outlet.draft.point.lat(), outlet.draft.point.lon());
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Blisko//Visit//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@blisko", link.token),
        format!("DTSTAMP:{begin}"),
        format!("DTSTART:{begin}"),
        format!("DTEND:{end}"),
        format!("SUMMARY:{}", escaped(&outlet.draft.name)),
        format!("LOCATION:{}", escaped(&full_address(outlet))),
        format!("GEO:{lat:.6};{lon:.6}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().flat_map(|line| [folded(line), "\r\n".to_owned()]).collect()
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\n', '\r'], " ")
}

/// RFC 5545, 3.1: lines of at most 75 bytes; the rest goes on after a blank.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(letter);
        bytes += letter.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let folded = folded(&"ż".repeat(60));
        let lines: Vec<&str> = folded.split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= 75));
        assert_eq!(lines.iter().map(|line| line.trim_start_matches(' ')).collect::<String>(), "ż".repeat(60));
    }

    #[test]
    fn marks_of_the_format_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d e");
    }
}
