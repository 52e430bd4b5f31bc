//! Whom somebody means who types a name, a number or a place.
//!
//! Memory answers, slips of the finger included. While memory is still loading, and for those who see neither numbers
//! nor streets (else they could find out by trying), the database answers by names and numbers, letter by letter.

use std::collections::HashMap;
use std::time::Duration;

use crate::domain::customer::Customer;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::CustomerId;
use crate::live::Live;
use crate::store::customers::{CustomerFilter, CustomerSort};
use crate::store::{Store, StoreError};

/// How long a search waits for memory right after a start; a small company is loaded by then.
const LOADING_MAX: Duration = Duration::from_millis(250);

/// Where the answer is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchBasis {
    /// Every word, slips included, the likeliest first.
    Memory,
    /// Names and numbers only, no slips, in no order of likelihood.
    Database,
}

/// Whom a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundCustomers {
    /// As they are stored; whoever shows them reduces them to what may be seen.
    pub customers: Vec<Customer>,
    pub basis: SearchBasis,
}

/// The customers meant by `text` of those that `sight` reaches, `limit` at most.
pub async fn search_customers(
    store: &Store,
    live: &Live,
    text: &str,
    limit: usize,
    sight: CustomerSight,
) -> Result<FoundCustomers, StoreError> {
    if sight.whose == Whose::Nobody {
        return Ok(FoundCustomers { customers: Vec::new(), basis: SearchBasis::Memory });
    }
    let sees_all_fields = sight.personal && sight.precise;
    let found = match sees_all_fields {
        true => in_memory(live, text, limit, sight).await,
        false => None,
    };
    match found {
        Some(ids) => Ok(FoundCustomers { customers: in_order(store, ids).await?, basis: SearchBasis::Memory }),
        None => {
            let filter = CustomerFilter { text: Some(text.to_owned()), owner: sight.owner(), ..Default::default() };
            let customers = store.customer_page(&filter, CustomerSort::Number, None, limit as i64).await?;
            Ok(FoundCustomers { customers, basis: SearchBasis::Database })
        }
    }
}

/// `None` while customers are being loaded.
async fn in_memory(live: &Live, text: &str, limit: usize, sight: CustomerSight) -> Option<Vec<CustomerId>> {
    // Not loaded in time is no error: the database answers.
    let _ = tokio::time::timeout(LOADING_MAX, live.customers().ready()).await;
    let (mirrors, text) = (live.mirrors(), text.to_owned());
    let search = move || {
        let customers = mirrors.customers.read();
        customers.as_ref().map(|index| index.search(&text, limit, sight.owner()))
    };
    // Some milliseconds of a processor for a million customers: not on a thread that answers others.
    tokio::task::spawn_blocking(search).await.ok().flatten()
}

async fn in_order(store: &Store, ids: Vec<CustomerId>) -> Result<Vec<Customer>, StoreError> {
    let keys: Vec<_> = ids.iter().map(|id| id.0).collect();
    let found = store.customers_by_ids(&keys).await?;
    let mut found: HashMap<CustomerId, Customer> = found.into_iter().map(|each| (each.id, each)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
