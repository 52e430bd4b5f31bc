//! What the agent says about a call: who it was, and how it ended.

use thiserror::Error;

use crate::domain::call::{Call, Caller};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CallId, CustomerId, OutletId, UserId};
use crate::domain::interaction::Interaction;
use crate::domain::queue::QueueItem;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::{Op, StoreError, Tx};

#[derive(Debug, Error)]
pub enum WrapUpError {
    #[error("there is no such call, or it is somebody else's")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the agent writes down when the call is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrapUp {
    /// `None` keeps whom the number or the agent has named.
    pub customer: Option<CustomerId>,
    pub outlet: Option<OutletId>,
    pub outcome: String,
    pub subject: String,
    pub note: String,
}

/// Names the customer of a call: whom the agent has picked out of many, or has just made.
pub async fn name_customer(
    tx: &mut Tx,
    id: CallId,
    agent: Option<UserId>,
    customer: CustomerId,
    sight: CustomerSight,
) -> Result<Call, WrapUpError> {
    let before = own_call(tx, id, agent).await?;
    check_customer(tx, customer, sight).await?;
    let call = Call { customer: Some(customer), caller: Caller::One, contact: None, ..before };
    let line = line_of(tx, id).await?;
    let mut draft = line.draft.clone();
    draft.customer = Some(customer);
    draft.contact = None;
    store(tx, call, Interaction { draft, ..line }).await
}

/// Ends the work on a call. What is empty stays as it was.
pub async fn wrap_up_call(
    tx: &mut Tx,
    id: CallId,
    agent: Option<UserId>,
    wrap_up: WrapUp,
    sight: CustomerSight,
) -> Result<Call, WrapUpError> {
    let before = own_call(tx, id, agent).await?;
    if let Some(customer) = wrap_up.customer {
        check_customer(tx, customer, sight).await?;
    }
    if let Some(outlet) = wrap_up.outlet
        && tx.outlets_by_ids(&[outlet.0]).await?.is_empty()
    {
        return Err(unknown("/outlet_id", "there is no outlet with this id"));
    }
    let now = tx.author().at;
    let customer = wrap_up.customer.or(before.customer);
    let call = Call { customer, wrapped_up_at: Some(now), ..before };
    let line = line_of(tx, id).await?;
    let mut draft = line.draft.clone();
    draft.customer = customer;
    draft.outlet = wrap_up.outlet.or(draft.outlet);
    for (text, said) in
        [(&mut draft.outcome, wrap_up.outcome), (&mut draft.subject, wrap_up.subject), (&mut draft.body, wrap_up.note)]
    {
        if !said.is_empty() {
            *text = said;
        }
    }
    let draft = draft.validate(now)?;
    let call = store(tx, call, Interaction { draft, ..line }).await?;
    if let Some(item) = tx.queue_item_of(id.0).await?.filter(|item| item.done_at.is_none()) {
        let done = QueueItem { done_at: Some(now), version: item.version + 1, ..item };
        tx.update_queue_item(&done, "answered").await?;
    }
    Ok(call)
}

/// The call, when it is the agent's or nobody's; software may write down every call.
async fn own_call(tx: &mut Tx, id: CallId, agent: Option<UserId>) -> Result<Call, WrapUpError> {
    let call = tx.find_call(id).await?.ok_or(WrapUpError::NotFound)?;
    let is_foreign = call.agent.is_some() && agent.is_some() && call.agent != agent;
    if is_foreign { Err(WrapUpError::NotFound) } else { Ok(call) }
}

async fn line_of(tx: &mut Tx, id: CallId) -> Result<Interaction, WrapUpError> {
    tx.interaction_of_call(id).await?.ok_or(WrapUpError::NotFound)
}

async fn check_customer(tx: &mut Tx, customer: CustomerId, sight: CustomerSight) -> Result<(), WrapUpError> {
    match locked_customer(tx, customer, sight).await {
        Ok(_) => Ok(()),
        Err(CustomerError::Store(error)) => Err(error.into()),
        Err(_) => Err(unknown("/customer_id", "there is no customer with this id")),
    }
}

fn unknown(pointer: &str, message: &str) -> WrapUpError {
    ValidationError(vec![FieldError::new(pointer, "unknown_value", message)]).into()
}

async fn store(tx: &mut Tx, call: Call, line: Interaction) -> Result<Call, WrapUpError> {
    let now = tx.author().at;
    let call = Call { version: call.version + 1, updated_at: now, ..call };
    tx.update_call(&call).await?;
    tx.record_call(call.id, &[call.agent], Op::Update).await?;
    let expected = line.version;
    let line = Interaction { version: expected + 1, updated_at: now, ..line };
    tx.update_interaction(&line, expected).await?;
    tx.audit_interaction(&line, "wrap_up").await?;
    Ok(call)
}
