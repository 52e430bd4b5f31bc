//! What a customer allows.

use super::{CustomerError, locked_customer};
use crate::domain::consent::{Consent, ConsentDraft};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::store::Tx;

/// Writes down what a customer said. Errors: no source, or a time to come.
pub async fn record_consent(
    tx: &mut Tx,
    customer_id: CustomerId,
    draft: ConsentDraft,
    sight: CustomerSight,
) -> Result<Consent, CustomerError> {
    let draft = draft.validate(tx.author().at)?;
    locked_customer(tx, customer_id, sight).await?;
    Ok(tx.insert_consent(customer_id, draft).await?)
}
