//! `/{language}/outlets/{code}`: one stable page per outlet.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::formats::{date, distance};
use super::frame::{Frame, PageFacts, company};
use super::hours_table::{HoursTable, coming_days};
use super::icons::of_service;
use super::json_ld::{LinkedPage, json_ld, page_path};
use super::language::PageLanguage;
use super::list_rows::{Routes, StateLine, abroad, dialled, outlet_address};
use super::query::ListQuery;
use super::templates::render;
use super::texts::{kind, text};
use crate::app::App;
use crate::domain::language::{Language, Languages};
use crate::domain::opening_hours::{HoursSource, Schedule};
use crate::domain::outlet::{Outlet, OutletStatus};
use crate::http::error::Problem;
use crate::http::views::hours::hours_view;
use crate::http::views::nearest::currency;
use crate::http::views::sentences::{LocalWords, state_sentence};
use crate::http::views::time::local_date;
use crate::service::find_nearest_outlets::{Query, find_nearest_outlets};
use crate::units::{Seconds, Timestamp};

/// "Opens on Monday" is an answer, "opens in three weeks" is not.
const LOOK_AHEAD: Seconds = Seconds::days(8);
/// Others around, as a way on.
const NEARBY_SHOWN: usize = 4;

/// The part of a page that the template calls `outlet`.
#[derive(Debug, Serialize)]
struct OutletPage {
    code: String,
    name: String,
    kind: &'static str,
    address: String,
    abroad: Option<String>,
    lat: f64,
    lon: f64,
    state: StateLine,
    is_closed: bool,
    phone: Option<String>,
    phone_shown: String,
    email: String,
    website: String,
    routes: Routes,
    hours: HoursTable,
    services: Vec<ServiceLine>,
    promotions: Vec<Offer>,
    nearby: Vec<Nearby>,
    checked: String,
    back: String,
    report: String,
}

#[derive(Debug, Serialize)]
struct ServiceLine {
    name: String,
    icon: &'static str,
}

#[derive(Debug, Serialize)]
struct Offer {
    title: String,
    until: String,
}

#[derive(Debug, Serialize)]
struct Nearby {
    name: String,
    href: String,
    distance: String,
}

pub async fn show_outlet(
    State(app): State<App>,
    PageLanguage(language): PageLanguage,
    Path((_, code)): Path<(String, String)>,
    address: Uri,
) -> Result<Response, Problem> {
    let query = ListQuery::parse(address.query().unwrap_or_default());
    let Some(outlet) = public_outlet(&app, &code).await? else {
        return gone(&app, language, &query);
    };
    let page = Frame::new(&app, language, facts(&app, &outlet, &query, language));
    let linked = LinkedPage { address: &page.canonical, picture: &page.picture, company: &page.company };
    let data = json_ld(&outlet.draft, &coming_days(&HoursSource::of(&outlet.draft), app.clock.now()), &linked);
    let outlet = outlet_page(&app, &outlet, &query, language);
    render(
        &app,
        "outlet.html",
        StatusCode::OK,
        query.is_embedded,
        context! { page => Serde(page), outlet => Serde(outlet), json_ld => data },
    )
}

/// The outlet, where customers may know of it: no plans, none that are gone.
pub async fn public_outlet(app: &App, code: &str) -> Result<Option<Outlet>, Problem> {
    let found = app.store.find_outlet_by_code(code).await?;
    let is_public = |status| matches!(status, OutletStatus::Active | OutletStatus::TemporarilyClosed);
    Ok(found.filter(|outlet| is_public(outlet.draft.status)))
}

/// A page that leads on instead of an error.
pub fn gone(app: &App, language: Language, query: &ListQuery) -> Result<Response, Problem> {
    let facts = PageFacts {
        title: format!("{} · {}", text("gone_title", language), company(app)),
        description: text("gone_text", language).to_owned(),
        path: "/".to_owned(),
        suffix: String::new(),
        is_indexed: false,
        is_embedded: query.is_embedded,
    };
    let page = Frame::new(app, language, facts);
    render(app, "gone.html", StatusCode::NOT_FOUND, query.is_embedded, context! { page => Serde(page) })
}

fn facts(app: &App, outlet: &Outlet, query: &ListQuery, language: Language) -> PageFacts {
    let draft = &outlet.draft;
    PageFacts {
        title: format!("{}, {} · {}", draft.name, draft.address.city, company(app)),
        description: format!(
            "{}: {}. {}",
            kind(draft.kind.code(), language),
            full_address(outlet),
            text("lead", language)
        ),
        path: page_path(&draft.code, None),
        suffix: query.suffix(),
        is_indexed: true,
        is_embedded: query.is_embedded,
    }
}

/// `Mirabellenstraße 2, 17033 Neubrandenburg`.
pub fn full_address(outlet: &Outlet) -> String {
    let address = &outlet.draft.address;
    let town = format!("{} {}", address.postcode, address.city);
    [address.street.as_str(), town.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn outlet_page(app: &App, outlet: &Outlet, query: &ListQuery, language: Language) -> OutletPage {
    let (draft, now) = (&outlet.draft, app.clock.now());
    let source = HoursSource::of(draft);
    let (state, is_closed) = state_now(outlet, &source, now, language);
    OutletPage {
        code: draft.code.clone(),
        name: draft.name.clone(),
        kind: draft.kind.code(),
        address: full_address(outlet),
        abroad: abroad(&draft.address.country, currency(&draft.address.country), language),
        lat: draft.point.lat(),
        lon: draft.point.lon(),
        state,
        is_closed,
        phone: dialled(&draft.phone),
        phone_shown: draft.phone.clone(),
        email: draft.email.clone(),
        website: draft.website.clone(),
        routes: Routes::to(draft.point.lat(), draft.point.lon(), &draft.name),
        hours: HoursTable::new(&source, now, language),
        services: services(app, outlet, language),
        promotions: offers(outlet, now, language),
        nearby: nearby(app, outlet, now, language),
        checked: date(local_date(outlet.updated_at, draft.time_zone), language),
        back: ListQuery { sel: draft.code.clone(), ..query.clone() }.address(language),
        report: format!("{}/report", page_path(&draft.code, Some(language))),
    }
}

/// The state now in words, and whether it is closed.
fn state_now(outlet: &Outlet, source: &HoursSource, now: Timestamp, language: Language) -> (StateLine, bool) {
    if outlet.draft.status != OutletStatus::Active {
        let text = text("temporarily_closed", language).to_owned();
        return (StateLine { text, tone: "warn", icon: "circle-x" }, true);
    }
    let schedule = Schedule::compile(source, now, now + LOOK_AHEAD);
    let Some(status) = schedule.status_at(now) else {
        let text = text("hours_unknown", language).to_owned();
        return (StateLine { text, tone: "off", icon: "phone" }, false);
    };
    let words = LocalWords::new(source.time_zone, now, Languages::Only(language));
    let view = hours_view(status, source, words.languages);
    let sentence = state_sentence(status, schedule.next_open(now), words, source);
    (StateLine::of(&view, sentence.get(language)), view.state == "closed")
}

fn services(app: &App, outlet: &Outlet, language: Language) -> Vec<ServiceLine> {
    let vocabulary = app.live.services();
    let offered = vocabulary.iter().filter(|service| outlet.draft.services.contains(&service.code));
    offered
        .map(|service| ServiceLine { name: service.name.get(language).to_owned(), icon: of_service(&service.code) })
        .collect()
}

/// What holds on the outlet's day.
fn offers(outlet: &Outlet, now: Timestamp, language: Language) -> Vec<Offer> {
    let today = local_date(now, outlet.draft.time_zone);
    let valid = outlet.draft.promotions.iter().filter(|each| (each.valid_from..=each.valid_until).contains(&today));
    let offer = |each: &crate::domain::outlet::Promotion| Offer {
        title: each.title.get(language).to_owned(),
        until: super::formats::day_and_month(each.valid_until, language),
    };
    valid.map(offer).collect()
}

fn nearby(app: &App, outlet: &Outlet, now: Timestamp, language: Language) -> Vec<Nearby> {
    let index = app.live.outlets().read();
    let around = Query { k: NEARBY_SHOWN + 1, excluded_limit: 0, ..Query::around(outlet.draft.point) };
    let Ok(answer) = find_nearest_outlets(&index, &around, now) else { return Vec::new() };
    let others = answer.offered.iter().filter(|each| each.id != outlet.id).take(NEARBY_SHOWN);
    let told = others.filter_map(|each| {
        let card = index.at(each.slot)?.card();
        Some(Nearby {
            name: card.name.to_owned(),
            href: outlet_address(card.code, &ListQuery::parse(""), language),
            distance: distance(each.distance.0, language),
        })
    });
    told.collect()
}
