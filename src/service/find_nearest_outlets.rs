//! Which outlets are nearest, open when the customer gets there, and why not the nearer ones.
//!
//! Pure: an index, a query and the time give the answer. Distances are WGS 84 geodesics; travel time is
//! an estimate from the straight line. Every outlet nearer than the last one offered is either offered
//! or excluded with a code, and the list is never empty while an outlet passes the filters, however far.

mod along;
mod answer;
pub mod brute_force;
mod by_road;
mod eligibility;
mod explain;
mod hours;
mod query;
mod search;

pub use along::{Along, AlongOutlet, Towards, find_outlets_along, find_outlets_along_by_road};
pub use answer::{Answer, ExcludedOutlet, ExclusionCode, FilterName, Journey, NearestOutlet, NextOpening};
pub use by_road::Departure;
pub use query::{
    EXCLUDED_LIMIT_DEFAULT, EXCLUDED_LIMIT_MAX, K_DEFAULT, K_MAX, NearestError, OpenFilter, Query, STAY_MINUTES_MAX,
    TravelEstimate,
};
pub use search::{CANDIDATES_MAX, NEXT_OPENING_CANDIDATES};

use crate::geo::LonLat;
use crate::live::outlets::OutletIndex;
use crate::roads::search::Search;
use crate::units::{Meters, Timestamp};

/// Nobody looks for an outlet from farther away than this, unless by mistake.
const SWAPPED_BEYOND: Meters = Meters(1_000_000.0);

/// Near enough to believe that the customer stands there.
const SWAPPED_WITHIN: Meters = Meters(100_000.0);

/// Answers `query` as of `now`. Errors: a bound is passed or a service is unknown.
pub fn find_nearest_outlets(index: &OutletIndex, query: &Query, now: Timestamp) -> Result<Answer, NearestError> {
    search::answer(index, &query.resolve(index, now)?)
}

/// The same by travel time on roads: `departure` is where the customer sets out, `search` work space of its roads.
pub fn find_nearest_outlets_by_road(
    index: &OutletIndex,
    query: &Query,
    now: Timestamp,
    departure: &Departure,
    search: &mut Search,
) -> Result<Answer, NearestError> {
    Ok(by_road::answer(index, &query.resolve(index, now)?, departure, search))
}

/// Whether `query` most likely has longitude and latitude the wrong way round: everything is more than
/// a thousand kilometres away, and with the two swapped the nearest outlet is close.
pub fn looks_swapped(index: &OutletIndex, query: &Query, answer: &Answer, now: Timestamp) -> bool {
    let far = answer.offered.first().is_some_and(|nearest| nearest.distance > SWAPPED_BEYOND);
    let Some(mirrored) = LonLat::new(query.from.lat(), query.from.lon()).ok().filter(|_| far) else {
        return false;
    };
    let probe = Query { k: 1, excluded_limit: 0, ..Query::around(mirrored) };
    let nearest = find_nearest_outlets(index, &probe, now);
    nearest.is_ok_and(|answer| answer.offered.first().is_some_and(|nearest| nearest.distance < SWAPPED_WITHIN))
}
