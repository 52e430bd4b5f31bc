//! People at companies: in pages, one by one, written with versions.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::children::{OwnedPoint, select_in};
use super::row::{POINT_COLUMNS, PointRow, corrupt};
use crate::domain::contact::{Contact, ContactDraft};
use crate::domain::ids::{ContactId, CustomerId};
use crate::domain::language::Language;
use crate::store::{Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

#[derive(FromRow)]
struct ContactRow {
    id: Uuid,
    customer_id: Uuid,
    name: String,
    position: String,
    language: String,
    note: String,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, customer_id, name, position, language, note, version, created_at_ms, updated_at_ms \
             from contact ",
            $rest
        )
    };
}

impl Store {
    /// Contacts of a company in the order in which they were added, after `after`.
    pub async fn contacts_page(
        &self,
        customer_id: CustomerId,
        after: Option<ContactId>,
        limit: i64,
    ) -> Result<Vec<Contact>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows: Vec<ContactRow> = on!(self, db => sqlx::query_as(
            select!("where customer_id = $1 and id > $2 order by id limit $3"),
        ).bind(customer_id.0).bind(after).bind(limit).fetch_all(db).await)?;
        self.with_points(rows).await
    }

    pub async fn find_contact(&self, id: ContactId) -> Result<Option<Contact>, StoreError> {
        let row: Option<ContactRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        Ok(self.with_points(row.into_iter().collect()).await?.into_iter().next())
    }

    async fn with_points(&self, rows: Vec<ContactRow>) -> Result<Vec<Contact>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let points: Vec<PointRow> = on!(self, db => {
            let mut query = select_in("contact_point", POINT_COLUMNS, "contact_id", &ids);
            query.push(" order by contact_id, position");
            query.build_query_as().fetch_all(db).await
        })?;
        let mut contacts: Vec<Contact> = rows.into_iter().map(ContactRow::into_contact).collect::<Result<_, _>>()?;
        for row in points {
            let owner = contacts.iter_mut().find(|contact| Some(contact.id.0) == row.contact_id);
            if let Some(contact) = owner {
                contact.draft.contact_points.push(row.into_point()?);
            }
        }
        Ok(contacts)
    }
}

impl Tx {
    pub async fn count_contacts(&mut self, customer_id: CustomerId) -> Result<i64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query_scalar("select count(*) from contact where customer_id = $1")
            .bind(customer_id.0).fetch_one(db).await)?)
    }

    pub async fn insert_contact(
        &mut self,
        customer_id: CustomerId,
        draft: ContactDraft,
    ) -> Result<Contact, StoreError> {
        let at = self.author().at;
        let contact =
            Contact { id: ContactId::generate(), customer_id, version: 1, created_at: at, updated_at: at, draft };
        let draft = &contact.draft;
        on_tx!(self, db => sqlx::query(
            "insert into contact (id, customer_id, name, position, language, note, version, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(contact.id.0).bind(customer_id.0).bind(&draft.name).bind(&draft.position)
        .bind(draft.language.code()).bind(&draft.note).bind(contact.version).bind(at.0)
        .execute(db).await.map(drop))?;
        self.put_points_of(&contact).await?;
        self.touch_customer(customer_id, "contact_create", json!({ "contact_id": contact.id.0 })).await?;
        Ok(contact)
    }

    /// Replaces a contact whose stored version is `expected`.
    pub async fn update_contact(&mut self, contact: &Contact, expected: i64) -> Result<(), StoreError> {
        let draft = &contact.draft;
        let updated = on_tx!(self, db => sqlx::query(
            "update contact set name = $3, position = $4, language = $5, note = $6, version = $7, updated_at_ms = $8 \
             where id = $1 and version = $2",
        )
        .bind(contact.id.0).bind(expected).bind(&draft.name).bind(&draft.position).bind(draft.language.code())
        .bind(&draft.note).bind(contact.version).bind(contact.updated_at.0)
        .execute(db).await.map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(self.contact_conflict(contact.id).await?);
        }
        self.put_points_of(contact).await?;
        let what = json!({ "contact_id": contact.id.0 });
        self.touch_customer(contact.customer_id, "contact_update", what).await.map(drop)
    }

    /// Removes a contact, who must still be at the version of `before`.
    pub async fn delete_contact(&mut self, before: &Contact) -> Result<(), StoreError> {
        let deleted = on_tx!(self, db => sqlx::query("delete from contact where id = $1 and version = $2")
            .bind(before.id.0).bind(before.version).execute(db).await.map(|done| done.rows_affected()))?;
        if deleted == 0 {
            return Err(self.contact_conflict(before.id).await?);
        }
        let what = json!({ "contact_id": before.id.0 });
        self.touch_customer(before.customer_id, "contact_delete", what).await.map(drop)
    }

    async fn put_points_of(&mut self, contact: &Contact) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from contact_point where contact_id = $1")
            .bind(contact.id.0).execute(db).await.map(drop))?;
        let (customer_id, contact_id) = (contact.customer_id.0, Some(contact.id.0));
        let owned = |(position, point)| OwnedPoint { customer_id, contact_id, position, point };
        let points: Vec<OwnedPoint<'_>> = contact.draft.contact_points.iter().enumerate().map(owned).collect();
        self.insert_points(&points).await
    }

    async fn contact_conflict(&mut self, id: ContactId) -> Result<StoreError, StoreError> {
        let current: Option<i64> = on_tx!(self, db => sqlx::query_scalar("select version from contact where id = $1")
            .bind(id.0).fetch_optional(db).await)?;
        Ok(StoreError::VersionConflict { current: current.unwrap_or(0) })
    }
}

impl ContactRow {
    fn into_contact(self) -> Result<Contact, StoreError> {
        let language =
            Language::from_code(&self.language).ok_or_else(|| corrupt(self.customer_id, "contact.language"))?;
        let draft = ContactDraft {
            name: self.name,
            position: self.position,
            language,
            note: self.note,
            contact_points: Vec::new(),
        };
        Ok(Contact {
            id: ContactId(self.id),
            customer_id: CustomerId(self.customer_id),
            version: self.version,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
            draft,
        })
    }
}
