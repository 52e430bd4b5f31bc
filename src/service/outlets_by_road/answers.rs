//! Questions about outlets, answered by road where they set out on one, else by the straight line.

use rayon::prelude::*;

use super::Start;
use crate::live::outlets::{LiveOutlets, OutletIndex};
use crate::roads::snap::Snap;
use crate::service::find_nearest_outlets::{
    Along, Answer, Departure, NearestError, Query, Towards, find_nearest_outlets, find_nearest_outlets_by_road,
    find_outlets_along, find_outlets_along_by_road,
};
use crate::service::outlet_roads::OutletRoads;
use crate::service::roads::RegionRoads;
use crate::units::Timestamp;

/// Answers `query` by road where it sets out on one, else by the straight line.
pub fn find(index: &OutletIndex, query: &Query, now: Timestamp, start: Option<&Start>) -> Result<Answer, NearestError> {
    let on_roads =
        start.and_then(|start| Some((start.departure(index)?, start.placed.region.mode(start.placed.mode)?)));
    match on_roads {
        Some((departure, roads)) => {
            roads.search(|_, search| find_nearest_outlets_by_road(index, query, now, &departure, search))
        }
        None => find_nearest_outlets(index, query, now),
    }
}

/// Outlets along a way, by road where it lies on one, else by straight lines. Nothing where no way leads there.
pub fn find_along(
    index: &OutletIndex,
    query: &Query,
    towards: Towards,
    now: Timestamp,
    way: Option<&(Start, Snap)>,
) -> Result<Option<Along>, NearestError> {
    let on_roads =
        way.and_then(|(start, to)| Some((start.departure(index)?, to, start.placed.region.mode(start.placed.mode)?)));
    let Some((departure, to, roads)) = on_roads else {
        return find_outlets_along(index, query, towards, now).map(Some);
    };
    roads.search(|_, search| find_outlets_along_by_road(index, query, towards, now, (&departure, to), search))
}

/// Answers each query for itself, on all cores, and gives in their order what `write` makes of the answers; `starts` are
/// theirs. Errors name the query. The outlets are locked for one query at a time, so that changes need not wait for all.
pub fn find_each<T: Send>(
    outlets: &LiveOutlets,
    queries: &[Query],
    now: Timestamp,
    starts: &[Option<Start>],
    write: impl Fn(usize, &OutletIndex, &Answer) -> T + Sync,
) -> Result<Vec<T>, (usize, NearestError)> {
    let one = |(number, query): (usize, &Query)| {
        let index = outlets.read();
        let answer = find(&index, query, now, starts[number].as_ref()).map_err(|error| (number, error))?;
        Ok(write(number, &index, &answer))
    };
    queries.par_iter().enumerate().map(one).collect()
}

impl Start {
    /// The outlets on those roads.
    pub fn outlets(&self) -> &OutletRoads {
        &self.placed.outlets
    }

    /// Whose roads it is on.
    pub fn region(&self) -> &RegionRoads {
        &self.placed.region
    }

    /// For the outlets of now; nothing when too many have moved since this was found.
    pub(super) fn departure(&self, index: &OutletIndex) -> Option<Departure<'_>> {
        let moved = index.moved_since(self.placed.outlets.moves())?;
        Some(Departure { outlets: &self.placed.outlets, from: self.from, moved })
    }
}
