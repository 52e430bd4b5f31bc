//! A person at a company.

use super::contact_point::ContactPoint;
use super::ids::{ContactId, CustomerId};
use super::language::Language;
use super::outlet::NAME_CHARS_MAX;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// Ways to reach one person.
pub const POINTS_MAX: usize = 20;
/// People of one company; a list this long is read in pages.
pub const CONTACTS_MAX: i64 = 10_000;
pub const NOTE_CHARS_MAX: usize = 1_000;

/// A contact as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    pub name: String,
    /// What the person does there: "buyer", "vedoucí prodejny".
    pub position: String,
    pub language: Language,
    pub note: String,
    pub contact_points: Vec<ContactPoint>,
}

/// A stored contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub customer_id: CustomerId,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub draft: ContactDraft,
}

impl ContactDraft {
    /// Checks every bound and reads the contact points; `country` is that of the company.
    pub fn validate(mut self, country: &str) -> Result<Self, ValidationError> {
        self.name = self.name.trim().to_owned();
        let mut check = Checker::default();
        check.require(!self.name.is_empty(), "/name", "required", || "give the contact a name".into());
        check.text("/name", &self.name, NAME_CHARS_MAX);
        check.text("/position", &self.position, NAME_CHARS_MAX);
        check.text("/note", &self.note, NOTE_CHARS_MAX);
        check.require(self.contact_points.len() <= POINTS_MAX, "/contact_points", "too_many", || {
            format!("give at most {POINTS_MAX} contact points")
        });
        for (index, point) in self.contact_points.iter_mut().enumerate() {
            point.read(country, &format!("/contact_points/{index}"), &mut check);
        }
        check.finish(self)
    }
}
