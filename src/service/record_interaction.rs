//! Writing down what passed between a customer and us, and what it makes wait or ends.

use thiserror::Error;

use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, InteractionId, QueueItemId};
use crate::domain::interaction::{Interaction, InteractionDraft};
use crate::domain::queue::{QueueItem, QueueKind, answer_by};
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer, see_customer};
use crate::store::{Store, StoreError, Tx};

#[derive(Debug, Error)]
pub enum InteractionError {
    #[error("there is no interaction with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Customer(#[from] CustomerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The interaction, when its customer is seen; one that is nobody's yet is for those who see everybody.
pub async fn see_interaction(
    store: &Store,
    id: InteractionId,
    sight: CustomerSight,
) -> Result<Interaction, InteractionError> {
    let interaction = store.find_interaction(id).await?.ok_or(InteractionError::NotFound)?;
    match interaction.draft.customer {
        Some(customer) => match see_customer(store, customer, sight).await {
            Ok(_) => Ok(reduce(interaction, sight)),
            Err(CustomerError::NotFound) => Err(InteractionError::NotFound),
            Err(error) => Err(error.into()),
        },
        None if sight.sees(None) => Ok(reduce(interaction, sight)),
        None => Err(InteractionError::NotFound),
    }
}

/// Without what was said and written and where, for those who see nothing personal.
pub fn reduce(mut interaction: Interaction, sight: CustomerSight) -> Interaction {
    if !sight.personal {
        let draft = &mut interaction.draft;
        draft.subject.clear();
        draft.body.clear();
        draft.attachment.clear();
        draft.contact = None;
        draft.point = None;
    }
    interaction
}

/// Adds an interaction. What came in writing and has no outcome waits in the queue from now on.
pub async fn create_interaction(
    tx: &mut Tx,
    draft: InteractionDraft,
    sight: CustomerSight,
) -> Result<Interaction, InteractionError> {
    let at = tx.author().at;
    let draft = draft.validate(at)?;
    check_references(tx, &draft, sight).await?;
    let id = InteractionId::generate();
    let interaction = Interaction { id, version: 1, created_at: at, updated_at: at, draft };
    tx.insert_interactions(std::slice::from_ref(&interaction)).await?;
    tx.audit_interaction(&interaction, "create").await?;
    if interaction.draft.waits() {
        tx.insert_queue_item(&waiting(&interaction)).await?;
    }
    Ok(interaction)
}

fn waiting(interaction: &Interaction) -> QueueItem {
    let draft = &interaction.draft;
    QueueItem {
        id: QueueItemId::generate(),
        kind: QueueKind::Message,
        subject: interaction.id.0,
        customer: draft.customer,
        note: draft.subject.clone(),
        waiting_since: draft.at,
        due_at: answer_by(draft.channel, draft.at),
        taken: None,
        done_at: None,
        version: 1,
    }
}

/// Replaces an interaction. With `expected`, only when it is at that version. An outcome ends the waiting.
pub async fn update_interaction(
    tx: &mut Tx,
    id: InteractionId,
    expected: Option<i64>,
    draft: InteractionDraft,
    sight: CustomerSight,
) -> Result<Interaction, InteractionError> {
    let before = tx.find_interaction(id).await?.ok_or(InteractionError::NotFound)?;
    if let Some(customer) = before.draft.customer {
        locked_customer(tx, customer, sight).await.map_err(|_| InteractionError::NotFound)?;
    } else if !sight.sees(None) {
        return Err(InteractionError::NotFound);
    }
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(StoreError::VersionConflict { current: before.version }.into());
    }
    let draft = InteractionDraft { call: before.draft.call, ..draft.validate(tx.author().at)? };
    check_references(tx, &draft, sight).await?;
    let expected = before.version;
    let after = Interaction { version: expected + 1, updated_at: tx.author().at, draft, ..before };
    tx.update_interaction(&after, expected).await?;
    tx.audit_interaction(&after, "update").await?;
    end_waiting(tx, &after).await?;
    Ok(after)
}

async fn end_waiting(tx: &mut Tx, interaction: &Interaction) -> Result<(), StoreError> {
    if interaction.draft.waits() {
        return Ok(());
    }
    match tx.queue_item_of(interaction.id.0).await? {
        Some(item) if item.done_at.is_none() => {
            let done = QueueItem { done_at: Some(tx.author().at), version: item.version + 1, ..item };
            tx.update_queue_item(&done, "answered").await
        }
        _ => Ok(()),
    }
}

async fn check_references(tx: &mut Tx, draft: &InteractionDraft, sight: CustomerSight) -> Result<(), InteractionError> {
    let mut errors = Vec::new();
    let missing = |field: &str, what: &str| {
        FieldError::new(format!("/{field}"), "unknown_value", format!("there is no {what} with this id"))
    };
    if let Some(customer) = draft.customer {
        let owner = tx.owner_of_customer(customer).await?;
        if !owner.is_some_and(|owner| sight.sees(owner)) {
            errors.push(missing("customer_id", "customer"));
        }
    }
    if let Some(contact) = draft.contact
        && !is_of(draft.customer, tx.company_of_contact(contact).await?)
    {
        errors.push(missing("contact_id", "contact of this customer"));
    }
    if let Some(case) = draft.case
        && !is_of(draft.customer, tx.find_case(case).await?.map(|case| case.draft.customer))
    {
        errors.push(missing("case_id", "case of this customer"));
    }
    if let Some(order) = draft.order
        && !is_of(draft.customer, tx.find_order(order).await?.map(|order| order.draft.customer))
    {
        errors.push(missing("order_id", "order of this customer"));
    }
    if let Some(outlet) = draft.outlet
        && tx.outlets_by_ids(&[outlet.0]).await?.is_empty()
    {
        errors.push(missing("outlet_id", "outlet"));
    }
    if let Some(agent) = draft.agent.filter(|agent| tx.author().id != Some(agent.0))
        && !tx.has_user(agent).await?
    {
        errors.push(missing("agent_id", "user"));
    }
    if errors.is_empty() { Ok(()) } else { Err(ValidationError(errors).into()) }
}

/// Whether what was found is there and is the customer's.
fn is_of(customer: Option<CustomerId>, found: Option<CustomerId>) -> bool {
    found.is_some() && found == customer
}
