//! The slow twin: every outlet measured, sorted, judged one by one.
//!
//! Shares nothing with the fast search but the vocabulary of the question and the answer. Hours come from
//! schedules of months, compiled once per source, and are read stretch by stretch. For tests and benchmarks.
//! Measured by Karney's algorithm, the order is independent of our own short lines; where outlets are
//! equally distant to the last nanometre, only the same measure tells them apart the same way.

use std::collections::HashMap;

use super::answer::{Answer, ExcludedOutlet, ExclusionCode, FilterName, NearestOutlet};
use super::query::{OpenFilter, Query};
use crate::domain::ids::OutletId;
use crate::domain::opening_hours::{HoursSource, Reason, Schedule, State, Stretch};
use crate::domain::outlet::{Outlet, OutletStatus};
use crate::geo::LonLat;
use crate::units::{Meters, Seconds, Timestamp};

/// What an answer must say, without what can be looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub offered: Vec<OfferedOutline>,
    pub excluded: Vec<ExcludedOutline>,
    pub excluded_total: usize,
    pub next_opening: Option<(OutletId, Timestamp)>,
    pub blocking_filters: Vec<FilterName>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OfferedOutline {
    pub id: OutletId,
    pub state_now: State,
    pub state_on_arrival: State,
    pub opens_at: Option<Timestamp>,
    pub leave_by: Option<Timestamp>,
    pub beyond_max_distance: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExcludedOutline {
    pub id: OutletId,
    pub code: ExclusionCode,
    pub opens_at: Option<Timestamp>,
}

/// All outlets, and their hours over a window that no question leaves.
#[derive(Debug)]
pub struct BruteForce<'o> {
    outlets: &'o [Outlet],
    schedules: HashMap<HoursSource, Schedule>,
    sources: Vec<HoursSource>,
    measure: Measure,
}

/// How far it is from one point to another.
pub type Measure = fn(LonLat, LonLat) -> Meters;

/// How far past a moment answers look.
const LOOK_AHEAD: Seconds = Seconds::days(7);

/// How one gets to an outlet by road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// No road of ours is near: an estimate has to do.
    NoRoad,
    NoWay,
    Road {
        time_ms: u64,
        length_dm: u64,
    },
}

/// The way from where the question is asked.
pub type WayTo<'w> = &'w dyn Fn(&Outlet) -> Way;

/// One outlet under one question.
#[derive(Clone, Copy)]
struct Candidate<'o> {
    number: usize,
    outlet: &'o Outlet,
    distance: Meters,
    travel: Seconds,
    /// What is nearer comes first; equal ones by id.
    rank: (u64, u8, u64),
}

impl<'o> BruteForce<'o> {
    /// Questions must set out and arrive between `from` and `until`, less the days that answers look ahead.
    pub fn new(outlets: &'o [Outlet], from: Timestamp, until: Timestamp, measure: Measure) -> Self {
        let sources: Vec<HoursSource> = outlets.iter().map(|outlet| HoursSource::of(&outlet.draft)).collect();
        let mut schedules = HashMap::new();
        for source in &sources {
            if !schedules.contains_key(source) {
                schedules.insert(source.clone(), Schedule::compile(source, from, until));
            }
        }
        Self { outlets, schedules, sources, measure }
    }

    /// What the fast search must answer.
    pub fn answer(&self, query: &Query, now: Timestamp) -> Outline {
        self.answer_from(query, now, self.by_distance(query), &[])
    }

    /// What the fast search by road must answer.
    pub fn answer_by_road(&self, query: &Query, now: Timestamp, way_to: WayTo<'_>) -> Outline {
        let (mut ranked, mut without_way) = (Vec::new(), Vec::new());
        for candidate in self.by_distance(query) {
            let distance_bits = candidate.distance.0.to_bits();
            let (travel, rank) = match way_to(candidate.outlet) {
                Way::NoWay => {
                    without_way.push(candidate);
                    continue;
                }
                Way::NoRoad => (candidate.travel, (candidate.travel.0 as u64 * 1_000, 1, distance_bits)),
                Way::Road { time_ms, length_dm } => {
                    (Seconds(((time_ms + 500) / 1_000) as i64), (time_ms, 0, length_dm))
                }
            };
            ranked.push(Candidate { travel, rank, ..candidate });
        }
        ranked.sort_by_key(|each| (each.rank, each.outlet.id));
        self.answer_from(query, now, ranked, &without_way)
    }

    fn answer_from(
        &self,
        query: &Query,
        now: Timestamp,
        ranked: Vec<Candidate<'o>>,
        without_way: &[Candidate<'o>],
    ) -> Outline {
        let at = query.at.unwrap_or(now);
        let passing = |candidate: &&Candidate| self.reason(query, at, candidate).is_none();
        let max = query.max_distance.unwrap_or(Meters(f64::INFINITY)).0;
        let mut offered: Vec<Candidate> =
            ranked.iter().filter(passing).filter(|each| each.distance.0 <= max).take(query.k).copied().collect();
        if offered.is_empty() {
            offered.extend(ranked.iter().find(passing));
        }
        let mut excluded = self.excluded(query, at, &ranked, &offered, max);
        excluded.extend(unreachable(query, without_way, &offered, max));
        Outline {
            next_opening: self.next_opening(query, at, &ranked, &offered, max),
            blocking_filters: if offered.is_empty() { self.blocking(query, at, &ranked) } else { Vec::new() },
            offered: offered.iter().map(|candidate| self.offer(query, at, candidate, max)).collect(),
            excluded_total: excluded.len(),
            excluded: excluded.into_iter().take(query.excluded_limit).collect(),
        }
    }

    fn by_distance(&self, query: &Query) -> Vec<Candidate<'o>> {
        let measure = |(number, outlet): (usize, &'o Outlet)| {
            let distance = (self.measure)(query.from, outlet.draft.point);
            let (travel, rank) = (query.travel.time(distance), (distance.0.to_bits(), 0, 0));
            Candidate { number, outlet, distance, travel, rank }
        };
        let mut ranked: Vec<Candidate> = self.outlets.iter().enumerate().map(measure).collect();
        ranked.sort_by_key(|each| (each.rank, each.outlet.id));
        ranked
    }

    /// Why the outlet may not be offered.
    fn reason(&self, query: &Query, at: Timestamp, candidate: &Candidate) -> Option<ExclusionCode> {
        let draft = &candidate.outlet.draft;
        let is_one_of = |countries: &[String]| countries.is_empty() || countries.contains(&draft.address.country);
        if draft.status != OutletStatus::Active {
            Some(ExclusionCode::Inactive)
        } else if !query.kinds.is_empty() && !query.kinds.contains(&draft.kind) {
            Some(ExclusionCode::OtherKind)
        } else if !is_one_of(&query.countries) {
            Some(ExclusionCode::OtherCountry)
        } else if !query.services.iter().all(|service| draft.services.contains(service)) {
            Some(ExclusionCode::NoService)
        } else {
            self.shut_reason(query, at, candidate)
        }
    }

    fn shut_reason(&self, query: &Query, at: Timestamp, candidate: &Candidate) -> Option<ExclusionCode> {
        let moment = match query.open {
            OpenFilter::Any => return None,
            OpenFilter::Now => at,
            OpenFilter::OnArrival => at + candidate.travel,
        };
        let stretch = self.stretch(candidate, moment);
        let reason = match (stretch.state, stretch.reason) {
            (State::Unknown, _) => ExclusionCode::HoursUnknown,
            (State::Open, _) => {
                let closing = self.end_of_state(candidate, moment);
                if closing >= moment + Seconds::minutes(query.stay_minutes) {
                    return None;
                }
                ExclusionCode::ClosesBeforeStay
            }
            (State::Closed, Reason::LegalClosure(_)) => ExclusionCode::LegalClosure,
            (State::Closed, Reason::PublicHoliday(_)) => ExclusionCode::PublicHoliday,
            (State::Closed, Reason::Override(_)) => ExclusionCode::OverrideClosure,
            (State::Closed, Reason::Regular) => match self.stretch(candidate, at).state {
                State::Open => ExclusionCode::ClosesBeforeArrival,
                _ => ExclusionCode::Closed,
            },
        };
        Some(reason)
    }

    fn offer(&self, query: &Query, at: Timestamp, candidate: &Candidate, max: f64) -> OfferedOutline {
        let (travel, stay) = (candidate.travel, Seconds::minutes(query.stay_minutes));
        let arrive_at = at + travel;
        let state_on_arrival = self.stretch(candidate, arrive_at).state;
        let closing = self.end_of_state(candidate, arrive_at);
        let fits = state_on_arrival == State::Open && closing >= arrive_at + stay && closing <= arrive_at + LOOK_AHEAD;
        OfferedOutline {
            id: candidate.outlet.id,
            state_now: self.stretch(candidate, at).state,
            state_on_arrival,
            opens_at: if state_on_arrival == State::Open { None } else { self.opening(candidate, arrive_at, stay) },
            leave_by: fits.then(|| closing - stay - travel),
            beyond_max_distance: candidate.distance.0 > max,
        }
    }

    fn excluded(
        &self,
        query: &Query,
        at: Timestamp,
        ranked: &[Candidate],
        offered: &[Candidate],
        max: f64,
    ) -> Vec<ExcludedOutline> {
        let is_full = offered.len() == query.k || offered.last().is_some_and(|last| last.distance.0 > max);
        let last = offered.last().filter(|_| is_full);
        let within = |candidate: &&Candidate| match last {
            Some(last) => (candidate.rank, candidate.outlet.id) <= (last.rank, last.outlet.id),
            None => true,
        };
        let is_beyond = last.is_some_and(|last| last.distance.0 > max);
        let farthest = if is_beyond { f64::INFINITY } else { max };
        let may_tell =
            |candidate: &&Candidate| !query.hide_planned || candidate.outlet.draft.status != OutletStatus::Planned;
        let exclude = |candidate: &Candidate| {
            let code = self.reason(query, at, candidate)?;
            let moment = self.moment(query, at, candidate);
            let opens_at = self.opening(candidate, moment, Seconds::minutes(query.stay_minutes));
            let is_about_hours = code > ExclusionCode::NoService;
            Some(ExcludedOutline { id: candidate.outlet.id, code, opens_at: opens_at.filter(|_| is_about_hours) })
        };
        let near = ranked.iter().take_while(within).filter(|each| each.distance.0 <= farthest);
        near.filter(may_tell).filter_map(exclude).collect()
    }

    fn next_opening(
        &self,
        query: &Query,
        at: Timestamp,
        ranked: &[Candidate],
        offered: &[Candidate],
        max: f64,
    ) -> Option<(OutletId, Timestamp)> {
        if query.open == OpenFilter::Any || offered.len() == query.k {
            return None;
        }
        let hourless = Query { open: OpenFilter::Any, ..query.clone() };
        let near = ranked.iter().filter(|candidate| candidate.distance.0 <= max);
        let placed = near.filter(|candidate| self.reason(&hourless, at, candidate).is_none());
        let shut = placed
            .take(super::NEXT_OPENING_CANDIDATES)
            .filter(|candidate| offered.iter().all(|offer| offer.outlet.id != candidate.outlet.id));
        let opening = |candidate: &Candidate| {
            let moment = self.moment(query, at, candidate);
            let opening = self.opening(candidate, moment, Seconds::minutes(query.stay_minutes))?;
            Some((candidate.outlet.id, opening))
        };
        shut.filter_map(opening).min_by_key(|&(_, opening)| opening)
    }

    fn blocking(&self, query: &Query, at: Timestamp, ranked: &[Candidate]) -> Vec<FilterName> {
        let without = [
            (FilterName::Kinds, !query.kinds.is_empty(), Query { kinds: Vec::new(), ..query.clone() }),
            (FilterName::Countries, !query.countries.is_empty(), Query { countries: Vec::new(), ..query.clone() }),
            (FilterName::Services, !query.services.is_empty(), Query { services: Vec::new(), ..query.clone() }),
            (FilterName::Open, query.open != OpenFilter::Any, Query { open: OpenFilter::Any, ..query.clone() }),
        ];
        let in_use = without.iter().filter(|(_, is_used, _)| *is_used);
        let passes = |query: &Query| ranked.iter().any(|candidate| self.reason(query, at, candidate).is_none());
        let alone: Vec<FilterName> =
            in_use.clone().filter(|(_, _, query)| passes(query)).map(|(filter, ..)| *filter).collect();
        if alone.is_empty() { in_use.map(|(filter, ..)| *filter).collect() } else { alone }
    }

    fn moment(&self, query: &Query, at: Timestamp, candidate: &Candidate) -> Timestamp {
        match query.open {
            OpenFilter::OnArrival => at + candidate.travel,
            _ => at,
        }
    }

    fn schedule(&self, candidate: &Candidate) -> &Schedule {
        &self.schedules[&self.sources[candidate.number]]
    }

    fn stretch(&self, candidate: &Candidate, at: Timestamp) -> Stretch {
        let mut stretches = self.schedule(candidate).stretches();
        stretches.find(|stretch| (stretch.from..stretch.until).contains(&at)).expect("the window holds all questions")
    }

    /// Neighbouring stretches of one state are one.
    fn end_of_state(&self, candidate: &Candidate, at: Timestamp) -> Timestamp {
        let start = self.stretch(candidate, at);
        let rest = self.schedule(candidate).stretches().skip_while(|stretch| stretch.from < start.from);
        rest.take_while(|stretch| stretch.state == start.state).last().map_or(start.until, |last| last.until)
    }

    /// The first moment within the look-ahead at which the outlet is open for the whole stay.
    fn opening(&self, candidate: &Candidate, from: Timestamp, stay: Seconds) -> Option<Timestamp> {
        let coming = self.schedule(candidate).stretches().filter(|stretch| stretch.until > from);
        let openings = coming.filter(|stretch| stretch.state == State::Open).map(|stretch| stretch.from.max(from));
        let mut near = openings.take_while(|&opening| opening <= from + LOOK_AHEAD);
        near.find(|&opening| self.end_of_state(candidate, opening) >= opening + stay)
    }
}

/// Those without a way that are as near as the farthest one offered.
fn unreachable(query: &Query, without_way: &[Candidate], offered: &[Candidate], max: f64) -> Vec<ExcludedOutline> {
    let farthest = offered.iter().map(|each| each.distance.0).fold(0.0, f64::max);
    let horizon = if offered.len() == query.k { farthest } else { max.max(farthest) };
    let may_tell = |each: &&Candidate| !query.hide_planned || each.outlet.draft.status != OutletStatus::Planned;
    let near = without_way.iter().filter(|each| each.distance.0 <= horizon).filter(may_tell);
    let told =
        |each: &Candidate| ExcludedOutline { id: each.outlet.id, code: ExclusionCode::Unreachable, opens_at: None };
    near.map(told).collect()
}

impl Answer {
    /// What brute force says about the same question.
    pub fn outline(&self) -> Outline {
        let offered = |offer: &NearestOutlet| OfferedOutline {
            id: offer.id,
            state_now: offer.status_now.state,
            state_on_arrival: offer.status_on_arrival.state,
            opens_at: offer.opens_at,
            leave_by: offer.leave_by,
            beyond_max_distance: offer.beyond_max_distance,
        };
        let excluded =
            |each: &ExcludedOutlet| ExcludedOutline { id: each.id, code: each.code, opens_at: each.opens_at };
        Outline {
            offered: self.offered.iter().map(offered).collect(),
            excluded: self.excluded.iter().map(excluded).collect(),
            excluded_total: self.excluded_total,
            next_opening: self.next_opening.map(|next| (next.id, next.at)),
            blocking_filters: self.blocking_filters.clone(),
        }
    }
}
