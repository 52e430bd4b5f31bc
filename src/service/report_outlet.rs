//! A customer tells what is wrong with an outlet's data; a steward mends it and says so.

use std::net::IpAddr;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::login_throttle::ThrottleRule;
use crate::domain::outlet_report::{OutletReport, OutletReportDraft};
use crate::domain::validation::ValidationError;
use crate::store::login_throttle::{Attempt, Bucket};
use crate::store::{Author, Store, StoreError};
use crate::units::Seconds;

/// Reports from one address: a whole family may write at once, a script soon waits an hour for each.
const REPORTS_FROM_ADDRESS: ThrottleRule =
    ThrottleRule { free: 10.0, drains_in: Seconds::minutes(10), wait_max: Seconds::hours(1) };

/// Who is sent home: bits of an address that one customer can have at will.
const IPV6_PREFIX_BYTES: usize = 8;

#[derive(Debug, Error)]
pub enum ReportOutletError {
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error("too many reports from this address; try again in {} s", .wait.0)]
    TooMany { wait: Seconds },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Stores a report from `address`, which itself is not stored. Errors: a text is too long, or too many came.
pub async fn report_outlet(
    store: &Store,
    author: Author,
    draft: OutletReportDraft,
    address: Option<IpAddr>,
) -> Result<OutletReport, ReportOutletError> {
    let draft = draft.validate()?;
    let now = author.at;
    let mut tx = store.begin(author).await?;
    if let Attempt::Blocked { until } = tx.count_attempt(&bucket(address), REPORTS_FROM_ADDRESS).await? {
        return Err(ReportOutletError::TooMany { wait: (until - now).max(Seconds(1)) });
    }
    let report = tx.insert_outlet_report(draft).await?;
    tx.commit().await?;
    Ok(report)
}

/// A digest, so that no address lies in the database.
fn bucket(address: Option<IpAddr>) -> Bucket {
    let mut hash = Sha256::new();
    hash.update(b"outlet_report");
    match address {
        Some(IpAddr::V4(address)) => hash.update(address.octets()),
        Some(IpAddr::V6(address)) => hash.update(&address.octets()[..IPV6_PREFIX_BYTES]),
        None => hash.update(b"unknown"),
    }
    hash.finalize().into()
}
