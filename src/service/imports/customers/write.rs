//! Writing what a page of rows wants: customers, what they allowed, and people at companies.

use super::judge::{JudgedCustomer, Wish};
use crate::domain::consent::{Consent, ConsentDraft};
use crate::domain::contact::ContactDraft;
use crate::domain::customer::{Customer, CustomerDraft};
use crate::domain::ids::{ConsentId, CustomerId};
use crate::service::customers::next_numbers;
use crate::service::imports::ImportError;
use crate::service::imports::apply::ACTION;
use crate::store::Tx;
use crate::store::customers::{CustomerImage, CustomerWrite};
use crate::store::imports::ResultWrite;

/// What is written many at a time.
#[derive(Default)]
struct Batch {
    creates: Vec<CustomerWrite>,
    consents: Vec<Consent>,
    contacts: Vec<(CustomerId, ContactDraft)>,
}

/// Writes what the rows want; returns what became of each.
pub(super) async fn write_page(tx: &mut Tx, judged: Vec<JudgedCustomer>) -> Result<Vec<ResultWrite>, ImportError> {
    let mut results = Vec::with_capacity(judged.len());
    let mut batch = Batch::default();
    for JudgedCustomer { mut result, wish } in judged {
        let (version_after, before) = match wish {
            Wish::Nothing => (None, None),
            Wish::Create { id, draft, consents, contact } => {
                result.record_id = Some(id.0);
                batch.create(tx, id, *draft, consents, contact);
                (Some(1), None)
            }
            Wish::Update { before, draft, consents } => {
                let (version, image) = batch.update(tx, *before, *draft, consents).await?;
                (Some(version), Some(image.to_json()))
            }
        };
        results.push(ResultWrite { result, version_after, before });
    }
    batch.write(tx).await?;
    Ok(results)
}

impl Batch {
    fn create(
        &mut self,
        tx: &Tx,
        id: CustomerId,
        draft: CustomerDraft,
        consents: Vec<ConsentDraft>,
        contact: Option<ContactDraft>,
    ) {
        let at = tx.author().at;
        self.say(tx, id, consents);
        self.contacts.extend(contact.map(|contact| (id, contact)));
        let customer = Customer { id, version: 1, created_at: at, updated_at: at, draft };
        self.creates.push(CustomerWrite { customer, before: None });
    }

    /// Returns the version after it, and what undoing needs. Where only consents are new, the version stays.
    async fn update(
        &mut self,
        tx: &mut Tx,
        before: Customer,
        draft: CustomerDraft,
        consents: Vec<ConsentDraft>,
    ) -> Result<(i64, CustomerImage), ImportError> {
        let consents = self.say(tx, before.id, consents);
        let expected = before.version;
        let image = CustomerImage { before: before.clone(), consents };
        if before.draft == draft {
            tx.note_consents_of_import(before.id, ACTION).await?;
            return Ok((expected, image));
        }
        let customer = Customer { version: expected + 1, updated_at: tx.author().at, draft, ..before.clone() };
        let write = CustomerWrite { customer, before: Some(before) };
        tx.update_customer(&write, expected, ACTION).await?;
        Ok((expected + 1, image))
    }

    fn say(&mut self, tx: &Tx, customer_id: CustomerId, drafts: Vec<ConsentDraft>) -> Vec<ConsentId> {
        let (at, recorded_by) = (tx.author().at, tx.author().name.clone());
        let consent = |draft| Consent {
            id: ConsentId::generate(),
            customer_id,
            draft,
            recorded_by: recorded_by.clone(),
            created_at: at,
        };
        let consents: Vec<Consent> = drafts.into_iter().map(consent).collect();
        let ids = consents.iter().map(|consent| consent.id).collect();
        self.consents.extend(consents);
        ids
    }

    async fn write(mut self, tx: &mut Tx) -> Result<(), ImportError> {
        next_numbers(tx, self.creates.iter_mut().map(|write| &mut write.customer.draft)).await?;
        tx.insert_customers(&self.creates, ACTION).await?;
        tx.insert_consents(&self.consents).await?;
        for (customer_id, draft) in self.contacts {
            tx.insert_contact(customer_id, draft).await?;
        }
        Ok(())
    }
}
