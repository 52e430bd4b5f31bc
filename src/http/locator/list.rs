//! `/{language}/`: the nearest outlets as a page.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::formats::quoted;
use super::frame::{Frame, PageFacts, list_title};
use super::language::PageLanguage;
use super::list_rows::{Chip, Row, Skipped, chips, rows, skipped};
use super::query::{ListQuery, ROWS, near_text};
use super::templates::render;
use super::texts::text;
use super::way::{WayChoice, choices, estimate, explanation};
use super::where_from::{Exactness, Kind, WhereFrom, place_label, where_from};
use crate::app::App;
use crate::domain::language::{Language, Languages};
use crate::http::api::roads::standing;
use crate::http::error::Problem;
use crate::http::views::nearest::{NearestAnswer, nearest_view};
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::{Answer, OpenFilter, Query};
use crate::service::find_place::{Certainty, TEXT_CHARS_MAX};
use crate::service::outlets_by_road::{Start, find};
use crate::service::roads::Mode;
use crate::units::Timestamp;

/// Farther outlets are not "nearby" any more; the first few are shown all the same.
pub const NEARBY_M: f64 = 50_000.0;
/// Shown however far they are.
const ALWAYS_SHOWN: usize = 3;
/// Reasons shown for nearer outlets; more would push the list away.
const SKIPPED_SHOWN: usize = 3;

/// The part of a page that the template calls `list`.
#[derive(Debug, Serialize)]
struct ListPage {
    q: String,
    /// A text too long to show comes back cut.
    q_shown: String,
    /// `lat,lon` of a choice that holds.
    near: Option<String>,
    open: bool,
    chips: Vec<Chip>,
    more_chips: Vec<Chip>,
    lat: f64,
    lon: f64,
    is_device: bool,
    is_map: bool,
    label: String,
    heading: String,
    /// Who says where the place is.
    data: String,
    notes: Vec<Note>,
    others: Vec<Other>,
    /// What the links to other places answer.
    others_title: String,
    /// The reply to the question which place is meant.
    reply: String,
    /// Empty where no roads are known: there is nothing to choose.
    ways: Vec<WayChoice>,
    /// `car`, `foot` or `bike`.
    by: &'static str,
    has_roads: bool,
    rows: Vec<Row>,
    /// What the minutes are.
    explanation: &'static str,
    skipped: Vec<Skipped>,
    skipped_title: &'static str,
    has_filters: bool,
    /// The address without filters.
    clear: String,
    more: Option<String>,
    list_view: String,
    map_view: String,
}

#[derive(Debug, Serialize)]
struct Note {
    text: String,
    is_warning: bool,
}

/// Another place that the text may mean.
#[derive(Debug, Serialize)]
struct Other {
    label: String,
    href: String,
}

pub async fn show_list(
    State(app): State<App>,
    PageLanguage(language): PageLanguage,
    address: Uri,
) -> Result<Response, Problem> {
    let mut query = ListQuery::parse(address.query().unwrap_or_default());
    let services = app.live.services();
    query.services.retain(|code| services.iter().any(|service| &service.code == code));
    let from = where_from(&app, &query, language).await?;
    let standing = standing(&app, None, query.mode(), None, None);
    let roads = app.routing.roads();
    let start = app.outlets_by_road.start(&roads, query.mode(), from.point, &standing.conditions);
    // A page is there for everybody: when others are being made ready, by the straight line, marked.
    let start = start.await.unwrap_or_default();
    let list =
        list_page(&app, &query, &Origin { from: &from, conditions: &standing.names, start: start.as_ref() }, language)?;
    let page = Frame::new(&app, language, facts(&app, &query, language));
    render(&app, "list.html", StatusCode::OK, query.is_embedded, context! { page => Serde(page), list => Serde(list) })
}

fn facts(app: &App, query: &ListQuery, language: Language) -> PageFacts {
    PageFacts {
        title: list_title(app, language),
        description: text("lead", language).to_owned(),
        path: "/".to_owned(),
        suffix: query.suffix(),
        is_indexed: *query == ListQuery::parse(""),
        is_embedded: query.is_embedded,
    }
}

/// The question as the search understands it, without the limits of the list.
pub fn question(app: &App, query: &ListQuery, from: &WhereFrom) -> Query {
    Query {
        k: query.rows,
        services: query.services.clone(),
        open: if query.open { OpenFilter::OnArrival } else { OpenFilter::Any },
        travel: estimate(app, query.mode()),
        excluded_limit: SKIPPED_SHOWN * 4,
        hide_planned: true,
        ..Query::around(from.point)
    }
}

/// How many of the distances, which grow, a list shows.
pub fn shown_count(distances_m: impl Iterator<Item = f64>) -> usize {
    distances_m.enumerate().take_while(|(index, metres)| *index < ALWAYS_SHOWN || *metres <= NEARBY_M).count()
}

/// Where a list is counted from, on the earth and on the roads.
#[derive(Clone, Copy)]
struct Origin<'a> {
    from: &'a WhereFrom,
    /// What is different on the roads.
    conditions: &'a [String],
    /// Nothing where no road is near.
    start: Option<&'a Start>,
}

fn list_page(app: &App, query: &ListQuery, origin: &Origin<'_>, language: Language) -> Result<ListPage, Problem> {
    let (Origin { from, conditions, start }, now) = (*origin, app.clock.now());
    let services = app.live.services();
    let (index, start) = app.outlets_by_road.outlets_and_start(start.cloned());
    let (asked, start) = (question(app, query, from), start.as_ref());
    let (answer, nothing_open) = search(&index, &asked, now, start)?;
    let view = nearest_view(&answer, &index, &services, 0, Languages::Only(language));
    let shown = shown_count(view.outlets.iter().map(|each| each.distance_m));
    let (chips, more_chips) = chips(&index, &asked, &services, start, now, language);
    let has_more = shown == query.rows && query.can_show_more();
    let has_filters = query.open || !query.services.is_empty();
    let larger = ListQuery { rows: query.rows * 2, ..query.clone() };
    Ok(ListPage {
        q: query.q.clone(),
        q_shown: query.q.chars().take(TEXT_CHARS_MAX).collect(),
        near: query.near.and_then(Result::ok).map(near_text),
        open: query.open,
        chips,
        more_chips,
        lat: from.point.lat(),
        lon: from.point.lon(),
        is_device: from.kind == Kind::Device,
        is_map: query.is_map,
        label: from.label.clone(),
        heading: heading(from, &view, shown, language),
        data: from.data.clone(),
        notes: notes(query, from, &view, nothing_open, language)
            .into_iter()
            .chain(start.and_then(|_| conditions_note(conditions, language)))
            .collect(),
        others: others(query, from, language),
        others_title: from.which.as_ref().map_or(text("other_places", language), |which| which.title).to_owned(),
        reply: query.reply.clone(),
        ways: if start.is_some() || query.mode() != Mode::Car { choices(query, language) } else { Vec::new() },
        by: query.mode().name(),
        has_roads: start.is_some(),
        explanation: explanation(&view, query.mode(), language),
        rows: rows(&view, shown, query, language),
        skipped: skipped(&view, has_filters, SKIPPED_SHOWN, query, language),
        skipped_title: text(if has_filters { "skipped_title" } else { "unreachable_title" }, language),
        has_filters,
        clear: ListQuery { open: false, services: Vec::new(), rows: ROWS, ..query.clone() }.address(language),
        more: has_more.then(|| larger.address(language)),
        list_view: ListQuery { is_map: false, ..query.clone() }.address(language),
        map_view: ListQuery { is_map: true, ..query.clone() }.address(language),
    })
}

/// The answer, and whether it is one without the filter by hours because nothing is open: never an empty page.
fn search(
    index: &OutletIndex,
    asked: &Query,
    now: Timestamp,
    start: Option<&Start>,
) -> Result<(Answer, bool), Problem> {
    let answer = find(index, asked, now, start).map_err(Problem::internal)?;
    if asked.open == OpenFilter::Any || !answer.offered.is_empty() {
        return Ok((answer, false));
    }
    let any = Query { open: OpenFilter::Any, ..asked.clone() };
    find(index, &any, now, start).map(|answer| (answer, true)).map_err(Problem::internal)
}

fn nearest_m(view: &NearestAnswer<'_>) -> Option<f64> {
    view.outlets.first().map(|nearest| nearest.distance_m)
}

fn heading(from: &WhereFrom, view: &NearestAnswer<'_>, shown: usize, language: Language) -> String {
    let is_near = nearest_m(view).is_some_and(|metres| metres <= NEARBY_M);
    from.heading(shown, is_near, language)
}

/// What has to be said before the list, most important first.
fn notes(
    query: &ListQuery,
    from: &WhereFrom,
    view: &NearestAnswer<'_>,
    nothing_open: bool,
    language: Language,
) -> Vec<Note> {
    let say = |name| text(name, language).to_owned();
    let mut notes = Vec::new();
    let mut add = |is_warning, text| notes.push(Note { text, is_warning });
    let start = || format!("{} {}.", text("start_note", language), from.label);
    match from.kind {
        Kind::Start => add(false, start()),
        Kind::NotFound => {
            let known: String = query.q.chars().take(60).collect();
            add(true, format!("{} {}. {}", say("not_found"), quoted(&known, language), say("not_found_advice")));
        }
        Kind::TooLong => add(true, say("too_long")),
        Kind::NotOnEarth => add(true, say("not_on_earth")),
        Kind::Place(Certainty::TownOnly) => add(false, say("town_only")),
        Kind::Place(Certainty::Guessed) => add(false, format!("{} {}.", say("guessed"), quoted(&query.q, language))),
        Kind::Found(Exactness::BetweenHouses) => add(false, say("between_houses")),
        Kind::Found(Exactness::StreetOnly) => add(true, say("street_only")),
        Kind::Found(Exactness::TownOnly) => add(true, say("street_unknown")),
        Kind::Found(Exactness::Guessed) => add(false, format!("{} {}.", say("guessed"), quoted(&query.q, language))),
        Kind::Device | Kind::Place(_) | Kind::Found(Exactness::AsAsked) => {}
    }
    if nothing_open {
        add(true, say("none_open"));
    }
    match nearest_m(view) {
        None => add(true, say("none_at_all")),
        Some(metres) if metres > NEARBY_M => add(false, from.nearest_is(metres, language)),
        Some(_) => {}
    }
    notes
}

/// What is different on the roads today, by its names.
fn conditions_note(names: &[String], language: Language) -> Option<Note> {
    let said = || format!("{} {}.", text("road_conditions", language), names.join(", "));
    (!names.is_empty()).then(|| Note { text: said(), is_warning: false })
}

fn others(query: &ListQuery, from: &WhereFrom, language: Language) -> Vec<Other> {
    if let Some(which) = &from.which {
        let choice = |(reply, label): &(String, String)| {
            let chosen = ListQuery { reply: reply.clone(), near: None, rows: ROWS, ..query.clone() };
            Other { href: chosen.address(language), label: label.clone() }
        };
        return which.choices.iter().map(choice).collect();
    }
    let other = |place: &crate::service::find_place::Place| {
        let label = place_label(place, language);
        // The text is part of the choice: the point holds for this label only.
        let chosen = ListQuery { q: label.clone(), near: Some(Ok(place.point)), rows: ROWS, ..query.clone() };
        Other { href: chosen.address(language), label }
    };
    from.others.iter().map(other).collect()
}
