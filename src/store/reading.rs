//! Reads that are the same from the pools and inside a transaction.
//!
//! An import that is only checked holds nobody up; one that is applied must see what it has written itself.

use super::{Store, StoreError, Tx};
use crate::domain::outlet::{Outlet, Service};

/// Where to read from.
#[derive(Debug)]
pub enum Reading<'a> {
    Store(&'a Store),
    Tx(&'a mut Tx),
}

/// Runs one expression on whichever connection there is.
macro_rules! on_reading {
    ($reading:expr, $db:ident => $body:expr) => {
        match $reading {
            $crate::store::Reading::Store(store) => $crate::store::on!(store, $db => $body),
            $crate::store::Reading::Tx(tx) => $crate::store::on_tx!(tx, $db => $body),
        }
    };
}

pub(crate) use on_reading;

impl Reading<'_> {
    pub async fn services(&mut self) -> Result<Vec<Service>, StoreError> {
        match self {
            Reading::Store(store) => store.services().await,
            Reading::Tx(tx) => tx.services().await,
        }
    }

    pub async fn outlets_by_codes(&mut self, codes: &[String]) -> Result<Vec<Outlet>, StoreError> {
        match self {
            Reading::Store(store) => store.outlets_by_codes(codes).await,
            Reading::Tx(tx) => tx.outlets_by_codes(codes).await,
        }
    }
}
