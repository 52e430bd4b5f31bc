//! Ways to reach people, and people at companies, as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{coded, time};
use crate::domain::contact::{Contact, ContactDraft};
use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose};
use crate::domain::language::Language;
use crate::domain::validation::{FieldError, ValidationError};
use crate::domain::validity::Validity;

/// One way to reach somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPointBody {
    /// `phone`, `email` or `fax`.
    #[schema(example = "phone")]
    pub kind: String,
    /// In any notation; read back as E.164, or as an address in lower case.
    #[schema(example = "+48601100201")]
    pub value: String,
    /// Digits that are dialled behind the number.
    #[serde(default)]
    pub extension: String,
    /// `main`, `private`, `work`, `billing`, `delivery` or `other`.
    #[serde(default = "main")]
    #[schema(example = "main")]
    pub purpose: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<NaiveDate>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<NaiveDate>,
}

/// The purpose when none is given.
pub(super) fn main() -> String {
    Purpose::Main.code().to_owned()
}

/// A person at a company, as written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactBody {
    #[schema(example = "Karel Dvořák")]
    pub name: String,
    /// What the person does there.
    #[serde(default)]
    pub position: String,
    /// `pl`, `cs` or `en`.
    #[schema(example = "cs")]
    pub language: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub contact_points: Vec<ContactPointBody>,
}

/// A person at a company, as read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactView {
    pub id: Uuid,
    pub customer_id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    #[serde(flatten)]
    pub contact: ContactBody,
}

impl ContactPointBody {
    fn into_point(self, pointer: &str, errors: &mut Vec<FieldError>) -> Option<ContactPoint> {
        let kinds = ContactKind::ALL.iter().map(|kind| kind.code());
        let kind = coded(errors, &format!("{pointer}/kind"), &self.kind, ContactKind::from_code, kinds);
        let purpose = read_purpose(errors, pointer, &self.purpose);
        let validity = Validity { from: self.valid_from, until: self.valid_until };
        Some(ContactPoint { kind: kind?, value: self.value, extension: self.extension, purpose: purpose?, validity })
    }
}

pub(super) fn read_purpose(errors: &mut Vec<FieldError>, pointer: &str, code: &str) -> Option<Purpose> {
    let purposes = Purpose::ALL.iter().map(|purpose| purpose.code());
    coded(errors, &format!("{pointer}/purpose"), code, Purpose::from_code, purposes)
}

/// The points of the list at `/contact_points`; what is wrong goes to `errors`.
pub(super) fn points_from_bodies(bodies: Vec<ContactPointBody>, errors: &mut Vec<FieldError>) -> Vec<ContactPoint> {
    let point = |(index, body): (usize, ContactPointBody)| body.into_point(&format!("/contact_points/{index}"), errors);
    bodies.into_iter().enumerate().filter_map(point).collect()
}

impl From<&ContactPoint> for ContactPointBody {
    fn from(point: &ContactPoint) -> Self {
        Self {
            kind: point.kind.code().to_owned(),
            value: point.value.clone(),
            extension: point.extension.clone(),
            purpose: point.purpose.code().to_owned(),
            valid_from: point.validity.from,
            valid_until: point.validity.until,
        }
    }
}

impl ContactBody {
    /// Not yet validated: that needs the company's country.
    pub fn into_draft(self) -> Result<ContactDraft, ValidationError> {
        let mut errors = Vec::new();
        let languages = Language::ALL.iter().map(|language| language.code());
        let language = coded(&mut errors, "/language", &self.language, Language::from_code, languages);
        let contact_points = points_from_bodies(self.contact_points, &mut errors);
        let (Some(language), true) = (language, errors.is_empty()) else { return Err(ValidationError(errors)) };
        let (name, position, note) = (self.name, self.position, self.note);
        Ok(ContactDraft { name, position, language, note, contact_points })
    }
}

impl From<&Contact> for ContactView {
    fn from(contact: &Contact) -> Self {
        let draft = &contact.draft;
        Self {
            id: contact.id.0,
            customer_id: contact.customer_id.0,
            version: contact.version,
            created_at: time::utc(contact.created_at),
            updated_at: time::utc(contact.updated_at),
            contact: ContactBody {
                name: draft.name.clone(),
                position: draft.position.clone(),
                language: draft.language.code().to_owned(),
                note: draft.note.clone(),
                contact_points: draft.contact_points.iter().map(ContactPointBody::from).collect(),
            },
        }
    }
}
