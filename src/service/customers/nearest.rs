//! The outlet nearest to a customer, from memory: the straight line, whether it is open or not.

use crate::domain::ids::OutletId;
use crate::geo::LonLat;
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::{Query, find_nearest_outlets};
use crate::units::{Meters, Timestamp};

/// An outlet, by what people call it, and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestTo {
    pub id: OutletId,
    pub code: String,
    pub name: String,
    pub distance: Meters,
}

/// `None` where the company has no active outlet.
pub fn nearest_outlet_of(index: &OutletIndex, from: LonLat, now: Timestamp) -> Option<NearestTo> {
    let query = Query { k: 1, excluded_limit: 0, ..Query::around(from) };
    let answer = find_nearest_outlets(index, &query, now).ok()?;
    let nearest = answer.offered.first()?;
    let outlet = index.at(nearest.slot)?;
    let card = outlet.card();
    let (code, name) = (card.code.to_owned(), card.name.to_owned());
    Some(NearestTo { id: outlet.id(), code, name, distance: nearest.distance })
}
