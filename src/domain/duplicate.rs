//! Whether two records may be one customer, with the reasons.
//!
//! Each thing they have in common weighs something; the sum is the score, 1 at most. A shared number or mailbox says
//! much, a name that sounds alike little without a place nearby. A person decides.

use chrono::NaiveDate;

use super::contact_point::ContactKind;
use super::customer::CustomerDraft;
use super::name_key::name_key;
use super::outlet::coded_enum;
use crate::geo::{LonLat, great_circle_distance};
use crate::units::Meters;

/// Below it, two records have too little in common to show them to anybody.
pub const SCORE_MIN: f64 = 0.5;

/// The same house.
const SAME_HOUSE: Meters = Meters(50.0);
/// The same street or estate.
pub const SAME_STREET: Meters = Meters(500.0);

coded_enum! {
    /// What two records have in common, or have not.
    LikenessCode {
        SamePhone = "same_phone",
        SameEmail = "same_email",
        SameName = "same_name",
        NameSoundsAlike = "name_sounds_alike",
        SameHouse = "same_house",
        SameStreet = "same_street",
        OtherKind = "other_kind",
    }
}

impl LikenessCode {
    /// How much it says.
    pub const fn weight(self) -> f64 {
        match self {
            LikenessCode::SamePhone | LikenessCode::SameEmail => 0.5,
            LikenessCode::SameName => 0.35,
            LikenessCode::NameSoundsAlike => 0.25,
            LikenessCode::SameHouse => 0.3,
            LikenessCode::SameStreet => 0.15,
            LikenessCode::OtherKind => -0.3,
        }
    }
}

/// How alike two customers are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// 0 to 1.
    pub score: f64,
    pub reasons: Vec<LikenessCode>,
}

/// Compares two customers as they are on `day`.
pub fn likeness(one: &CustomerDraft, other: &CustomerDraft, day: NaiveDate) -> Likeness {
    let mut reasons = Vec::new();
    let shares = |kind: ContactKind| {
        let has = |value: &str| other.contact_points.iter().any(|each| each.kind == kind && each.value == value);
        one.contact_points.iter().any(|point| point.kind == kind && has(&point.value))
    };
    if shares(ContactKind::Phone) {
        reasons.push(LikenessCode::SamePhone);
    }
    if shares(ContactKind::Email) {
        reasons.push(LikenessCode::SameEmail);
    }
    let folded = |name: &str| deunicode::deunicode(name).to_lowercase();
    if folded(&one.name) == folded(&other.name) {
        reasons.push(LikenessCode::SameName);
    } else if name_key(&one.name) == name_key(&other.name) {
        reasons.push(LikenessCode::NameSoundsAlike);
    }
    let point = |draft: &CustomerDraft| draft.place_on(day).map(|(_, place)| place.point);
    reasons.extend(point(one).zip(point(other)).and_then(|(a, b)| nearness(a, b)));
    if one.kind != other.kind {
        reasons.push(LikenessCode::OtherKind);
    }
    let score = reasons.iter().map(|reason| reason.weight()).sum::<f64>().clamp(0.0, 1.0);
    Likeness { score, reasons }
}

fn nearness(a: LonLat, b: LonLat) -> Option<LikenessCode> {
    match great_circle_distance(a, b) {
        distance if distance <= SAME_HOUSE => Some(LikenessCode::SameHouse),
        distance if distance <= SAME_STREET => Some(LikenessCode::SameStreet),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact_point::{ContactPoint, Purpose};
    use crate::domain::customer::CustomerKind;
    use crate::domain::customer::tests::anna;
    use crate::domain::validity::Validity;

    fn with_phone(name: &str, value: &str) -> CustomerDraft {
        let point = ContactPoint {
            kind: ContactKind::Phone,
            value: value.into(),
            extension: String::new(),
            purpose: Purpose::Main,
            validity: Validity::default(),
        };
        CustomerDraft { name: name.into(), contact_points: vec![point], ..anna() }
    }

    #[test]
    fn the_score_is_the_sum_of_its_reasons() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let one = with_phone("Anna Nowak", "+48601100201");
        let cases = [
            (with_phone("ANNA NOWAK", "+48601100201"), 0.85),
            (with_phone("Nowak Ana", "+48601100201"), 0.75),
            (with_phone("Karel", "+48601100201"), 0.5),
            (with_phone("Anna Nowak", "+48601100202"), 0.35),
            (CustomerDraft { kind: CustomerKind::Company, ..with_phone("Karel", "+48601100201") }, 0.2),
        ];
        for (other, expected) in cases {
            let score = likeness(&one, &other, day).score;
            assert!((score - expected).abs() < 1e-9, "{}: {score}", other.name);
        }
    }
}
