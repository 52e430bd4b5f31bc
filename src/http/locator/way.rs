//! By car, on foot or by bike: the choice, and what times and distances of a list are made of.
//!
//! By road where the point is near one, and then every row says so; by the straight line elsewhere, which the line
//! below the list says. A list with both says it on each row.

use serde::Serialize;

use super::formats::{capitalised, distance, minutes};
use super::list::NEARBY_M;
use super::query::ListQuery;
use super::texts::text;
use crate::app::App;
use crate::domain::language::Language;
use crate::http::api::nearest::straight_line_speed;
use crate::http::views::nearest::{NearestAnswer, NearestView};
use crate::service::find_nearest_outlets::TravelEstimate;
use crate::service::roads::Mode;

const ROADS: &str = "roads";
const CROW_FLIES: &str = "crow_flies";

/// One of the three ways of travelling, a link.
#[derive(Debug, Serialize)]
pub struct WayChoice {
    code: &'static str,
    name: String,
    href: String,
    is_chosen: bool,
}

/// How far an outlet is, in words.
#[derive(Debug, Serialize)]
pub struct HowFar {
    /// `None` where a straight line says nothing about the way any more.
    pub minutes: Option<String>,
    pub distance: String,
    /// `drogą`; empty where the line below the list says it for all.
    pub basis: &'static str,
}

impl HowFar {
    /// `12,8 km drogą`.
    pub fn sentence(&self) -> String {
        format!("{} {}", self.distance, self.basis).trim_end().to_owned()
    }
}

pub fn estimate(app: &App, mode: Mode) -> TravelEstimate {
    TravelEstimate { speed: straight_line_speed(Some(mode), app), ..TravelEstimate::default() }
}

pub fn choices(query: &ListQuery, language: Language) -> Vec<WayChoice> {
    let choice = |mode: Mode| WayChoice {
        code: mode.name(),
        name: capitalised(text(name(mode), language)),
        href: ListQuery { by: Some(mode), ..query.clone() }.address(language),
        is_chosen: query.mode() == mode,
    };
    [Mode::Car, Mode::Foot, Mode::Bike].map(choice).into()
}

const fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Car => "by_car",
        Mode::Foot => "on_foot",
        Mode::Bike => "by_bike",
    }
}

/// Of one row; `list_basis` is that of all of them.
pub fn how_far(each: &NearestView<'_>, list_basis: &str, language: Language) -> HowFar {
    let is_by_road = each.basis == ROADS;
    HowFar {
        minutes: (is_by_road || each.distance_m <= NEARBY_M).then(|| minutes(each.travel_s)),
        distance: distance(each.road_m.unwrap_or(each.distance_m), language),
        basis: match list_basis {
            CROW_FLIES => "",
            _ if is_by_road => text("by_road", language),
            _ => text("in_a_straight_line", language),
        },
    }
}

/// The line below the list: what its minutes are.
pub fn explanation(view: &NearestAnswer<'_>, mode: Mode, language: Language) -> &'static str {
    let name = match (view.basis, mode) {
        (ROADS, _) => "measured_by_road",
        (CROW_FLIES, Mode::Car) => "estimate",
        (CROW_FLIES, Mode::Foot) => "estimate_on_foot",
        (CROW_FLIES, Mode::Bike) => "estimate_by_bike",
        _ => "measured_or_estimated",
    };
    text(name, language)
}
