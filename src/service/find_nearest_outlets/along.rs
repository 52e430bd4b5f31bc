//! Outlets along a way: those that cost the smallest detour on the way from one place to another.
//!
//! By road every outlet is driven to from one end and left for the other in two sweeps; where there are no roads, the
//! straight lines tell. Then they are judged as ever, the smallest detour first, until enough may be offered.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::answer::{Journey, NearestOutlet};
use super::by_road::Departure;
use super::eligibility::misplaced;
use super::query::{NearestError, OpenFilter, Query, Request};
use super::search::{CANDIDATES_MAX, Finder};
use crate::domain::ids::OutletId;
use crate::geo::{LonLat, geodesic_distance, great_circle_distance};
use crate::live::outlets::OutletIndex;
use crate::roads::search::Search;
use crate::roads::snap::Snap;
use crate::service::outlet_roads::Drive;
use crate::spatial::Neighbour;
use crate::units::{Meters, Seconds, Timestamp};

/// Where the way ends, and how much longer it may become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Towards {
    pub to: LonLat,
    pub max_detour: Option<Seconds>,
}

/// The outlets along a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Along {
    /// When one sets out.
    pub at: Timestamp,
    /// The way without a stop.
    pub direct: Journey,
    /// By detour, then by how much longer the way is, then id. At most `k`.
    pub outlets: Vec<AlongOutlet>,
    /// Only the first `CANDIDATES_MAX` that pass the other filters were asked for their hours.
    pub search_truncated: bool,
}

/// An outlet on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct AlongOutlet {
    pub outlet: NearestOutlet,
    pub detour: Seconds,
    /// Less than nothing where the faster way is the longer one.
    pub detour_length: Meters,
}

/// Detour in milliseconds, by how many decimetres the way is longer, id, slot, the way there.
type Candidate = (u64, i64, OutletId, u32, Way);

/// Milliseconds and decimetres.
type Way = (u64, u64);

/// By road; nothing where no way leads from the one place to the other.
pub fn find_outlets_along_by_road(
    index: &OutletIndex,
    query: &Query,
    towards: Towards,
    now: Timestamp,
    (departure, to): (&Departure, &Snap),
    search: &mut Search,
) -> Result<Option<Along>, NearestError> {
    let request = query.resolve(index, now)?;
    let Some(direct) = departure.outlets.direct(search, &departure.from, to) else { return Ok(None) };
    let moved = departure.moved.iter().filter_map(|slot| index.at(*slot));
    let mut ways: Vec<(Drive, Drive)> = moved
        .filter_map(|outlet| {
            let place = (outlet.slot(), outlet.point());
            departure.outlets.by_way_of(search, &departure.from, to, place)
        })
        .collect();
    let known = departure.outlets.along(search, &departure.from, to);
    ways.extend(known.into_iter().filter(|(there, _)| !departure.has_moved(there.slot)));
    let candidate = |(there, whole): (Drive, Drive)| {
        let id = index.at(there.slot)?.id();
        let longer = whole.length_dm as i64 - direct.1 as i64;
        let way = (there.time_ms, there.length_dm);
        Some((whole.time_ms.saturating_sub(direct.0), longer, id, there.slot, way))
    };
    let candidates = ways.into_iter().filter_map(candidate).collect();
    Ok(Some(judged(index, &request, towards, candidates, direct, true)))
}

/// By straight lines.
pub fn find_outlets_along(
    index: &OutletIndex,
    query: &Query,
    towards: Towards,
    now: Timestamp,
) -> Result<Along, NearestError> {
    let request = query.resolve(index, now)?;
    let way = |metres: Meters| (query.travel.time(metres).0.unsigned_abs() * 1_000, (metres.0 * 10.0).round() as u64);
    let direct = great_circle_distance(query.from, towards.to);
    let candidates = (0..index.slot_end()).filter_map(|slot| index.at(slot)).map(|outlet| {
        let there = great_circle_distance(query.from, outlet.point());
        let longer = there.0 + great_circle_distance(outlet.point(), towards.to).0 - direct.0;
        let (detour_ms, longer_dm) = way(Meters(longer.max(0.0)));
        (detour_ms, longer_dm as i64, outlet.id(), outlet.slot(), way(there))
    });
    Ok(judged(index, &request, towards, candidates.collect(), way(direct), false))
}

/// The first of them that may be offered.
fn judged(
    index: &OutletIndex,
    request: &Request,
    towards: Towards,
    candidates: Vec<Candidate>,
    direct: Way,
    by_road: bool,
) -> Along {
    let mut finder = Finder { index, request, hours: Default::default() };
    let mut waiting: BinaryHeap<Reverse<Candidate>> = candidates.into_iter().map(Reverse).collect();
    let (mut outlets, mut asked, mut search_truncated) = (Vec::new(), 0, false);
    while outlets.len() < request.query.k
        && let Some(Reverse((detour_ms, longer_dm, _, slot, way))) = waiting.pop()
    {
        let (outlet, detour) = (finder.outlet(slot), rounded(detour_ms));
        if towards.max_detour.is_some_and(|most| detour > most) {
            break;
        }
        if misplaced(request, outlet).is_some() {
            continue;
        }
        asked += 1;
        search_truncated =
            request.query.open != OpenFilter::Any && asked > CANDIDATES_MAX || finder.hours.is_exhausted();
        if search_truncated {
            break;
        }
        let journey = journey(way, by_road);
        if finder.is_open_for(outlet, journey) {
            let neighbour = Neighbour { slot, distance: geodesic_distance(request.query.from, outlet.point()) };
            let detour_length = Meters(longer_dm as f64 / 10.0);
            outlets.push(AlongOutlet { outlet: finder.offer(neighbour, journey), detour, detour_length });
        }
    }
    Along { at: request.at, direct: journey(direct, by_road), outlets, search_truncated }
}

fn journey((time_ms, length_dm): Way, by_road: bool) -> Journey {
    Journey { travel: rounded(time_ms), road: by_road.then_some(Meters(length_dm as f64 / 10.0)) }
}

fn rounded(time_ms: u64) -> Seconds {
    Seconds(((time_ms + 500) / 1_000) as i64)
}
