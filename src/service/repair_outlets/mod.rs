//! The queue of outlets that nobody could place: what waits, and the four ways out of it.
//!
//! A person puts the pin, accepts what was found, has it looked for again (perhaps with a mended address), or takes it
//! out. What failed is remembered and never tried again by itself. Outlets that an import could not place are held
//! here and become outlets, with the id they were given, when they have a point.

mod list;
mod retry;
mod settle;

use thiserror::Error;

use crate::domain::ids::OutletId;
use crate::domain::outlet_geocode::GeocodeCause;
use crate::service::geocode::GeocodeError;
use crate::service::write_outlets::WriteOutletError;
use crate::store::StoreError;

pub use list::{RepairPage, repair_page};
pub use retry::{AddressChange, retry};
pub use settle::{accept, dismiss, put_pin};

/// Repairs in one request: a screenful, ten times over.
pub const REPAIRS_MAX: usize = 500;

/// What became of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The outlet is there and has its point.
    Done,
    StillOpen(GeocodeCause),
    /// Nothing was found that could be accepted.
    NothingToAccept,
    /// It does not wait: somebody else was faster, or it never did.
    NotWaiting,
}

/// One of a request, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repaired {
    pub id: OutletId,
    pub settled: Settled,
}

#[derive(Debug, Error)]
pub enum RepairError {
    #[error(transparent)]
    Write(#[from] WriteOutletError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Geocode(#[from] GeocodeError),
}
