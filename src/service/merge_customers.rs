//! Customers that are there twice: finding them, putting them together, and taking it back.

use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

use crate::domain::customer::{Customer, CustomerDraft};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::duplicate::{Likeness, SCORE_MIN, likeness};
use crate::domain::ids::CustomerId;
use crate::domain::merge::{Added, Merge, parted, united};
use crate::domain::name_key::name_key;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer, see_customer};
use crate::store::customers::CustomerWrite;
use crate::store::{Store, StoreError, Tx};

/// Candidates by one number or name: more people of one name are no duplicates but a common name.
const CANDIDATES_MAX: i64 = 100;

#[derive(Debug, Error)]
pub enum MergeError {
    #[error("there is no merge with this id")]
    NotFound,
    #[error("the merge was taken back already, or is older than thirty days")]
    TooLate,
    #[error("the survivor was merged again since: take that back first")]
    MergedSince,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Customer(#[from] CustomerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who may be the same as the customer, most alike first, with the reasons.
pub async fn duplicates_of(
    store: &Store,
    id: CustomerId,
    day: NaiveDate,
    sight: CustomerSight,
) -> Result<Vec<(Customer, Likeness)>, CustomerError> {
    let customer = see_customer(store, id, sight).await?;
    let mut ids = store.customers_that_sound_like(&name_key(&customer.draft.name), CANDIDATES_MAX).await?;
    for point in &customer.draft.contact_points {
        let reached = store.reached_at(&point.value, &day.to_string(), CANDIDATES_MAX).await?;
        ids.extend(reached.into_iter().map(|each| each.customer_id));
    }
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|each| *each != id);
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let candidates = store.customers_by_ids(&ids).await?.into_iter();
    let seen = candidates.filter(|candidate| sight.sees(candidate.draft.owner));
    let compared = seen.map(|candidate| {
        let likeness = likeness(&customer.draft, &candidate.draft, day);
        (candidate, likeness)
    });
    let mut alike: Vec<_> = compared.filter(|(_, likeness)| likeness.score >= SCORE_MIN).collect();
    alike.sort_by(|(a, one), (b, other)| other.score.total_cmp(&one.score).then(a.id.cmp(&b.id)));
    Ok(alike)
}

/// Puts the duplicate's history and lists to the survivor's, and hides the duplicate. A customer that was merged is no
/// customer any more, so that nothing can go round in a circle.
pub async fn merge_customers(
    tx: &mut Tx,
    survivor: CustomerId,
    duplicate: CustomerId,
    sight: CustomerSight,
) -> Result<(Merge, Customer), MergeError> {
    if survivor == duplicate {
        return Err(wrong("a customer cannot be merged with itself"));
    }
    let before = locked_customer(tx, survivor, sight).await?;
    let other = match locked_customer(tx, duplicate, sight).await {
        Err(CustomerError::NotFound) => {
            return Err(wrong("there is no customer with this id; it may have been merged already"));
        }
        other => other?,
    };
    let (draft, added) = united(&before.draft, &other.draft);
    let after = rewrite(tx, before, draft, "merge").await?;
    let merge = new_merge(tx, survivor, duplicate, added);
    tx.insert_merge(&merge).await?;
    Ok((merge, after))
}

fn new_merge(tx: &Tx, survivor: CustomerId, duplicate: CustomerId, added: Added) -> Merge {
    let author = tx.author();
    let (merged_by, merged_at) = (author.name.clone(), author.at);
    Merge { id: Uuid::now_v7(), survivor, duplicate, merged_by, merged_at, undone_at: None, added }
}

/// Takes a merge back: what went over goes home, unless it has gone elsewhere since.
pub async fn undo_merge(tx: &mut Tx, id: Uuid, sight: CustomerSight) -> Result<Merge, MergeError> {
    let now = tx.author().at;
    let merge = tx.find_merge(id).await?.ok_or(MergeError::NotFound)?;
    if !merge.can_be_undone(now) {
        return Err(MergeError::TooLate);
    }
    if tx.has_later_merge(&merge).await? {
        return Err(MergeError::MergedSince);
    }
    let survivor = locked_customer(tx, merge.survivor, sight).await?;
    tx.find_merged_customer(merge.duplicate).await?.ok_or(MergeError::NotFound)?;
    let draft = parted(survivor.draft.clone(), &merge.added);
    rewrite(tx, survivor, draft, "undo_merge").await?;
    tx.undo_merge(&merge).await?;
    Ok(Merge { undone_at: Some(now), ..merge })
}

async fn rewrite(
    tx: &mut Tx,
    before: Customer,
    draft: CustomerDraft,
    action: &'static str,
) -> Result<Customer, StoreError> {
    if draft == before.draft {
        return Ok(before);
    }
    let expected = before.version;
    let customer = Customer { version: expected + 1, updated_at: tx.author().at, draft, ..before.clone() };
    let write = CustomerWrite { customer, before: Some(before) };
    tx.update_customer(&write, expected, action).await?;
    Ok(write.customer)
}

fn wrong(message: &str) -> MergeError {
    ValidationError(vec![FieldError::new("/duplicate_id", "unknown_value", message)]).into()
}
