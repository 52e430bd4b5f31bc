//! What one row says about a customer, and the customer with it.

use crate::domain::consent::ConsentDraft;
use crate::domain::contact_point::{ContactPoint, Purpose};
use crate::domain::customer::{CustomFields, CustomerDraft, CustomerKind, FieldValue, ValueTier};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::ids::{OutletId, UserId};
use crate::domain::language::Language;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::FoundPoint;

/// A tenth of a millimetre: closer points differ only by how a file rounds.
const SAME_POINT_DEGREES: f64 = 1e-9;

/// What a row says. What it does not speak of is `None`; what it empties is an inner `None` or an empty text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerPatch {
    /// Empty where the row has none.
    pub number: String,
    pub kind: Option<CustomerKind>,
    pub name: Option<String>,
    pub segment: Option<String>,
    pub value_tier: Option<ValueTier>,
    pub language: Option<Language>,
    pub owner: Option<Option<UserId>>,
    /// Code of an outlet; empty for none.
    pub preferred_outlet: Option<String>,
    /// In the form in which they are stored.
    pub points: Vec<ContactPoint>,
    pub address: Option<CustomerAddress>,
    /// `None` takes the field away.
    pub fields: Vec<(String, Option<FieldValue>)>,
    pub consents: Vec<ConsentDraft>,
    /// A person at the company; empty where the row names none.
    pub contact_name: String,
}

impl CustomerPatch {
    /// The customer with what the row says, on top of `existing` or as a new one; not validated yet.
    pub fn onto(&self, existing: Option<&CustomerDraft>) -> CustomerDraft {
        let mut draft = existing.cloned().unwrap_or_else(|| self.fresh());
        if !self.number.is_empty() {
            draft.number.clone_from(&self.number);
        }
        draft.kind = self.kind.unwrap_or(draft.kind);
        draft.value_tier = self.value_tier.unwrap_or(draft.value_tier);
        draft.language = self.language.unwrap_or(draft.language);
        draft.owner = self.owner.unwrap_or(draft.owner);
        for (said, target) in [(&self.name, &mut draft.name), (&self.segment, &mut draft.segment)] {
            if let Some(said) = said {
                target.clone_from(said);
            }
        }
        self.add_points(&mut draft);
        self.set_address(&mut draft);
        self.set_fields(&mut draft.fields);
        draft
    }

    /// Whether the address has to be looked for: the row gives one without a point, and the customer has not the
    /// same one with a point.
    pub fn wants_place(&self, existing: Option<&CustomerDraft>) -> bool {
        let Some(address) = &self.address else { return false };
        let known = existing.and_then(|draft| draft.addresses.iter().find(|each| is_same(each, address)));
        address.place.is_none() && !address.is_blank() && known.is_none_or(|known| known.place.is_none())
    }

    fn fresh(&self) -> CustomerDraft {
        let country = self.address.as_ref().map(|address| address.parts.country.as_str()).unwrap_or_default();
        CustomerDraft {
            kind: CustomerKind::Person,
            number: String::new(),
            name: String::new(),
            segment: String::new(),
            value_tier: ValueTier::Standard,
            language: language_of(country),
            owner: None,
            preferred_outlet: None::<OutletId>,
            fields: CustomFields::new(),
            contact_points: Vec::new(),
            addresses: Vec::new(),
        }
    }

    fn add_points(&self, draft: &mut CustomerDraft) {
        for point in &self.points {
            let is_there = |each: &ContactPoint| each.kind == point.kind && each.value == point.value;
            if !draft.contact_points.iter().any(is_there) {
                draft.contact_points.push(point.clone());
            }
        }
    }

    /// The address takes the place of the main one. One that is there already keeps its point.
    fn set_address(&self, draft: &mut CustomerDraft) {
        let Some(address) = self.address.as_ref().filter(|address| !address.is_blank() || address.place.is_some())
        else {
            return;
        };
        if let Some(known) = draft.addresses.iter_mut().find(|each| is_same(each, address)) {
            if let Some(place) = &address.place
                && !known.place.as_ref().is_some_and(|known| is_same_point(known, place))
            {
                known.place = Some(place.clone());
            }
            return;
        }
        match draft.addresses.iter_mut().find(|each| each.purpose == Purpose::Main) {
            Some(main) => *main = address.clone(),
            None => draft.addresses.insert(0, address.clone()),
        }
    }

    fn set_fields(&self, fields: &mut CustomFields) {
        for (name, value) in &self.fields {
            match value {
                Some(value) => fields.insert(name.clone(), value.clone()),
                None => fields.remove(name),
            };
        }
    }
}

/// Of those who live there, where nobody says it.
fn language_of(country: &str) -> Language {
    match country {
        "" | "PL" => Language::Polish,
        "CZ" | "SK" => Language::Czech,
        _ => Language::English,
    }
}

/// Whether two addresses are written alike. A country that is not said is no difference.
fn is_same(one: &CustomerAddress, other: &CustomerAddress) -> bool {
    let alike = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let OutletAddress { street, postcode, city, country, .. } = &one.parts;
    let parts = &other.parts;
    alike(street, &parts.street)
        && alike(postcode, &parts.postcode)
        && alike(city, &parts.city)
        && (country.is_empty() || parts.country.is_empty() || alike(country, &parts.country))
        && alike(&one.raw_text, &other.raw_text)
}

fn is_same_point(one: &FoundPoint, other: &FoundPoint) -> bool {
    let (a, b) = (one.point, other.point);
    (a.lon() - b.lon()).abs() < SAME_POINT_DEGREES && (a.lat() - b.lat()).abs() < SAME_POINT_DEGREES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact_point::ContactKind;
    use crate::domain::outlet_geocode::Geocode;
    use crate::domain::validity::Validity;
    use crate::geo::LonLat;

    fn phone(value: &str) -> ContactPoint {
        ContactPoint {
            kind: ContactKind::Phone,
            value: value.into(),
            extension: String::new(),
            purpose: Purpose::Main,
            validity: Validity::default(),
        }
    }

    fn address(street: &str) -> CustomerAddress {
        CustomerAddress {
            purpose: Purpose::Main,
            raw_text: String::new(),
            parts: OutletAddress { street: street.into(), city: "Cieszyn".into(), ..OutletAddress::default() },
            place: None,
            validity: Validity::default(),
        }
    }

    fn anna() -> CustomerPatch {
        CustomerPatch {
            name: Some("Anna Nowak".into()),
            points: vec![phone("+48601100201")],
            address: Some(address("Długa 1")),
            ..CustomerPatch::default()
        }
    }

    #[test]
    fn the_same_row_again_changes_nothing() {
        let draft = anna().onto(None);
        assert_eq!(anna().onto(Some(&draft)), draft);
    }

    #[test]
    fn numbers_are_added_and_never_taken_away() {
        let draft = anna().onto(None);
        let other = CustomerPatch { points: vec![phone("+48601100202")], ..CustomerPatch::default() };
        let values: Vec<_> = other.onto(Some(&draft)).contact_points.into_iter().map(|point| point.value).collect();
        assert_eq!(values, ["+48601100201", "+48601100202"]);
    }

    #[test]
    fn a_new_address_takes_the_place_of_the_main_one() {
        let draft = anna().onto(None);
        let moved = CustomerPatch { address: Some(address("Krótka 2")), ..CustomerPatch::default() }.onto(Some(&draft));
        assert_eq!(moved.addresses.len(), 1);
        assert_eq!(moved.addresses[0].parts.street, "Krótka 2");
    }

    #[test]
    fn an_address_that_has_a_point_is_not_looked_for_again() {
        let mut draft = anna().onto(None);
        assert!(anna().wants_place(Some(&draft)));
        let point = LonLat::new(18.63, 49.75).unwrap();
        draft.addresses[0].place = Geocode::manual(String::new(), point).found;
        assert!(!anna().wants_place(Some(&draft)));
        assert_eq!(anna().onto(Some(&draft)), draft);
    }
}
