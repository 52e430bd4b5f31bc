//! Two records of one customer, put together: who survived, and how long it can be taken back.

use super::customer::{ADDRESSES_MAX, CustomerDraft, FIELDS_MAX, POINTS_MAX};
use super::ids::CustomerId;
use crate::units::{Seconds, Timestamp};

/// After it, what was merged stays one.
pub const UNDO_WITHIN: Seconds = Seconds::days(30);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    pub id: uuid::Uuid,
    pub survivor: CustomerId,
    pub duplicate: CustomerId,
    /// Login name or key.
    pub merged_by: String,
    pub merged_at: Timestamp,
    pub undone_at: Option<Timestamp>,
    pub added: Added,
}

impl Merge {
    pub fn can_be_undone(&self, now: Timestamp) -> bool {
        self.undone_at.is_none() && now < self.merged_at + UNDO_WITHIN
    }
}

/// What the survivor was given of the duplicate's, by which an undo finds it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Values of contact points.
    pub points: Vec<String>,
    /// Addresses in one line.
    pub addresses: Vec<String>,
    /// Names of own fields.
    pub fields: Vec<String>,
}

/// The survivor with what the duplicate knew besides: numbers, addresses, own fields. Where there is only one of a
/// thing, the survivor's word holds; what is more than a customer may have stays with the duplicate.
pub fn united(survivor: &CustomerDraft, duplicate: &CustomerDraft) -> (CustomerDraft, Added) {
    let (mut united, mut added) = (survivor.clone(), Added::default());
    for point in &duplicate.contact_points {
        let known = united.contact_points.iter().any(|each| (each.kind, &each.value) == (point.kind, &point.value));
        if !known && united.contact_points.len() < POINTS_MAX {
            added.points.push(point.value.clone());
            united.contact_points.push(point.clone());
        }
    }
    for address in &duplicate.addresses {
        let known = united.addresses.iter().any(|each| each.line() == address.line());
        if !known && united.addresses.len() < ADDRESSES_MAX {
            added.addresses.push(address.line());
            united.addresses.push(address.clone());
        }
    }
    for (name, value) in &duplicate.fields {
        if !united.fields.contains_key(name) && united.fields.len() < FIELDS_MAX {
            added.fields.push(name.clone());
            united.fields.insert(name.clone(), value.clone());
        }
    }
    (united, added)
}

/// The survivor without what a merge had added.
pub fn parted(mut survivor: CustomerDraft, added: &Added) -> CustomerDraft {
    survivor.contact_points.retain(|point| !added.points.contains(&point.value));
    survivor.addresses.retain(|address| !added.addresses.contains(&address.line()));
    survivor.fields.retain(|name, _| !added.fields.contains(name));
    survivor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose};
    use crate::domain::customer::FieldValue;
    use crate::domain::customer::tests::anna;
    use crate::domain::validity::Validity;

    fn with(values: &[&str], field: &str) -> CustomerDraft {
        let point = |value: &&str| ContactPoint {
            kind: ContactKind::Phone,
            value: (*value).to_owned(),
            extension: String::new(),
            purpose: Purpose::Main,
            validity: Validity::default(),
        };
        let fields = [(field.to_owned(), FieldValue::Flag(true))].into();
        CustomerDraft { contact_points: values.iter().map(point).collect(), fields, ..anna() }
    }

    #[test]
    fn what_a_merge_adds_an_undo_takes_away_and_nothing_else() {
        let (survivor, duplicate) = (with(&["+1", "+2"], "a"), with(&["+2", "+3"], "b"));
        let (both, added) = united(&survivor, &duplicate);
        let values: Vec<&str> = both.contact_points.iter().map(|point| point.value.as_str()).collect();
        assert_eq!((values, both.fields.len()), (vec!["+1", "+2", "+3"], 2));
        assert_eq!(added.points, ["+3"]);
        assert_eq!(parted(both, &added), survivor);
    }
}
