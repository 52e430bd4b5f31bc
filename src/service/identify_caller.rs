//! Who calls: from whatever the switchboard sends to nobody, one, many, or somebody who withholds the number.

use chrono::NaiveDate;

use crate::domain::call::Caller;
use crate::domain::ids::{ContactId, CustomerId};
use crate::domain::phone::{self, CallerNumber, PhoneNumber};
use crate::store::customers::Reached;
use crate::store::{Store, StoreError};

/// More people behind one number are a switchboard; nobody picks from a longer list.
pub const CANDIDATES_MAX: usize = 20;

/// Rows looked at: each of the candidates with a few contacts.
const REACHED_MAX: i64 = 100;

/// Who it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub caller: Caller,
    /// The number in the form in which it is stored; `None` when it is withheld or no number.
    pub number: Option<PhoneNumber>,
    /// Whoever had to do with us last comes first.
    pub candidates: Vec<CustomerId>,
    /// The person at the company, where that is one.
    pub contact: Option<ContactId>,
}

/// Looks `text` up as a number dialled in `region`. A text can mean several numbers: the first that somebody has
/// counts. `day` tells numbers that hold from those of years ago.
pub async fn identify_caller(store: &Store, text: &str, region: &str, day: NaiveDate) -> Result<Identity, StoreError> {
    let readings = match phone::caller(text, region) {
        CallerNumber::Known(readings) => readings,
        CallerNumber::Withheld => return Ok(unknown(Caller::Withheld, None)),
        CallerNumber::Unreadable => return Ok(unknown(Caller::None, None)),
    };
    for number in &readings {
        let reached = store.reached_at(&number.e164, &day.to_string(), REACHED_MAX).await?;
        if !reached.is_empty() {
            return identified(store, number.clone(), reached).await;
        }
    }
    Ok(unknown(Caller::None, readings.into_iter().next()))
}

fn unknown(caller: Caller, number: Option<PhoneNumber>) -> Identity {
    Identity { caller, number, candidates: Vec::new(), contact: None }
}

async fn identified(store: &Store, number: PhoneNumber, reached: Vec<Reached>) -> Result<Identity, StoreError> {
    let reached = with_extension(reached, number.extension.as_deref());
    let mut candidates: Vec<CustomerId> = Vec::new();
    for each in &reached {
        if !candidates.contains(&each.customer_id) && candidates.len() < CANDIDATES_MAX {
            candidates.push(each.customer_id);
        }
    }
    let number = Some(number);
    if let [_] = candidates.as_slice() {
        let contact = if let [only] = reached.as_slice() { only.contact_id } else { None };
        return Ok(Identity { caller: Caller::One, number, candidates, contact });
    }
    let last = store.last_interactions(&candidates).await?;
    let last_of = |id: &CustomerId| last.iter().find(|(customer, _)| customer == id).map(|(_, at)| *at);
    // Stable: those who never had to do with us stay in the order in which they were found.
    candidates.sort_by_key(|id| std::cmp::Reverse(last_of(id)));
    Ok(Identity { caller: Caller::Many, number, candidates, contact: None })
}

/// Those behind the extension that was dialled, where there are any.
fn with_extension(reached: Vec<Reached>, extension: Option<&str>) -> Vec<Reached> {
    let Some(extension) = extension else { return reached };
    let behind: Vec<Reached> = reached.iter().filter(|each| each.extension == extension).cloned().collect();
    if behind.is_empty() { reached } else { behind }
}
