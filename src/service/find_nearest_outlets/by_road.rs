//! The nearest by travel time: outlets come in the order in which they are reached, and are judged one by one.
//!
//! Three streams are merged: outlets on the network, those that moved since the network last knew them, and those that
//! no road of ours leads to, whose times are estimates from the straight line and are marked as such.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::iter::Peekable;

use super::answer::{Answer, ExcludedOutlet, ExclusionCode, FilterName, Journey, NextOpening};
use super::eligibility::misplaced;
use super::explain;
use super::query::{OpenFilter, Request};
use super::search::{CANDIDATES_MAX, Finder, NEXT_OPENING_CANDIDATES};
use crate::domain::outlet::OutletStatus;
use crate::geo::{LonLat, geodesic_distance};
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::roads::search::Search;
use crate::roads::snap::Snap;
use crate::service::outlet_roads::{Drive, OutletRoads};
use crate::spatial::Neighbour;
use crate::units::{Meters, Seconds};

/// Where a journey begins, and on which roads.
#[derive(Debug)]
pub struct Departure<'r> {
    pub outlets: &'r OutletRoads,
    pub from: Snap,
    /// Slots whose outlets came, moved or went since `outlets` was made, sorted.
    pub moved: Vec<u32>,
}

/// An outlet and how it is reached.
#[derive(Clone, Copy, Debug)]
struct Coming {
    slot: u32,
    /// Milliseconds, so that rounding does not change the order; of equal times those by road, the shorter first.
    rank: (u64, bool, u64),
    journey: Journey,
}

impl Coming {
    fn by_road(drive: Drive) -> Self {
        let travel = Seconds(((drive.time_ms + 500) / 1_000) as i64);
        let road = Some(Meters(drive.length_dm as f64 / 10.0));
        Self { slot: drive.slot, rank: (drive.time_ms, false, drive.length_dm), journey: Journey { travel, road } }
    }

    fn estimated(Neighbour { slot, distance }: Neighbour, travel: Seconds) -> Self {
        // Distances are not negative: their bits sort as they do.
        let rank = (travel.0 as u64 * 1_000, true, distance.0.to_bits());
        Self { slot, rank, journey: Journey { travel, road: None } }
    }

    fn order(&self, other: &Self, index: &OutletIndex) -> Ordering {
        self.rank.cmp(&other.rank).then_with(|| index.by_id(self.slot, other.slot))
    }
}

pub(super) fn answer(index: &OutletIndex, request: &Request, departure: &Departure, search: &mut Search) -> Answer {
    let query = request.query;
    let mut judged = Judged::by_time(index, request, departure, search, query.k, query.max_distance);
    if judged.offered.is_empty() && judged.passes_beyond && !judged.gave_up {
        let shut = std::mem::take(&mut judged.shut);
        judged = Judged { shut, ..Judged::by_time(index, request, departure, search, 1, None) };
    }
    judged.add_unreachable(index, request, departure, search);
    let mut finder = Finder { index, request, hours: Default::default() };
    let is_short = judged.offered.len() < query.k && query.open != OpenFilter::Any;
    Answer {
        at: request.at,
        search_truncated: judged.gave_up,
        next_opening: if is_short { next_opening(&mut finder, &judged.shut) } else { None },
        blocking_filters: if judged.offered.is_empty() {
            blocking(index, request, departure, search)
        } else {
            Vec::new()
        },
        offered: judged.offered.iter().map(|(each, coming)| finder.offer(*each, coming.journey)).collect(),
        excluded: judged.excluded,
        excluded_total: judged.excluded_total,
    }
}

fn blocking(index: &OutletIndex, request: &Request, departure: &Departure, search: &mut Search) -> Vec<FilterName> {
    explain::blocking(request, |request| {
        !Judged::by_time(index, request, departure, search, 1, None).offered.is_empty()
    })
}

/// The soonest moment at which one of those that are only shut is open long enough.
fn next_opening(finder: &mut Finder, shut: &[(Neighbour, Coming)]) -> Option<NextOpening> {
    let request = finder.request;
    let opening = |(neighbour, coming): &(Neighbour, Coming)| {
        let outlet = finder.outlet(neighbour.slot);
        let at = finder.hours.next_fit(outlet, request.moment(|| coming.journey.travel), request.stay)?;
        Some(NextOpening { slot: neighbour.slot, id: outlet.id(), distance: neighbour.distance, at })
    };
    shut.iter().filter_map(opening).min_by_key(|opening| opening.at)
}

/// What became of the outlets, in the order in which they are reached.
#[derive(Debug, Default)]
struct Judged {
    offered: Vec<(Neighbour, Coming)>,
    excluded: Vec<ExcludedOutlet>,
    excluded_total: usize,
    /// The first that pass everything but their hours.
    shut: Vec<(Neighbour, Coming)>,
    seen: HashSet<u32>,
    /// Whether one beyond the distance asked for would pass.
    passes_beyond: bool,
    gave_up: bool,
}

impl Judged {
    fn by_time(
        index: &OutletIndex,
        request: &Request,
        departure: &Departure,
        search: &mut Search,
        k: usize,
        within: Option<Meters>,
    ) -> Self {
        let mut finder = Finder { index, request, hours: Default::default() };
        let mut judged = Self::default();
        for (asked, coming) in all(index, request, departure, search).enumerate() {
            let Some(outlet) = index.at(coming.slot) else { continue };
            if asked == CANDIDATES_MAX || finder.hours.is_exhausted() {
                judged.gave_up = true;
                break;
            }
            judged.seen.insert(coming.slot);
            // A straight line is measured exactly, which takes longer than all the rest: only where it is needed.
            let neighbour = || Neighbour { slot: coming.slot, distance: distance(request, outlet.point()) };
            let is_beyond = within.is_some_and(|within| neighbour().distance > within);
            let misplaced = misplaced(request, outlet).is_some();
            if !misplaced && finder.is_open_for(outlet, coming.journey) {
                match is_beyond {
                    true => judged.passes_beyond = true,
                    false => judged.offered.push((neighbour(), coming)),
                }
            } else if !is_beyond && is_told_of(request, outlet) {
                judged.excluded_total += 1;
                // Reasons cost more than all the rest: they are looked for only where somebody reads them.
                if judged.wants_reason(misplaced, request)
                    && let Some(excluded) = finder.exclude(neighbour(), coming.journey)
                {
                    judged.exclude(excluded, coming, request.query.excluded_limit);
                }
            }
            if judged.offered.len() == k {
                break;
            }
        }
        judged
    }

    fn exclude(&mut self, excluded: ExcludedOutlet, coming: Coming, limit: usize) {
        let is_only_shut = excluded.code > ExclusionCode::NoService;
        if is_only_shut && self.shut.len() + self.offered.len() < NEXT_OPENING_CANDIDATES {
            self.shut.push((Neighbour { slot: excluded.slot, distance: excluded.distance }, coming));
        }
        if self.excluded.len() < limit {
            self.excluded.push(excluded);
        }
    }

    /// Whether the reason of the next outlet left out is told, or how soon it opens may be.
    fn wants_reason(&self, misplaced: bool, request: &Request) -> bool {
        let is_listed = self.excluded.len() < request.query.excluded_limit;
        is_listed || !misplaced && self.shut.len() + self.offered.len() < NEXT_OPENING_CANDIDATES
    }

    /// Outlets as near as the farthest one offered to which no way leads.
    fn add_unreachable(&mut self, index: &OutletIndex, request: &Request, departure: &Departure, search: &mut Search) {
        let is_full = self.offered.len() >= request.query.k;
        let farthest = self.offered.iter().map(|(neighbour, _)| neighbour.distance.0).fold(0.0, f64::max);
        let max = request.query.max_distance.map_or(f64::INFINITY, |max| max.0);
        let horizon = if is_full { farthest } else { max.max(farthest) };
        let near = index.points().by_distance(request.query.from, request.told_of(), |a, b| index.by_id(a, b));
        for neighbour in near.take(CANDIDATES_MAX).take_while(|each| each.distance.0 <= horizon) {
            if self.seen.contains(&neighbour.slot) || !departure.is_cut_off(index, neighbour.slot, search) {
                continue;
            }
            self.excluded_total += 1;
            if self.excluded.len() < request.query.excluded_limit
                && let Some(outlet) = index.at(neighbour.slot)
            {
                self.excluded.push(ExcludedOutlet {
                    slot: neighbour.slot,
                    id: outlet.id(),
                    distance: neighbour.distance,
                    journey: None,
                    arrive_at: request.at,
                    code: ExclusionCode::Unreachable,
                    missing_services: 0,
                    status_now: None,
                    status: None,
                    opens_at: None,
                });
            }
        }
    }
}

/// Plans are not spoken of outside the company.
fn is_told_of(request: &Request, outlet: OutletRef<'_>) -> bool {
    !request.query.hide_planned || outlet.status() != OutletStatus::Planned
}

fn distance(request: &Request, to: LonLat) -> Meters {
    geodesic_distance(request.query.from, to)
}

impl Departure<'_> {
    /// Whether the outlet in a slot came, moved or went since the roads knew it.
    pub(super) fn has_moved(&self, slot: u32) -> bool {
        self.moved.binary_search(&slot).is_ok()
    }

    /// Whether there is a road at an outlet and no way to it.
    fn is_cut_off(&self, index: &OutletIndex, slot: u32, search: &mut Search) -> bool {
        if !self.has_moved(slot) {
            return self.outlets.is_cut_off(search, &self.from, slot);
        }
        let drive = index.at(slot).and_then(|outlet| self.outlets.drive_to(search, &self.from, slot, outlet.point()));
        matches!(drive, Some(Err(_)))
    }
}

/// All outlets that can be reached, by growing time.
fn all<'a>(
    index: &'a OutletIndex,
    request: &'a Request,
    departure: &'a Departure,
    search: &'a mut Search,
) -> impl Iterator<Item = Coming> + use<'a> {
    let moved = moved(index, request, departure, search);
    let known = departure.outlets.from(search, &departure.from);
    let known = known.filter(|drive| !departure.has_moved(drive.slot)).map(Coming::by_road);
    let off_road = departure.outlets.off_road(request.query.from, |a, b| index.by_id(a, b));
    let off_road = off_road.filter(|each| !departure.has_moved(each.slot)).map(|each| estimated(request, each));
    let by_road = merged(index, known, moved.by_road.into_iter());
    let by_estimate = merged(index, off_road, moved.off_road.into_iter());
    merged(index, by_road, by_estimate)
}

fn estimated(request: &Request, each: Neighbour) -> Coming {
    Coming::estimated(each, request.query.travel.time(each.distance))
}

/// What moved lately, by growing time.
#[derive(Debug, Default)]
struct Moved {
    /// Those that are reached on the roads now.
    by_road: Vec<Coming>,
    /// Those that have no road now.
    off_road: Vec<Coming>,
}

fn moved(index: &OutletIndex, request: &Request, departure: &Departure, search: &mut Search) -> Moved {
    let mut moved = Moved::default();
    for outlet in departure.moved.iter().filter_map(|slot| index.at(*slot)) {
        let (slot, point) = (outlet.slot(), outlet.point());
        match departure.outlets.drive_to(search, &departure.from, slot, point) {
            Some(drive) => moved.by_road.extend(drive.map(Coming::by_road)),
            None => {
                let distance = distance(request, point);
                moved.off_road.push(estimated(request, Neighbour { slot, distance }));
            }
        }
    }
    moved.by_road.sort_by(|a, b| a.order(b, index));
    moved.off_road.sort_by(|a, b| a.order(b, index));
    moved
}

/// Two ordered streams as one.
fn merged<'a>(
    index: &'a OutletIndex,
    first: impl Iterator<Item = Coming> + 'a,
    second: impl Iterator<Item = Coming> + 'a,
) -> impl Iterator<Item = Coming> + 'a {
    let (mut first, mut second): (Peekable<_>, Peekable<_>) = (first.peekable(), second.peekable());
    std::iter::from_fn(move || match (first.peek(), second.peek()) {
        (Some(a), Some(b)) if a.order(b, index).is_gt() => second.next(),
        (Some(_), _) => first.next(),
        (None, _) => second.next(),
    })
}
