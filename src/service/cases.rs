//! Complaints and requests: opened with the day that the rule gives, waiting in the queue until they are answered.

use thiserror::Error;

use crate::domain::case::{Case, CaseDraft, CaseKind, country_of};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CaseId, OutletId, QueueItemId};
use crate::domain::queue::{QueueItem, QueueKind};
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer, see_customer};
use crate::store::{Store, StoreError, Tx};
use crate::units::{Seconds, Timestamp};

/// Letters lie for days, not for years: an older date is a slip of the finger.
const OPENED_BACK_MAX: Seconds = Seconds::days(366);

/// Counter of the numbers of cases, and what they begin with.
const COUNTER: &str = "case";
const NUMBER_PREFIX: &str = "S-";

#[derive(Debug, Error)]
pub enum CaseError {
    #[error("there is no case with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The case, when its customer is seen.
pub async fn see_case(store: &Store, id: CaseId, sight: CustomerSight) -> Result<Case, CaseError> {
    let case = store.find_case(id).await?.ok_or(CaseError::NotFound)?;
    match see_customer(store, case.draft.customer, sight).await {
        Ok(_) => Ok(reduce(case, sight)),
        Err(CustomerError::Store(error)) => Err(error.into()),
        Err(_) => Err(CaseError::NotFound),
    }
}

/// Without what was said, for those who see nothing personal.
pub fn reduce(mut case: Case, sight: CustomerSight) -> Case {
    if !sight.personal {
        case.draft.subject.clear();
        case.draft.description.clear();
        case.draft.resolution.clear();
    }
    case
}

/// Opens a case that reached us at `opened_at`, from which its days are counted. It waits in the queue until it is
/// answered or withdrawn.
pub async fn open_case(
    tx: &mut Tx,
    draft: CaseDraft,
    opened_at: Timestamp,
    sight: CustomerSight,
) -> Result<Case, CaseError> {
    let draft = draft.validate()?;
    let at = tx.author().at;
    if !(at - OPENED_BACK_MAX..=at).contains(&opened_at) {
        let message = "give a time of the last year, not one that is still to come";
        return Err(ValidationError(vec![FieldError::new("/opened_at", "out_of_range", message)]).into());
    }
    let customer = match locked_customer(tx, draft.customer, sight).await {
        Ok(customer) => customer,
        Err(CustomerError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(unknown("/customer_id", "there is no customer with this id")),
    };
    let outlet_country = outlet_country(tx, draft.outlet).await?;
    let country = country_of(outlet_country.as_deref(), &customer);
    let due = draft.due(customer.draft.kind, country, opened_at);
    let case = Case {
        id: CaseId::generate(),
        number: format!("{NUMBER_PREFIX}{}", tx.next_numbers(COUNTER, 1).await?),
        opened_at,
        due,
        resolved_at: (!draft.state.is_open()).then_some(at),
        draft,
        version: 1,
        created_at: at,
        updated_at: at,
    };
    tx.insert_case(&case).await?;
    if case.draft.state.is_open() {
        tx.insert_queue_item(&waiting(&case)).await?;
    }
    Ok(case)
}

/// Replaces a case. With `expected`, only when it is at that version. Kind, customer and due day stay as they were.
pub async fn update_case(
    tx: &mut Tx,
    id: CaseId,
    expected: Option<i64>,
    draft: CaseDraft,
    sight: CustomerSight,
) -> Result<Case, CaseError> {
    let before = tx.find_case(id).await?.ok_or(CaseError::NotFound)?;
    match locked_customer(tx, before.draft.customer, sight).await {
        Ok(_) => {}
        Err(CustomerError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(CaseError::NotFound),
    }
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(StoreError::VersionConflict { current: before.version }.into());
    }
    let draft = draft.validate()?;
    if draft.kind != before.draft.kind || draft.customer != before.draft.customer {
        return Err(unknown("/kind", "a case keeps its kind and its customer: open another one"));
    }
    outlet_country(tx, draft.outlet).await?;
    let at = tx.author().at;
    let resolved_at = if draft.state.is_open() { None } else { before.resolved_at.or(Some(at)) };
    let case = Case { draft, resolved_at, version: before.version + 1, updated_at: at, ..before };
    tx.update_case(&case).await?;
    keep_queue(tx, &case).await?;
    Ok(case)
}

fn waiting(case: &Case) -> QueueItem {
    QueueItem {
        id: QueueItemId::generate(),
        kind: match case.draft.kind {
            CaseKind::Complaint => QueueKind::Complaint,
            CaseKind::Request => QueueKind::Request,
        },
        subject: case.id.0,
        customer: Some(case.draft.customer),
        note: case.draft.subject.clone(),
        waiting_since: case.opened_at,
        due_at: case.due.at,
        taken: None,
        done_at: None,
        version: 1,
    }
}

/// An answered case waits no longer; one that was opened again waits again, as due as before.
async fn keep_queue(tx: &mut Tx, case: &Case) -> Result<(), StoreError> {
    let Some(item) = tx.queue_item_of(case.id.0).await? else {
        return if case.draft.state.is_open() { tx.insert_queue_item(&waiting(case)).await } else { Ok(()) };
    };
    let done_at = if case.draft.state.is_open() { None } else { item.done_at.or(Some(tx.author().at)) };
    if done_at == item.done_at {
        return Ok(());
    }
    let action = if done_at.is_some() { "answered" } else { "reopen" };
    let item = QueueItem { done_at, taken: None, version: item.version + 1, ..item };
    tx.update_queue_item(&item, action).await
}

async fn outlet_country(tx: &mut Tx, outlet: Option<OutletId>) -> Result<Option<String>, CaseError> {
    let Some(id) = outlet else { return Ok(None) };
    let found = tx.outlets_by_ids(&[id.0]).await?.pop();
    match found {
        Some(outlet) => Ok(Some(outlet.draft.address.country)),
        None => Err(unknown("/outlet_id", "there is no outlet with this id")),
    }
}

fn unknown(pointer: &str, message: &str) -> CaseError {
    ValidationError(vec![FieldError::new(pointer, "unknown_value", message)]).into()
}
