//! The question the other way round: who is near an outlet, and who loses by it if it closes.
//!
//! Of plain points, so that customers, leads and addresses can be asked about alike; whose points they are, and who may
//! see them, is the caller's business.

use rayon::prelude::*;

use crate::domain::customer_sight::{CustomerSight, coarse};
use crate::geo::{LonLat, great_circle_distance};
use crate::live::customers::{LiveCustomers, PlacedCustomer};
use crate::roads::search::Search;
use crate::roads::snap::Snap;
use crate::service::outlet_roads::{Drive, OutletRoads};
use crate::service::roads::{Basis, Conditions, Mode, RoadSet, SNAP_RADIUS, TableQuestion};
use crate::travel::Travel;
use crate::units::{Meters, Seconds};

/// Points in one question: the customers of a region; a second of work on the roads of a city.
pub const POINTS_MAX: usize = 100_000;

/// A point from which the outlet is reached in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WithinReach {
    /// Its number in the question.
    pub point: usize,
    pub travel: Travel,
    pub basis: Basis,
}

/// A point whose nearest outlet is the one that closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Losing {
    /// Its number in the question.
    pub point: usize,
    pub before: Drive,
    /// To the nearest outlet that stays; nothing where no way leads to any.
    pub after: Option<Drive>,
}

/// The customers that `sight` reaches, with points as exact as it sees them, within a straight line of a point. `None`
/// where they are more than `POINTS_MAX`. Looks at every customer: some ten milliseconds for a million.
pub fn placed_customers(
    customers: &LiveCustomers,
    sight: CustomerSight,
    around: Option<(LonLat, Meters)>,
) -> Option<Vec<PlacedCustomer>> {
    let guard = customers.read();
    let everybody = guard.iter().flat_map(|index| index.placed());
    let seen = everybody.filter(|customer| sight.sees(customer.owner));
    let placed = seen.map(|customer| match sight.precise {
        true => customer,
        false => PlacedCustomer { point: coarse(customer.point), ..customer },
    });
    let is_near = |customer: &PlacedCustomer| {
        around.is_none_or(|(point, most)| great_circle_distance(point, customer.point).0 <= most.0)
    };
    let near: Vec<PlacedCustomer> = placed.filter(is_near).take(POINTS_MAX + 1).collect();
    (near.len() <= POINTS_MAX).then_some(near)
}

/// The points from which `outlet` is reached within `limit`, the nearest first. Points off the roads are judged by the
/// straight line, and say so; on roads from which no way leads there they are out of reach.
pub fn within_reach(
    roads: &RoadSet,
    (mode, conditions): (Mode, &Conditions),
    outlet: LonLat,
    points: &[LonLat],
    limit: Seconds,
) -> Vec<WithinReach> {
    let question = TableQuestion {
        mode,
        origins: points.to_vec(),
        destinations: vec![outlet],
        radius: SNAP_RADIUS,
        conditions: conditions.clone(),
    };
    let table = roads.table(&question);
    let trips = (0..points.len()).map(|point| (point, table.trip(point, 0)));
    let mut reached: Vec<WithinReach> = trips
        .filter_map(|(point, trip)| Some(WithinReach { point, travel: trip.travel?, basis: trip.basis }))
        .filter(|reached| reached.travel.duration <= limit)
        .collect();
    reached.sort_by_key(|reached| (reached.travel.duration, reached.point));
    reached
}

/// The points that lose their nearest outlet when the one in slot `closing` closes, in their order. `stays` says which
/// of the other outlets count; points off the roads are passed over. Errors never: an outlet off the roads is nobody's
/// nearest.
pub fn losing(
    outlets: &OutletRoads,
    closing: u32,
    points: &[LonLat],
    stays: impl Fn(u32) -> bool + Sync,
) -> Vec<Losing> {
    let roads = outlets.roads();
    let one = |search: &mut Search, (point, at): (usize, &LonLat)| {
        let from = roads.snap(*at, SNAP_RADIUS)?;
        let (before, after) = nearest_two(outlets, search, &from, |slot| slot == closing || stays(slot));
        let before = before.filter(|before| before.slot == closing)?;
        Some(Losing { point, before, after })
    };
    let each = points.par_iter().enumerate().map_init(|| roads.search(), one);
    each.flatten_iter().collect()
}

/// The first two outlets that count, as they are reached.
fn nearest_two(
    outlets: &OutletRoads,
    search: &mut Search,
    from: &Snap,
    counts: impl Fn(u32) -> bool,
) -> (Option<Drive>, Option<Drive>) {
    let mut counting = outlets.from(search, from).filter(|drive| counts(drive.slot));
    (counting.next(), counting.next())
}
