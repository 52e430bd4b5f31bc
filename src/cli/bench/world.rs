//! Invented outlets and questions for benchmarks and tests: the same for the same seed, on any machine.
//!
//! Points lie evenly over the earth, so that no country's shape flatters the index, and some where it is
//! hard: at the poles, on both sides of the antimeridian, several in one place.

use chrono::NaiveDate;

use crate::domain::ids::OutletId;
use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{HoursOverride, Outlet, OutletAddress, OutletDraft, OutletKind, OutletStatus};
use crate::geo::LonLat;
use crate::live::outlets::ServiceVocabulary;
use crate::units::Timestamp;

/// Saturday, 28 November 2026, 17:40 in Warsaw.
pub const WORLD_NOW: Timestamp = Timestamp(1_795_884_000_000);

/// Offered by one outlet in a hundred.
pub const RARE_SERVICE: &str = "rare";

/// Services and the share of outlets that offer them, in percent.
const SERVICES: [(&str, u64); 8] = [
    ("sale", 95),
    ("returns", 60),
    ("parking", 45),
    ("parcel", 40),
    ("wheelchair", 35),
    ("service", 20),
    ("coffee", 10),
    (RARE_SERVICE, 1),
];

const HOURS: [&str; 12] = [
    "Mo-Fr 08:00-18:00; Sa 09:00-13:00",
    "Mo-Fr 09:00-20:00; Sa 10:00-18:00; Su 10:00-16:00",
    "Mo-Su 08:00-22:00",
    "24/7",
    "Mo-Fr 10:00-18:00",
    "Mo-Sa 09:00-19:00",
    "Mo-Fr 07:00-12:00,13:00-16:00",
    "Mo-Sa 06:00-23:00; PH off",
    "Tu-Sa 11:00-19:00; PH 12:00-17:00",
    "Fr,Sa 20:00-04:00",
    "We 10:00-10:30",
    "call and ask",
];

/// Country, a region of it, and its zone.
const COUNTRIES: [(&str, &str, chrono_tz::Tz); 4] = [
    ("PL", "PL-14", chrono_tz::Europe::Warsaw),
    ("CZ", "CZ-80", chrono_tz::Europe::Prague),
    ("DE", "DE-MV", chrono_tz::Europe::Berlin),
    ("PT", "PT-11", chrono_tz::Europe::Lisbon),
];

/// Streets and towns as long as real ones.
const STREETS: [&str; 4] = ["ul. Marszałkowska", "Náměstí Míru", "Neutorstraße", "Rua de São Bento"];
const TOWNS: [&str; 4] = ["Warszawa", "Český Těšín", "Neubrandenburg", "Lisboa"];

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, the end excluded.
    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    pub fn percent(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Evenly over the earth.
    pub fn point(&mut self) -> LonLat {
        let (lon, sin_lat) = (self.share() * 360.0 - 180.0, self.share() * 2.0 - 1.0);
        lon_lat(lon, sin_lat.asin().to_degrees())
    }

    /// Evenly, but every twentieth time at a pole, on a seam, or in one of three much visited places.
    pub fn awkward_point(&mut self) -> LonLat {
        if self.below(20) != 0 {
            return self.point();
        }
        let (lon, lat) = (self.share() * 360.0 - 180.0, self.share() * 170.0 - 85.0);
        match self.below(6) {
            0 => lon_lat(lon, 90.0),
            1 => lon_lat(lon, -90.0),
            2 => lon_lat(180.0, lat),
            3 => lon_lat(-180.0, lat),
            4 => lon_lat(lon, 89.999),
            _ => self.pick(&[lon_lat(21.0122, 52.2297), lon_lat(18.6262, 49.7460), lon_lat(-179.9999, 0.0)]),
        }
    }
}

/// The vocabulary of the world.
pub fn services() -> ServiceVocabulary {
    ServiceVocabulary::new(SERVICES.map(|(code, _)| code.to_owned()))
}

/// `count` outlets, `awkward` or evenly spread, made one by one.
pub fn outlets(count: usize, seed: u64, awkward: bool) -> impl Iterator<Item = Outlet> {
    let mut dice = Dice::new(seed);
    (0..count).map(move |number| {
        let point = if awkward { dice.awkward_point() } else { dice.point() };
        outlet(number, point, &mut dice)
    })
}

fn outlet(number: usize, point: LonLat, dice: &mut Dice) -> Outlet {
    // Made in one millisecond each, in any order.
    let id = uuid::Builder::from_unix_timestamp_millis(1_700_000_000_000 + number as u64, &dice.roll_bytes());
    let (country, region, time_zone) = COUNTRIES[dice.below(COUNTRIES.len())];
    let offered = SERVICES.into_iter().filter(|&(_, share)| dice.percent(share));
    let mut services: Vec<String> = offered.map(|(code, _)| code.to_owned()).collect();
    services.sort_unstable();
    let draft = OutletDraft {
        code: format!("{country}-{number:07}"),
        name: format!("Meteor {} {number}", dice.pick(&TOWNS)),
        kind: dice.pick(&[OutletKind::Store, OutletKind::Store, OutletKind::Branch, OutletKind::PickupPoint]),
        status: if dice.percent(96) { OutletStatus::Active } else { dice.pick(OutletStatus::ALL) },
        point,
        address: OutletAddress {
            street: format!("{} {}", dice.pick(&STREETS), dice.below(200) + 1),
            postcode: format!("{:02}-{:03}", dice.below(100), dice.below(1_000)),
            city: dice.pick(&TOWNS).to_owned(),
            region: region.to_owned(),
            country: country.to_owned(),
        },
        time_zone,
        opening_hours: dice.pick(&HOURS).to_owned(),
        overrides: if dice.percent(10) { vec![closure(dice)] } else { Vec::new() },
        trade_class: dice.pick(&[TradeClass::Retail, TradeClass::Retail, TradeClass::OwnerServes]),
        floor_area_m2: Some(dice.pick(&[80.0, 150.0, 450.0, 900.0])),
        services,
        products: Vec::new(),
        promotions: Vec::new(),
        phone: format!("+48 22 555 {:04}", number % 10_000),
        email: String::new(),
        website: format!("https://meteor.example/{number}"),
    };
    Outlet { id: OutletId(id.into_uuid()), version: 1, created_at: WORLD_NOW, updated_at: WORLD_NOW, draft }
}

/// One to three days around the world's now.
fn closure(dice: &mut Dice) -> HoursOverride {
    let day = 26 + dice.below(4) as u32;
    let from = NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November");
    let until = from + chrono::Days::new(dice.below(3) as u64);
    let hours = dice.pick(&[None, None, Some("10:00-14:00")]);
    HoursOverride { from, until, hours: hours.map(str::to_owned), reason: "inwentaryzacja".to_owned() }
}

impl Dice {
    fn roll_bytes(&mut self) -> [u8; 10] {
        let (high, low) = (self.roll().to_le_bytes(), self.roll().to_le_bytes());
        std::array::from_fn(|index| if index < 8 { high[index] } else { low[index - 8] })
    }
}

fn lon_lat(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("made within the ranges")
}
