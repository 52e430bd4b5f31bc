//! The answer to "which outlet is nearest" as JSON and as GeoJSON.
//!
//! Everything is borrowed from the index: the answer is written while the read lock is held and no text is
//! copied twice.

mod card;

use serde::Serialize;
use utoipa::ToSchema;

pub use card::{AddressView, ExcludedCard, OutletCard, PromotionView, card, currency};

use super::hours::{HoursView, hours_view};
use super::roads::StandingView;
use super::sentences::{LocalWords, Sentence, exclusion_sentence, state_sentence};
use super::time::{self, LocalTime};
use crate::domain::language::Languages;
use crate::domain::outlet::Service;
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::service::find_nearest_outlets::{Answer, ExcludedOutlet, Journey, NearestOutlet};
use crate::units::{Meters, Timestamp};
use card::excluded_card;

/// The nearest outlets, and why not the nearer ones.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearestAnswer<'a> {
    /// When the customer sets out, UTC.
    #[schema(format = DateTime)]
    pub at: String,
    /// What travel times are made of: `roads`; `crow_flies`, an estimate from the straight line; or `mixed`, and each
    /// outlet says which.
    #[schema(example = "crow_flies")]
    pub basis: &'static str,
    /// What was different on the roads; absent where nothing was, and for straight lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<StandingView>,
    /// The change up to which the index had followed.
    pub index_revision: i64,
    /// By distance, or by travel time with `mode`.
    pub outlets: Vec<NearestView<'a>>,
    /// Nearer than the last one offered, and left out; in the same order.
    pub excluded: Vec<ExcludedView<'a>>,
    /// How many were left out; `excluded` lists at most `excluded_limit` of them.
    pub excluded_total: usize,
    /// When nothing is offered: the filters that are to blame.
    pub blocking_filters: Vec<&'static str>,
    /// When fewer than asked for are offered because others are shut: the one that opens first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_opening: Option<NextOpeningView<'a>>,
    /// The question most likely has longitude and latitude the wrong way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub coordinates_look_swapped: bool,
    /// Only the nearest 10,000 outlets that pass the other filters were asked for their hours.
    pub search_truncated: bool,
}

/// An outlet to go to.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearestView<'a> {
    pub outlet: OutletCard<'a>,
    /// WGS 84 geodesic, metres.
    #[schema(example = 3995.0)]
    pub distance_m: f64,
    /// How long the way by road is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road_m: Option<f64>,
    pub travel_s: i64,
    /// `roads`, or `crow_flies` where the time is an estimate from the straight line.
    pub basis: &'static str,
    /// In the outlet's zone.
    #[schema(value_type = String, format = DateTime)]
    pub arrive_at: LocalTime,
    /// At `at`.
    pub now: HoursView,
    /// At `arrive_at`.
    pub on_arrival: HoursView,
    /// If shut on arrival: the first moment at which the stay fits in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opens_at: Option<LocalTime>,
    /// The last moment to set out so that the stay fits in before closing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub leave_by: Option<LocalTime>,
    /// Farther than `max_distance_m`, and yet the nearest there is.
    pub beyond_max_distance: bool,
    pub sentence: Sentence,
}

/// An outlet left out, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExcludedView<'a> {
    pub outlet: ExcludedCard<'a>,
    pub distance_m: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road_m: Option<f64>,
    /// Nothing with `unreachable`.
    pub travel_s: Option<i64>,
    /// `unreachable`, `inactive`, `other_kind`, `other_country`, `no_service`, `hours_unknown`, `legal_closure`,
    /// `public_holiday`, `override_closure`, `closes_before_arrival`, `closed` or `closes_before_stay`;
    /// where several hold, the first in this order.
    #[schema(example = "closes_before_stay")]
    pub code: &'static str,
    pub sentence: Sentence,
    /// With `no_service`: what is wanted and not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_services: Vec<&'a str>,
    /// With codes about hours: the state at the moment that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opens_at: Option<LocalTime>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct NextOpeningView<'a> {
    pub outlet: ExcludedCard<'a>,
    pub distance_m: f64,
    /// The first moment at which the stay fits in, in the outlet's zone.
    #[schema(value_type = String, format = DateTime)]
    pub at: LocalTime,
    pub sentence: Sentence,
}

const CROW_FLIES: &str = "crow_flies";
const ROADS: &str = "roads";

/// What a travel time is made of.
pub(super) fn basis(journey: Journey) -> &'static str {
    if journey.road.is_some() { ROADS } else { CROW_FLIES }
}

/// What the times of an answer are made of.
fn common_basis(answer: &Answer) -> &'static str {
    let by_road = answer.offered.iter().filter(|offered| offered.journey.road.is_some()).count();
    match by_road {
        0 => CROW_FLIES,
        _ if by_road == answer.offered.len() => ROADS,
        _ => "mixed",
    }
}

/// The view of an answer, borrowed from the index that gave it.
pub fn nearest_view<'a>(
    answer: &Answer,
    index: &'a OutletIndex,
    services: &[Service],
    revision: i64,
    languages: Languages,
) -> NearestAnswer<'a> {
    let words = |outlet: OutletRef<'_>| LocalWords::new(outlet.hours_source().time_zone, answer.at, languages);
    let find = |slot: u32| index.at(slot).expect("the answer was made under the same lock");
    let offered = answer.offered.iter().map(|offered| {
        let outlet = find(offered.slot);
        offered_view(offered, outlet, answer.at, words(outlet))
    });
    let excluded = answer.excluded.iter().map(|excluded| {
        let outlet = find(excluded.slot);
        excluded_view(excluded, outlet, words(outlet), index, services)
    });
    NearestAnswer {
        at: time::utc(answer.at),
        basis: common_basis(answer),
        conditions: None,
        index_revision: revision,
        outlets: offered.collect(),
        excluded: excluded.collect(),
        excluded_total: answer.excluded_total,
        blocking_filters: answer.blocking_filters.iter().map(|filter| filter.code()).collect(),
        next_opening: answer.next_opening.map(|next| {
            let outlet = find(next.slot);
            next_opening_view(next.at, next.distance, outlet, words(outlet))
        }),
        coordinates_look_swapped: false,
        search_truncated: answer.search_truncated,
    }
}

/// One outlet to go to, when one sets out at `at`.
pub fn offered_view<'a>(
    offered: &NearestOutlet,
    outlet: OutletRef<'a>,
    at: Timestamp,
    words: LocalWords,
) -> NearestView<'a> {
    let source = outlet.hours_source();
    let zone = source.time_zone;
    NearestView {
        outlet: card(outlet, at),
        distance_m: decimetres(offered.distance),
        road_m: offered.journey.road.map(decimetres),
        travel_s: offered.journey.travel.0,
        basis: basis(offered.journey),
        arrive_at: LocalTime::new(offered.arrive_at, zone),
        now: hours_view(offered.status_now, source, words.languages),
        on_arrival: hours_view(offered.status_on_arrival, source, words.languages),
        opens_at: offered.opens_at.map(|opens| LocalTime::new(opens, zone)),
        leave_by: offered.leave_by.map(|leave| LocalTime::new(leave, zone)),
        beyond_max_distance: offered.beyond_max_distance,
        sentence: state_sentence(offered.status_on_arrival, offered.opens_at, words, source),
    }
}

fn excluded_view<'a>(
    excluded: &ExcludedOutlet,
    outlet: OutletRef<'a>,
    words: LocalWords,
    index: &'a OutletIndex,
    services: &[Service],
) -> ExcludedView<'a> {
    let source = outlet.hours_source();
    ExcludedView {
        outlet: excluded_card(outlet),
        distance_m: decimetres(excluded.distance),
        road_m: excluded.journey.and_then(|journey| journey.road).map(decimetres),
        travel_s: excluded.journey.map(|journey| journey.travel.0),
        code: excluded.code.code(),
        sentence: exclusion_sentence(excluded, outlet, words, services),
        missing_services: index.services().codes_of(excluded.missing_services).collect(),
        hours: excluded.status.map(|status| hours_view(status, source, words.languages)),
        opens_at: excluded.opens_at.map(|opens| LocalTime::new(opens, source.time_zone)),
    }
}

fn next_opening_view<'a>(
    opens: Timestamp,
    distance: Meters,
    outlet: OutletRef<'a>,
    words: LocalWords,
) -> NextOpeningView<'a> {
    let at = LocalTime::new(opens, outlet.hours_source().time_zone);
    let label = ["Najwcześniej: ", "Nejdříve: ", "Earliest: "];
    NextOpeningView {
        outlet: excluded_card(outlet),
        distance_m: decimetres(distance),
        at,
        sentence: Sentence::of(words.languages, |language, text| {
            text.push_str(label[language.index()]);
            words.push_time(text, at, language);
            text.push_str(", ");
            text.push_str(outlet.card().code);
        }),
    }
}

/// To a tenth of a metre: more would claim what no address knows.
fn decimetres(distance: Meters) -> f64 {
    (distance.0 * 10.0).round() / 10.0
}
