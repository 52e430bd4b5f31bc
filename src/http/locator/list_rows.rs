//! The rows of a list, the filters above it and the nearer outlets that were left out, in words.

use serde::Serialize;

use super::formats::distance;
use super::list::{NEARBY_M, shown_count};
use super::query::ListQuery;
use super::texts::{country, kind, text};
use super::way::{HowFar, how_far};
use crate::domain::language::Language;
use crate::domain::outlet::Service;
use crate::http::views::hours::HoursView;
use crate::http::views::nearest::{ExcludedView, NearestAnswer, NearestView, OutletCard};
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::Query;
use crate::service::outlets_by_road::{Start, find};
use crate::units::Timestamp;

/// Services counted for filters; each costs one search.
const COUNTED_MAX: usize = 32;
/// An outlet that closes within this after arrival is worth a warning.
const CLOSES_SOON_S: i64 = 60 * 60;

/// One outlet of the list.
#[derive(Debug, Serialize)]
pub struct Row {
    number: usize,
    code: String,
    kind: &'static str,
    name: String,
    href: String,
    address: String,
    /// Country and currency, where they differ from the reader's.
    abroad: Option<String>,
    far: HowFar,
    state: StateLine,
    is_closed: bool,
    is_selected: bool,
    lat: f64,
    lon: f64,
    /// The whole row in one sentence, for the pin.
    label: String,
    phone: Option<String>,
    routes: Routes,
}

/// Open or not, with the tone and the icon that go with it.
#[derive(Clone, Debug, Serialize)]
pub struct StateLine {
    pub text: String,
    pub tone: &'static str,
    pub icon: &'static str,
}

/// Ways to a map of somebody else; nothing is called before the press.
#[derive(Debug, Serialize)]
pub struct Routes {
    device: String,
    google: String,
    apple: String,
    mapy: String,
}

/// A filter by service.
#[derive(Debug, Serialize)]
pub struct Chip {
    code: String,
    name: String,
    /// Rows of the list with this filter on.
    count: usize,
    is_on: bool,
}

/// An outlet left out.
#[derive(Debug, Serialize)]
pub struct Skipped {
    name: String,
    href: String,
    distance: String,
    reason: String,
}

impl Routes {
    pub fn to(lat: f64, lon: f64, name: &str) -> Self {
        let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
        Self {
            device: format!("geo:{lat:.5},{lon:.5}?q={lat:.5},{lon:.5}({name})"),
            google: format!("https://www.google.com/maps/dir/?api=1&destination={lat:.5},{lon:.5}"),
            apple: format!("https://maps.apple.com/?daddr={lat:.5},{lon:.5}"),
            mapy: format!("https://mapy.cz/fnc/v1/route?end={lon:.5},{lat:.5}&routeType=car_fast"),
        }
    }
}

pub fn rows(view: &NearestAnswer<'_>, shown: usize, query: &ListQuery, language: Language) -> Vec<Row> {
    let mut countries = view.outlets.iter().take(shown).map(|each| each.outlet.address.country);
    let first = countries.next();
    let is_mixed = countries.any(|country| Some(country) != first);
    let is_there = view.outlets.iter().take(shown).any(|each| each.outlet.code == query.sel);
    let is_selected = |number: usize, code: &str| if is_there { code == query.sel } else { number == 1 };
    let numbered = (1..).zip(view.outlets.iter().take(shown));
    let row = |(number, each)| row(number, each, view.basis, query, language);
    let mut rows: Vec<Row> = numbered.map(row).collect();
    for row in &mut rows {
        row.is_selected = is_selected(row.number, &row.code);
        // In English no country is the reader's own; where all rows are of one, it goes without saying.
        row.abroad = row.abroad.take().filter(|_| is_mixed || language != Language::English);
    }
    rows
}

fn row(number: usize, each: &NearestView<'_>, basis: &str, query: &ListQuery, language: Language) -> Row {
    let outlet = &each.outlet;
    let (state, far) = (arrival_state(each, language), how_far(each, basis, language));
    Row {
        number,
        code: outlet.code.to_owned(),
        kind: outlet.kind,
        name: outlet.name.to_owned(),
        href: outlet_address(outlet.code, query, language),
        address: short_address(outlet, language),
        abroad: abroad(outlet.address.country, outlet.currency, language),
        is_closed: each.on_arrival.state == "closed",
        is_selected: false,
        lat: outlet.lat,
        lon: outlet.lon,
        label: format!("{number}, {}, {}, {}", outlet.name, far.sentence(), state.text),
        phone: dialled(outlet.phone),
        routes: Routes::to(outlet.lat, outlet.lon, outlet.name),
        far,
        state,
    }
}

/// Where the page of an outlet is; the question goes along for the way back.
pub fn outlet_address(code: &str, query: &ListQuery, language: Language) -> String {
    let code: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    let kept = ListQuery { is_map: false, ..query.clone() };
    format!("/{}/outlets/{}{}", language.code(), code.replace('+', "%20"), kept.suffix())
}

fn short_address(outlet: &OutletCard<'_>, language: Language) -> String {
    let address = &outlet.address;
    let parts = [address.street, address.city].into_iter().filter(|part| !part.is_empty());
    let mut text = parts.collect::<Vec<_>>().join(", ");
    let kind = kind(outlet.kind, language).to_lowercase();
    let is_said = outlet.kind == "store" || outlet.name.to_lowercase().contains(&kind);
    if !is_said {
        text = format!("{text} · {kind}");
    }
    text
}

/// `Czechy · CZK` in Polish, nothing in Czech.
pub fn abroad(code: &str, currency: &str, language: Language) -> Option<String> {
    let is_own = match language {
        Language::Polish => code == "PL",
        Language::Czech => code == "CZ",
        Language::English => false,
    };
    (!is_own).then(|| format!("{} · {currency}", country(code, language)))
}

/// What a telephone dials; `None` where there is no number.
pub fn dialled(phone: &str) -> Option<String> {
    let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then_some(number)
}

/// The state on arrival; where that is about to change, the two times that matter.
fn arrival_state(each: &NearestView<'_>, language: Language) -> StateLine {
    let arrive = each.arrive_at.naive();
    let closes = match (each.on_arrival.state, each.now.state) {
        ("open", _) => each.on_arrival.closes_at.filter(|at| (at.naive() - arrive).num_seconds() <= CLOSES_SOON_S),
        ("closed", "open") => each.now.closes_at,
        _ => None,
    };
    match closes.map(|closes| closes.naive()).filter(|closes| closes.date() == arrive.date()) {
        Some(closes) => {
            let (closing, arriving) = (text("closes", language), text("you_arrive", language));
            let (closes, arrive) = (closes.format("%-H:%M"), arrive.format("%-H:%M"));
            StateLine { text: format!("{closing} {closes}, {arriving} {arrive}"), tone: "warn", icon: "clock" }
        }
        None => StateLine::of(&each.on_arrival, each.sentence.get(language)),
    }
}

impl StateLine {
    pub fn of(hours: &HoursView, sentence: &str) -> Self {
        let (tone, icon) = match (hours.state, hours.reason) {
            ("open", _) => ("ok", "circle-check"),
            ("unknown", _) => ("off", "phone"),
            (_, "regular") => ("off", "circle-x"),
            _ => ("warn", "circle-x"),
        };
        Self { text: sentence.to_owned(), tone, icon }
    }
}

/// Filters in the row and behind the button. Each count is that of the list the filter would give; filters
/// that would give none are left out, those that are on stay.
pub fn chips(
    index: &OutletIndex,
    asked: &Query,
    services: &[Service],
    start: Option<&Start>,
    now: Timestamp,
    language: Language,
) -> (Vec<Chip>, Vec<Chip>) {
    let count = |code: &str| {
        let mut wanted = Query { excluded_limit: 0, ..asked.clone() };
        if !wanted.services.iter().any(|each| each == code) {
            wanted.services.push(code.to_owned());
        }
        let answer = find(index, &wanted, now, start);
        answer.map_or(0, |answer| shown_count(answer.offered.iter().map(|each| each.distance.0)))
    };
    let chip = |service: &Service| Chip {
        count: count(&service.code),
        is_on: asked.services.contains(&service.code),
        name: service.name.get(language).to_owned(),
        code: service.code.clone(),
    };
    let chips = services.iter().take(COUNTED_MAX).map(chip).filter(|chip| chip.count > 0 || chip.is_on);
    let (on, off): (Vec<Chip>, Vec<Chip>) = chips.partition(|chip| chip.is_on);
    split_row(on, off, asked.k)
}

/// In the row: what is on, else the filter of the shortest name among those that make a difference.
fn split_row(on: Vec<Chip>, mut off: Vec<Chip>, rows: usize) -> (Vec<Chip>, Vec<Chip>) {
    let length = |at: &usize| (off[*at].count >= rows, off[*at].name.chars().count());
    match (0..off.len()).min_by_key(length).filter(|_| on.is_empty()) {
        Some(at) => (vec![off.remove(at)], off),
        None => (on, off),
    }
}

/// Nearer than the last row, and the reason why not; outlets that are gone for good are no answer. Without filters
/// only those that no road leads to: nobody else would say where they went.
pub fn skipped(
    view: &NearestAnswer<'_>,
    has_filters: bool,
    limit: usize,
    query: &ListQuery,
    language: Language,
) -> Vec<Skipped> {
    let is_left_out = |code| if has_filters { code != "inactive" } else { code == "unreachable" };
    let is_worth_telling = |each: &&ExcludedView<'_>| is_left_out(each.code) && each.distance_m <= NEARBY_M;
    let told = view.excluded.iter().filter(is_worth_telling).take(limit);
    told.map(|each| Skipped {
        name: each.outlet.name.to_owned(),
        href: outlet_address(each.outlet.code, query, language),
        distance: excluded_distance(each, view.basis, language),
        reason: each.sentence.get(language).to_owned(),
    })
    .collect()
}

/// By road in a list by road; where no road leads, as far as one sees it.
fn excluded_distance(each: &ExcludedView<'_>, list_basis: &str, language: Language) -> String {
    let basis = match (each.road_m, list_basis) {
        (Some(_), _) => text("by_road", language),
        (None, "crow_flies") => "",
        (None, _) => text("in_a_straight_line", language),
    };
    let metres = each.road_m.unwrap_or(each.distance_m);
    format!("{} {basis}", distance(metres, language)).trim_end().to_owned()
}
