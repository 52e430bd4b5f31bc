//! What to say when there is too little to offer: who opens first, and which filter is in the way.

use super::answer::{FilterName, NextOpening};
use super::query::{OpenFilter, Query, Request};
use super::search::{Finder, NEXT_OPENING_CANDIDATES};
use crate::live::outlets::tag_filter;
use crate::spatial::Neighbour;
use crate::units::Meters;

/// The soonest moment at which one of the nearest outlets that pass all other filters is open long
/// enough; of several the nearest.
pub(super) fn next_opening(finder: &mut Finder, offered: &[Neighbour]) -> Option<NextOpening> {
    let request = finder.request;
    if request.query.open == OpenFilter::Any {
        return None;
    }
    let within = request.query.max_distance.unwrap_or(Meters(f64::INFINITY));
    let mut near = finder.placed(NEXT_OPENING_CANDIDATES, within);
    near.retain(|candidate| !offered.iter().any(|offer| offer.slot == candidate.slot));
    let opening = |candidate: Neighbour| {
        let outlet = finder.outlet(candidate.slot);
        let moment = request.moment(|| request.query.travel.time(candidate.distance));
        let at = finder.hours.next_fit(outlet, moment, request.stay)?;
        Some(NextOpening { slot: candidate.slot, id: outlet.id(), distance: candidate.distance, at })
    };
    near.into_iter().filter_map(opening).min_by_key(|opening| opening.at)
}

/// The filters in the way of an answer; `passes` says whether any outlet passes a request.
pub(super) fn blocking(request: &Request, mut passes: impl FnMut(&Request) -> bool) -> Vec<FilterName> {
    let in_use = FilterName::ALL.iter().copied().filter(|&filter| is_used(request.query, filter));
    let in_use: Vec<FilterName> = in_use.collect();
    let mut passes_without = |filter: FilterName| {
        let query = without(request.query, filter);
        let required = if filter == FilterName::Services { 0 } else { request.required };
        passes(&Request { query: &query, required, place: tag_filter(&query.kinds, required), ..*request })
    };
    let alone: Vec<FilterName> = in_use.iter().copied().filter(|&filter| passes_without(filter)).collect();
    if alone.is_empty() { in_use } else { alone }
}

fn is_used(query: &Query, filter: FilterName) -> bool {
    match filter {
        FilterName::Kinds => !query.kinds.is_empty(),
        FilterName::Countries => !query.countries.is_empty(),
        FilterName::Services => !query.services.is_empty(),
        FilterName::Open => query.open != OpenFilter::Any,
    }
}

fn without(query: &Query, filter: FilterName) -> Query {
    let mut query = Query { max_distance: None, ..query.clone() };
    match filter {
        FilterName::Kinds => query.kinds.clear(),
        FilterName::Countries => query.countries.clear(),
        FilterName::Services => query.services.clear(),
        FilterName::Open => query.open = OpenFilter::Any,
    }
    query
}
