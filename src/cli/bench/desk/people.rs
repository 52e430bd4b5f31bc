//! Invented customers: names as unevenly spread as real ones, a number of their own, a town.
//!
//! Everything about customer `n` follows from `n`, so that whoever asks needs not read the database first.

use crate::cli::bench::world::Dice;
use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose};
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, CustomerKind, ValueTier};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::ids::CustomerId;
use crate::domain::language::Language;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, GeocodeLevel};
use crate::domain::validity::Validity;
use crate::geo::LonLat;
use crate::units::{Meters, Timestamp};

const GIVEN: usize = 400;
const FAMILIES: usize = 80_000;
const TOWNS: usize = 900;

/// Polish mobile numbers begin like that; a million customers have the same first three digits.
const MOBILE: u64 = 601_000_000;

const STARTS: [&str; 20] = [
    "ko", "wal", "no", "wi", "zie", "lin", "dąb", "szy", "man", "kra", "wo", "je", "mi", "pi", "gra", "bor", "cze",
    "sta", "ru", "łe",
];
const ENDS: [&str; 10] = ["ski", "ska", "wicz", "czyk", "ak", "ek", "cki", "cka", "ová", "ný"];

/// Who customer `n` is.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub id: CustomerId,
    pub name: String,
    pub town: String,
    street: String,
    point: LonLat,
    tier: ValueTier,
}

impl Person {
    pub fn new(number: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ (number as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let id = uuid::Builder::from_unix_timestamp_millis(1_700_000_000_000 + number as u64, &bytes(&mut dice));
        let given: String = word(zipf(&mut dice, GIVEN) * 7 + 13).chars().take(5).collect();
        let family = word(zipf(&mut dice, FAMILIES) + dice.below(40_000));
        let (lon, lat) = (14.5 + dice.share() * 9.0, 49.3 + dice.share() * 5.0);
        Self {
            id: CustomerId(id.into_uuid()),
            name: format!("{} {}", capital(&given), capital(&family)),
            town: capital(&word(zipf(&mut dice, TOWNS) * 31 + 5_000)),
            street: format!("{} {}", capital(&word(dice.below(3_000) + 900)), 1 + dice.below(120)),
            point: LonLat::new(lon, lat).expect("within Poland's ranges"),
            tier: dice.pick(&[ValueTier::Standard, ValueTier::Standard, ValueTier::Silver, ValueTier::Gold]),
        }
    }

    /// The whole record, made at `at`.
    pub fn customer(&self, number: usize, at: Timestamp) -> Customer {
        let draft = CustomerDraft {
            kind: CustomerKind::Person,
            number: format!("C-{}", 100_000_000 + number),
            name: self.name.clone(),
            segment: "retail".to_owned(),
            value_tier: self.tier,
            language: Language::Polish,
            owner: None,
            preferred_outlet: None,
            fields: CustomFields::new(),
            contact_points: vec![
                reached_at(ContactKind::Phone, e164(number)),
                reached_at(ContactKind::Email, format!("customer{number}@example.com")),
            ],
            addresses: vec![self.home()],
        };
        Customer { id: self.id, version: 1, created_at: at, updated_at: at, draft }
    }

    fn home(&self) -> CustomerAddress {
        let parts = OutletAddress {
            street: self.street.clone(),
            postcode: "31-000".to_owned(),
            city: self.town.clone(),
            region: String::new(),
            country: "PL".to_owned(),
        };
        let place = FoundPoint {
            point: self.point,
            level: GeocodeLevel::Street,
            confidence: 0.9,
            radius: Meters(200.0),
            source: "invented".to_owned(),
            data_date: String::new(),
            label: format!("{}, {}", self.street, self.town),
        };
        let (raw_text, validity) = (String::new(), Validity::default());
        CustomerAddress { purpose: Purpose::Main, raw_text, parts, place: Some(place), validity }
    }
}

/// The number of customer `number`; each has one of their own.
pub(super) fn e164(number: usize) -> String {
    format!("+48{}", MOBILE + number as u64)
}

/// Whose number it is.
pub(super) fn owner_of(e164: &str) -> Option<usize> {
    let digits: u64 = e164.strip_prefix("+48")?.parse().ok()?;
    digits.checked_sub(MOBILE).map(|number| number as usize)
}

fn reached_at(kind: ContactKind, value: String) -> ContactPoint {
    ContactPoint { kind, value, extension: String::new(), purpose: Purpose::Main, validity: Validity::default() }
}

/// 0 to `end` - 1, each as often as its rank says: few names are many people's.
fn zipf(dice: &mut Dice, end: usize) -> usize {
    (((end as f64 + 1.0).powf(dice.share())) - 1.0) as usize
}

fn word(mut number: usize) -> String {
    let mut take = |count: usize| {
        let digit = number % count;
        number /= count;
        digit
    };
    let (first, second, end, third) = (take(20), take(20), take(10), take(20));
    let third = if third == 0 { "" } else { STARTS[third] };
    format!("{third}{}{}{}", STARTS[first], STARTS[second], ENDS[end])
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn bytes(dice: &mut Dice) -> [u8; 10] {
    let (high, low) = (dice.roll().to_le_bytes(), dice.roll().to_le_bytes());
    std::array::from_fn(|index| if index < 8 { high[index] } else { low[index - 8] })
}
