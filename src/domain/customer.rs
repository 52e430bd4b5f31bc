//! A customer: a person or a company that we sell to.
//!
//! `CustomerDraft` is what somebody writes, validated here; `Customer` is the stored record with the word on
//! consents beside it. People at a company are in `contact`: there may be thousands of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::contact_point::{ContactKind, ContactPoint};
use super::customer_address::CustomerAddress;
use super::ids::{CustomerId, OutletId, UserId};
use super::language::Language;
use super::outlet::{CODE_CHARS_MAX, NAME_CHARS_MAX, coded_enum};
use super::outlet_geocode::FoundPoint;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// Numbers and mailboxes of one customer, old ones too.
pub const POINTS_MAX: usize = 50;
/// Home, summer house, deliveries of twenty years.
pub const ADDRESSES_MAX: usize = 20;
pub const FIELDS_MAX: usize = 50;
pub const FIELD_CHARS_MAX: usize = 500;
/// Numbers given by us begin with it; nobody else's may.
pub const NUMBER_PREFIX: &str = "C-";
/// Where a number without a country code is from when nothing else says it.
pub const COUNTRY_DEFAULT: &str = "PL";

coded_enum! {
    CustomerKind {
        Person = "person",
        Company = "company",
    }
}

coded_enum! {
    /// What the customer is worth to the company; the later, the sooner they are served.
    ValueTier {
        Standard = "standard",
        Silver = "silver",
        Gold = "gold",
        Platinum = "platinum",
    }
}

/// The value of one of the company's own fields.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Text(String),
    Number(f64),
    Flag(bool),
}

/// The company's own fields by name.
pub type CustomFields = BTreeMap<String, FieldValue>;

/// A customer as somebody writes it: everything but what the system adds.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerDraft {
    pub kind: CustomerKind,
    /// What people call out; empty when we are to give one.
    pub number: String,
    pub name: String,
    /// The company's own word: `b2b`, `student`; also the group that prices are made for.
    pub segment: String,
    pub value_tier: ValueTier,
    pub language: Language,
    /// Who looks after them.
    pub owner: Option<UserId>,
    pub preferred_outlet: Option<OutletId>,
    pub fields: CustomFields,
    pub contact_points: Vec<ContactPoint>,
    pub addresses: Vec<CustomerAddress>,
}

/// A stored customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub id: CustomerId,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub draft: CustomerDraft,
}

impl CustomerDraft {
    /// Checks every bound and reads numbers and addresses into the form in which they are looked up.
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        for text in [&mut self.name, &mut self.number, &mut self.segment] {
            *text = text.trim().to_owned();
        }
        let mut check = Checker::default();
        check.require(!self.name.is_empty(), "/name", "required", || "give the customer a name".into());
        check.text("/name", &self.name, NAME_CHARS_MAX);
        check.text("/number", &self.number, CODE_CHARS_MAX);
        check.text("/segment", &self.segment, CODE_CHARS_MAX);
        self.check_fields(&mut check);
        self.read_points(&mut check);
        self.check_addresses(&mut check);
        check.finish(self)
    }

    fn check_fields(&self, check: &mut Checker) {
        check.require(self.fields.len() <= FIELDS_MAX, "/fields", "too_many", || {
            format!("give at most {FIELDS_MAX} fields")
        });
        for (name, value) in &self.fields {
            let pointer = format!("/fields/{}", name.replace('~', "~0").replace('/', "~1"));
            check.require(!name.is_empty(), &pointer, "required", || "give the field a name".into());
            check.text(&pointer, name, CODE_CHARS_MAX);
            if let FieldValue::Text(text) = value {
                check.text(&pointer, text, FIELD_CHARS_MAX);
            }
        }
    }

    fn read_points(&mut self, check: &mut Checker) {
        check.require(self.contact_points.len() <= POINTS_MAX, "/contact_points", "too_many", || {
            format!("give at most {POINTS_MAX} contact points")
        });
        let country = self.country().to_owned();
        for (index, point) in self.contact_points.iter_mut().enumerate() {
            point.read(&country, &format!("/contact_points/{index}"), check);
        }
    }

    fn check_addresses(&self, check: &mut Checker) {
        check.require(self.addresses.len() <= ADDRESSES_MAX, "/addresses", "too_many", || {
            format!("give at most {ADDRESSES_MAX} addresses")
        });
        for (index, address) in self.addresses.iter().enumerate() {
            address.check(&format!("/addresses/{index}"), check);
        }
    }

    /// Where the customer is at home: the country of the first address, else of the language.
    pub fn country(&self) -> &str {
        let of_address = self.addresses.iter().map(|address| address.parts.country.as_str());
        let known = of_address.chain(self.language.country()).find(|country| !country.is_empty());
        known.unwrap_or(COUNTRY_DEFAULT)
    }

    /// The first address with a point that holds on `day`, and the point.
    pub fn place_on(&self, day: NaiveDate) -> Option<(&CustomerAddress, &FoundPoint)> {
        let held = self.addresses.iter().filter(|address| address.validity.holds_on(day));
        held.filter_map(|address| Some((address, address.place.as_ref()?))).next()
    }

    /// The first contact point of this kind that holds on `day`.
    pub fn point_on(&self, kind: ContactKind, day: NaiveDate) -> Option<&ContactPoint> {
        self.contact_points.iter().find(|point| point.kind == kind && point.validity.holds_on(day))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::contact_point::Purpose;
    use crate::domain::validity::Validity;

    pub(crate) fn anna() -> CustomerDraft {
        CustomerDraft {
            kind: CustomerKind::Person,
            number: String::new(),
            name: "Anna Nowak".into(),
            segment: String::new(),
            value_tier: ValueTier::Gold,
            language: Language::Polish,
            owner: None,
            preferred_outlet: None,
            fields: CustomFields::new(),
            contact_points: vec![],
            addresses: vec![],
        }
    }

    fn phone(value: &str) -> ContactPoint {
        ContactPoint {
            kind: ContactKind::Phone,
            value: value.into(),
            extension: String::new(),
            purpose: Purpose::Main,
            validity: Validity::default(),
        }
    }

    #[test]
    fn numbers_are_stored_in_one_form_however_they_are_written() {
        for written in ["+48 601 100 201", "0048601100201", "601-100-201"] {
            let draft = CustomerDraft { contact_points: vec![phone(written)], ..anna() }.validate().unwrap();
            assert_eq!(draft.contact_points[0].value, "+48601100201", "{written}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let points = vec![phone("abc"), ContactPoint { kind: ContactKind::Email, ..phone("anna") }];
        let draft = CustomerDraft { name: " ".into(), contact_points: points, ..anna() };
        let pointers: Vec<_> = draft.validate().unwrap_err().0.into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/name", "/contact_points/0/value", "/contact_points/1/value"]);
    }

    #[test]
    fn names_with_markup_stay_what_they_are() {
        let draft = CustomerDraft { name: "<b>Anna</b> & Söhne".into(), ..anna() };
        assert_eq!(draft.validate().unwrap().name, "<b>Anna</b> & Söhne");
    }
}
