//! Working through what waits: taking, giving back, handing over, and being done.
//!
//! An item is one person's at a time. Whoever comes second is told who has it and since when. What nobody moves goes
//! back by itself when the return timer runs out.

use thiserror::Error;

use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, QueueItemId, UserId};
use crate::domain::queue::{NOTE_CHARS_MAX, QueueItem, QueueKind, Taken};
use crate::domain::validation::{Checker, FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::{Author, Store, StoreError, Tx};
use crate::units::{Seconds, Timestamp};

/// Items given back in one transaction; bounds how long the writer is kept.
const RETURNED_AT_ONCE: i64 = 500;

#[derive(Debug, Error)]
pub enum QueueError {
    #[error("there is nothing of this id in the queue")]
    NotFound,
    #[error("somebody else has taken it")]
    Taken(Taken),
    #[error("nobody has taken it")]
    NotTaken,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who works, and what the rules of the house are.
#[derive(Clone, Copy, Debug)]
pub struct Worker {
    pub user: UserId,
    pub sight: CustomerSight,
    /// After this long without being done, an item goes back.
    pub return_after: Seconds,
}

/// Takes an item for the worker; one that is theirs already gets its time anew.
pub async fn take(tx: &mut Tx, id: QueueItemId, worker: Worker) -> Result<QueueItem, QueueError> {
    let now = tx.author().at;
    let item = open_item(tx, id, worker.sight).await?;
    match item.taken_at(now) {
        Some(taken) if taken.by != worker.user => Err(QueueError::Taken(taken)),
        _ => give_to(tx, item, Some(worker.user), worker.return_after, "take").await,
    }
}

/// Gives an item back that the worker has.
pub async fn give_back(tx: &mut Tx, id: QueueItemId, worker: Worker) -> Result<QueueItem, QueueError> {
    let item = own_item(tx, id, worker).await?;
    give_to(tx, item, None, worker.return_after, "return").await
}

/// Hands an item over to another user.
pub async fn hand_over(tx: &mut Tx, id: QueueItemId, worker: Worker, to: UserId) -> Result<QueueItem, QueueError> {
    let item = own_item(tx, id, worker).await?;
    if !tx.has_user(to).await? {
        let error = FieldError::new("/user_id", "unknown_value", "there is no user with this id");
        return Err(ValidationError(vec![error]).into());
    }
    give_to(tx, item, Some(to), worker.return_after, "hand_over").await
}

/// Takes an item out of the queue: whatever it was about has been done.
pub async fn finish(tx: &mut Tx, id: QueueItemId, worker: Worker) -> Result<QueueItem, QueueError> {
    let now = tx.author().at;
    let item = open_item(tx, id, worker.sight).await?;
    if let Some(taken) = item.taken_at(now).filter(|taken| taken.by != worker.user) {
        return Err(QueueError::Taken(taken));
    }
    let done = QueueItem { done_at: Some(now), version: item.version + 1, ..item };
    tx.update_queue_item(&done, "done").await?;
    Ok(done)
}

/// Puts a promise to call back into the queue.
pub async fn promise_call_back(
    tx: &mut Tx,
    customer: CustomerId,
    due_at: Timestamp,
    note: String,
    sight: CustomerSight,
) -> Result<QueueItem, QueueError> {
    let mut check = Checker::default();
    check.text("/note", &note, NOTE_CHARS_MAX);
    check.finish(())?;
    match locked_customer(tx, customer, sight).await {
        Ok(_) => {}
        Err(CustomerError::Store(error)) => return Err(error.into()),
        Err(_) => {
            let error = FieldError::new("/customer_id", "unknown_value", "there is no customer with this id");
            return Err(ValidationError(vec![error]).into());
        }
    }
    let id = QueueItemId::generate();
    let item = QueueItem {
        id,
        kind: QueueKind::CallBack,
        subject: id.0,
        customer: Some(customer),
        note,
        waiting_since: tx.author().at,
        due_at,
        taken: None,
        done_at: None,
        version: 1,
    };
    tx.insert_queue_item(&item).await?;
    Ok(item)
}

/// Gives back what was taken and not moved in time; returns how many.
pub async fn return_overdue(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    let mut tx = store.begin(Author::system(now)).await?;
    let overdue = tx.overdue_queue_items(RETURNED_AT_ONCE).await?;
    let count = overdue.len();
    for item in overdue {
        let returned = QueueItem { taken: None, version: item.version + 1, ..item };
        tx.update_queue_item(&returned, "return_by_timer").await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// The item, when it waits and its customer is seen.
async fn open_item(tx: &mut Tx, id: QueueItemId, sight: CustomerSight) -> Result<QueueItem, QueueError> {
    let item = tx.find_queue_item(id).await?.filter(|item| item.done_at.is_none()).ok_or(QueueError::NotFound)?;
    let is_seen = match item.customer {
        None => sight.sees(None),
        Some(customer) => match locked_customer(tx, customer, sight).await {
            Ok(_) => true,
            Err(CustomerError::Store(error)) => return Err(error.into()),
            Err(_) => false,
        },
    };
    if is_seen { Ok(item) } else { Err(QueueError::NotFound) }
}

async fn own_item(tx: &mut Tx, id: QueueItemId, worker: Worker) -> Result<QueueItem, QueueError> {
    let now = tx.author().at;
    let item = open_item(tx, id, worker.sight).await?;
    match item.taken_at(now) {
        Some(taken) if taken.by == worker.user => Ok(item),
        Some(taken) => Err(QueueError::Taken(taken)),
        None => Err(QueueError::NotTaken),
    }
}

async fn give_to(
    tx: &mut Tx,
    item: QueueItem,
    user: Option<UserId>,
    return_after: Seconds,
    action: &'static str,
) -> Result<QueueItem, QueueError> {
    let now = tx.author().at;
    let taken = user.map(|by| Taken { by, at: now, return_at: now + return_after });
    let item = QueueItem { taken, version: item.version + 1, ..item };
    tx.update_queue_item(&item, action).await?;
    Ok(item)
}
