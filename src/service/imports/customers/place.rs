//! Where the customers of a page are, for those rows that say it by an address.

use std::sync::Arc;

use super::known::{Known, ReadRow};
use crate::domain::import::{GEOCODED, RowProblem, UNPLACED};
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{Geocode, GeocodeCause};
use crate::service::customers::{sought_address, usable_place};
use crate::service::geocode::{IndexSet, place_addresses};
use crate::service::imports::ImportError;

/// Looks for the addresses that need it, all at once. A row whose address is not found goes in without a point and
/// says so.
pub(super) async fn place_rows(
    indexes: Option<Arc<IndexSet>>,
    mut rows: Vec<ReadRow>,
    known: &Known,
) -> Result<Vec<ReadRow>, ImportError> {
    let wants_place = |row: &ReadRow| {
        let existing = known.by_number.get(&row.patch.number).map(|customer| &customer.draft);
        !row.is_bad() && row.patch.wants_place(existing)
    };
    let wanted: Vec<usize> = (0..rows.len()).filter(|at| wants_place(&rows[*at])).collect();
    let addresses: Vec<OutletAddress> =
        wanted.iter().filter_map(|at| rows[*at].patch.address.as_ref()).map(sought_address).collect();
    let geocodes = match indexes {
        Some(indexes) => tokio::task::spawn_blocking(move || place_addresses(&indexes, &addresses)).await?,
        None => Vec::new(),
    };
    let mut geocodes = geocodes.into_iter();
    for at in wanted {
        set_place(&mut rows[at], geocodes.next());
    }
    Ok(rows)
}

fn set_place(row: &mut ReadRow, geocode: Option<Geocode>) {
    let cause = geocode.as_ref().and_then(|geocode| geocode.cause);
    let place = geocode.and_then(usable_place);
    row.problems.push(match &place {
        Some(place) => {
            let message = format!("placed by the address: {} ({})", place.label, place.level.code());
            RowProblem { about: place.label.clone(), ..note(GEOCODED, message) }
        }
        None => note(UNPLACED, unplaced(cause).to_owned()),
    });
    if let Some(address) = &mut row.patch.address {
        address.place = place;
    }
}

fn unplaced(cause: Option<GeocodeCause>) -> &'static str {
    match cause {
        Some(GeocodeCause::TownNotFound) => "the town was not found: the customer goes in without a place on the map",
        Some(GeocodeCause::Ambiguous) => {
            "several places fit the address: the customer goes in without a place on the map"
        }
        _ => "the address was not found: the customer goes in without a place on the map",
    }
}

fn note(code: &str, message: String) -> RowProblem {
    RowProblem { code: code.to_owned(), message, warning: true, ..RowProblem::default() }
}
