//! From a checked query to the answer: the nearest that pass, then all nearer ones that did not.

use super::answer::{Answer, ExcludedOutlet, FilterName, Journey, NearestOutlet};
use super::eligibility::{misplaced, open_enough, shut};
use super::explain;
use super::hours::{HoursLookup, fits};
use super::query::{NearestError, OpenFilter, Request};
use crate::domain::opening_hours::State;
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::spatial::{Candidate, Neighbour, Search, Verdict};
use crate::units::{Meters, Timestamp};

/// When nearly everything is shut (at night), only so many nearest outlets are asked for their hours: two
/// milliseconds of work, and far past what anybody would drive.
pub const CANDIDATES_MAX: usize = 10_000;

/// Among how many outlets, nearest first, the next opening is looked for.
pub const NEXT_OPENING_CANDIDATES: usize = 100;

const EVERYWHERE: Meters = Meters(f64::INFINITY);

/// How far the answer speaks for every outlet.
#[derive(Clone, Copy, Debug)]
struct Horizon {
    within: Meters,
    /// At `within` exactly, outlets that come after this one are outside.
    last: Option<u32>,
}

/// The outlets that pass, and how far the search looked.
#[derive(Debug)]
struct Found {
    neighbours: Vec<Neighbour>,
    /// The last outlet asked, when the search gave up.
    gave_up_after: Option<Neighbour>,
}

pub(super) struct Finder<'a> {
    pub index: &'a OutletIndex,
    pub request: &'a Request<'a>,
    pub hours: HoursLookup,
}

pub(super) fn answer(index: &OutletIndex, request: &Request) -> Result<Answer, NearestError> {
    let mut finder = Finder { index, request, hours: HoursLookup::default() };
    let found = finder.offered();
    let horizon = finder.horizon(&found);
    let (excluded, excluded_total) = finder.excluded(&found.neighbours, horizon);
    let too_few = found.neighbours.len() < request.query.k;
    Ok(Answer {
        at: request.at,
        search_truncated: found.gave_up_after.is_some(),
        next_opening: if too_few { explain::next_opening(&mut finder, &found.neighbours) } else { None },
        blocking_filters: if found.neighbours.is_empty() { blocking(index, request) } else { Vec::new() },
        offered: found.neighbours.iter().map(|&each| finder.offer(each, finder.estimate(each))).collect(),
        excluded,
        excluded_total,
    })
}

fn blocking(index: &OutletIndex, request: &Request) -> Vec<FilterName> {
    explain::blocking(request, |request| Finder { index, request, hours: HoursLookup::default() }.finds_one())
}

impl<'a> Finder<'a> {
    /// Within the distance asked for; if there is nothing, the nearest beyond it.
    fn offered(&mut self) -> Found {
        let query = self.request.query;
        let Some(max) = query.max_distance else { return self.passing(query.k, EVERYWHERE) };
        let found = self.passing(query.k, max);
        let is_settled = !found.neighbours.is_empty() || found.gave_up_after.is_some();
        if is_settled { found } else { self.passing(1, EVERYWHERE) }
    }

    /// Whether any outlet passes.
    pub fn finds_one(&mut self) -> bool {
        !self.passing(1, EVERYWHERE).neighbours.is_empty()
    }

    /// The `k` nearest outlets that pass all filters.
    fn passing(&mut self, k: usize, within: Meters) -> Found {
        let (index, request) = (self.index, self.request);
        let search = Search { from: request.query.from, k, filter: request.place, within };
        let mut asked = 0;
        let mut gave_up = false;
        let judge = |candidate: &mut Candidate| {
            if !request.serves_at(index, candidate.slot) {
                return Verdict::Skip;
            }
            asked += 1;
            gave_up = self.hours_limit_passed(asked);
            match gave_up {
                true => Verdict::Abort,
                false if self.is_open_enough(candidate.slot, || candidate.distance()) => Verdict::Take,
                false => Verdict::Skip,
            }
        };
        let neighbours = index.points().nearest(&search, judge, |a, b| index.by_id(a, b));
        if gave_up { self.passing_one_by_one(k, within) } else { Found { neighbours, gave_up_after: None } }
    }

    /// The same, asking strictly by distance, so that giving up means "none among the nearest so many".
    fn passing_one_by_one(&mut self, k: usize, within: Meters) -> Found {
        self.hours = HoursLookup::default();
        let (index, request) = (self.index, self.request);
        let all = index.points().by_distance(request.query.from, request.place, |a, b| index.by_id(a, b));
        let inside = all.take_while(|candidate| candidate.distance.0 <= within.0);
        let mut found = Found { neighbours: Vec::new(), gave_up_after: None };
        let mut last = None;
        for (asked, candidate) in (1..).zip(inside.filter(|candidate| request.serves_at(index, candidate.slot))) {
            if found.neighbours.len() == k {
                break;
            }
            if self.hours_limit_passed(asked) {
                found.gave_up_after = last;
                break;
            }
            if self.is_open_enough(candidate.slot, || candidate.distance) {
                found.neighbours.push(candidate);
            }
            last = Some(candidate);
        }
        found
    }

    /// The `k` nearest outlets that pass all filters but that of hours.
    pub fn placed(&self, k: usize, within: Meters) -> Vec<Neighbour> {
        let search = Search { from: self.request.query.from, k, filter: self.request.place, within };
        let judge = |candidate: &mut Candidate| {
            if self.request.serves_at(self.index, candidate.slot) { Verdict::Take } else { Verdict::Skip }
        };
        self.index.points().nearest(&search, judge, |a, b| self.index.by_id(a, b))
    }

    fn hours_limit_passed(&self, asked: usize) -> bool {
        self.request.query.open != OpenFilter::Any && (asked > CANDIDATES_MAX || self.hours.is_exhausted())
    }

    /// `distance` is asked only where the moment of arrival counts.
    fn is_open_enough(&mut self, slot: u32, distance: impl FnOnce() -> Meters) -> bool {
        let travel = || self.request.query.travel.time(distance());
        let (outlet, moment) = (self.outlet(slot), self.request.moment(travel));
        open_enough(self.request, &mut self.hours, outlet, moment)
    }

    /// A list that is full speaks for all nearer ones; one that is not speaks for all that were asked.
    fn horizon(&self, found: &Found) -> Horizon {
        let at = |neighbour: Neighbour| Horizon { within: neighbour.distance, last: Some(neighbour.slot) };
        let max = self.request.query.max_distance.unwrap_or(EVERYWHERE);
        match found.neighbours.last() {
            Some(&last) if found.neighbours.len() == self.request.query.k || last.distance.0 > max.0 => at(last),
            _ => match found.gave_up_after {
                Some(last) if last.distance.0 <= max.0 => at(last),
                _ => Horizon { within: max, last: None },
            },
        }
    }

    /// Everything inside the horizon that is not offered: the nearest, and how many there are.
    fn excluded(&mut self, offered: &[Neighbour], horizon: Horizon) -> (Vec<ExcludedOutlet>, usize) {
        let (index, query) = (self.index, self.request.query);
        let (points, filter, within) = (index.points(), self.request.told_of(), horizon.within);
        let is_inside_at_edge = |slot: u32| horizon.last.is_none_or(|last| index.by_id(slot, last).is_le());
        let total = points.count_within(query.from, within, filter, is_inside_at_edge) - offered.len();
        let mut offered: Vec<u32> = offered.iter().map(|neighbour| neighbour.slot).collect();
        offered.sort_unstable();
        let judge = |candidate: &mut Candidate| {
            let is_offered = offered.binary_search(&candidate.slot).is_ok();
            let mut is_inside = || candidate.distance().0 < within.0 || is_inside_at_edge(candidate.slot);
            if !is_offered && is_inside() { Verdict::Take } else { Verdict::Skip }
        };
        let search = Search { from: query.from, k: query.excluded_limit.min(total), filter, within };
        let nearest = points.nearest(&search, judge, |a, b| index.by_id(a, b));
        let excluded = nearest.into_iter().filter_map(|neighbour| self.exclude(neighbour, self.estimate(neighbour)));
        (excluded.collect(), total)
    }

    /// The journey as far as the straight line tells.
    pub fn estimate(&self, neighbour: Neighbour) -> Journey {
        Journey { travel: self.request.query.travel.time(neighbour.distance), road: None }
    }

    /// Whether the hours let an outlet be offered that is reached so.
    pub fn is_open_for(&mut self, outlet: OutletRef<'_>, journey: Journey) -> bool {
        let moment = self.request.moment(|| journey.travel);
        open_enough(self.request, &mut self.hours, outlet, moment)
    }

    /// Why an outlet is left out; nothing when it may be offered.
    pub fn exclude(&mut self, neighbour: Neighbour, journey: Journey) -> Option<ExcludedOutlet> {
        let request = self.request;
        let outlet = self.outlet(neighbour.slot);
        let moment = request.moment(|| journey.travel);
        let mut excluded = ExcludedOutlet {
            slot: neighbour.slot,
            id: outlet.id(),
            distance: neighbour.distance,
            journey: Some(journey),
            arrive_at: request.at + journey.travel,
            code: misplaced(request, outlet).unwrap_or(super::ExclusionCode::Closed),
            missing_services: request.required & !outlet.service_mask(),
            status_now: None,
            status: None,
            opens_at: None,
        };
        if misplaced(request, outlet).is_none() {
            let now = self.hours.status(outlet, request.at);
            let then = self.hours.status(outlet, moment);
            excluded.code = shut(request, now, then, moment)?;
            excluded.status_now = Some(now);
            excluded.status = Some(then);
            excluded.opens_at = self.hours.next_fit(outlet, moment, request.stay);
        }
        Some(excluded)
    }

    pub fn offer(&mut self, neighbour: Neighbour, journey: Journey) -> NearestOutlet {
        let request = self.request;
        let outlet = self.outlet(neighbour.slot);
        let arrive_at = request.at + journey.travel;
        let on_arrival = self.hours.status(outlet, arrive_at);
        let is_open = on_arrival.state == State::Open;
        let leave_by = |closing: Timestamp| closing - request.stay - journey.travel;
        NearestOutlet {
            slot: neighbour.slot,
            id: outlet.id(),
            distance: neighbour.distance,
            journey,
            arrive_at,
            status_now: self.hours.status(outlet, request.at),
            status_on_arrival: on_arrival,
            opens_at: if is_open { None } else { self.hours.next_fit(outlet, arrive_at, request.stay) },
            leave_by: on_arrival.next_change.filter(|_| fits(on_arrival, arrive_at, request.stay)).map(leave_by),
            beyond_max_distance: request.query.max_distance.is_some_and(|max| neighbour.distance.0 > max.0),
        }
    }

    pub fn outlet(&self, slot: u32) -> OutletRef<'a> {
        self.index.at(slot).expect("the point index holds filled slots only")
    }
}
