//! An outlet: a branch, store or service point where a customer can go.
//!
//! `OutletDraft` is what somebody writes (by API or import), validated here; `Outlet` is the stored
//! record. Hours are kept verbatim as typed: reading them is the business of `opening_hours`.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::ids::OutletId;
use super::language::Language;
use super::opening_hours::TradeClass;
use super::validation::{Checker, ValidationError};
use crate::geo::LonLat;
use crate::units::Timestamp;

/// More services than a company tells apart; also the width of the service mask in the index.
pub const SERVICES_MAX: usize = 128;
pub const CODE_CHARS_MAX: usize = 40;
pub const NAME_CHARS_MAX: usize = 200;
pub const LINE_CHARS_MAX: usize = 200;
pub const HOURS_CHARS_MAX: usize = 2_000;
/// A year of single days off, twice over.
pub const OVERRIDES_MAX: usize = 750;
pub const PROMOTIONS_MAX: usize = 50;
pub const PRODUCTS_MAX: usize = 200;

macro_rules! coded_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$note])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word for this value everywhere outside Rust: SQL, JSON, files.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use coded_enum;

coded_enum! {
    /// What a customer finds there.
    OutletKind {
        Store = "store",
        Branch = "branch",
        ServicePoint = "service_point",
        PickupPoint = "pickup_point",
        ParcelLocker = "parcel_locker",
        Showroom = "showroom",
        Warehouse = "warehouse",
    }
}

coded_enum! {
    /// Whether customers may be sent there.
    OutletStatus {
        Planned = "planned",
        Active = "active",
        TemporarilyClosed = "temporarily_closed",
        Closed = "closed",
    }
}

/// A postal address in parts. All parts but the country may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutletAddress {
    /// Street and house number, or the settlement's house number: `Długa 12/4`.
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-2, `PL-14`; empty where unknown.
    pub region: String,
    /// ISO 3166-1 alpha-2, `PL`.
    pub country: String,
}

/// Dates on which the regular hours do not hold. Both dates belong to the span.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HoursOverride {
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// `None`: closed. Else hours of one day, `10:00-14:00` or `24/7`.
    pub hours: Option<String>,
    /// Said to the customer: "inventory", "remont".
    pub reason: String,
}

/// An offer that is valid at one outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    pub title: Localized,
    pub valid_from: NaiveDate,
    /// The last day on which the promotion holds.
    pub valid_until: NaiveDate,
}

/// A text in the languages of the product. Polish is always there; the others fall back to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    pub pl: String,
    pub cs: String,
    pub en: String,
}

impl Localized {
    pub fn get(&self, language: Language) -> &str {
        let text = match language {
            Language::Polish => &self.pl,
            Language::Czech => &self.cs,
            Language::English => &self.en,
        };
        if text.is_empty() { &self.pl } else { text }
    }
}

/// Something a customer can have done at an outlet. The vocabulary is the company's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// `returns`, `parking`: lower-case letters, digits and `_`.
    pub code: String,
    pub name: Localized,
}

/// An outlet as somebody writes it: everything but what the system adds.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletDraft {
    /// The company's own code, unique: `WAW-01`.
    pub code: String,
    pub name: String,
    pub kind: OutletKind,
    pub status: OutletStatus,
    pub point: LonLat,
    pub address: OutletAddress,
    pub time_zone: Tz,
    /// As typed, in whatever notation; empty when nobody said.
    pub opening_hours: String,
    pub overrides: Vec<HoursOverride>,
    pub trade_class: TradeClass,
    pub floor_area_m2: Option<f64>,
    /// Codes of the service vocabulary, sorted, without repeats.
    pub services: Vec<String>,
    pub products: Vec<String>,
    pub promotions: Vec<Promotion>,
    pub phone: String,
    pub email: String,
    pub website: String,
}

/// A stored outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    pub id: OutletId,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub draft: OutletDraft,
}

impl OutletDraft {
    /// Checks every bound and form; unknown services are the store's to tell, which knows the vocabulary.
    /// Sorts and deduplicates services and products.
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        for list in [&mut self.services, &mut self.products] {
            list.sort_unstable();
            list.dedup();
        }
        let mut check = Checker::default();
        self.check_identity(&mut check);
        self.check_address(&mut check);
        self.check_hours(&mut check);
        self.check_offer(&mut check);
        check.finish(self)
    }

    fn check_identity(&self, check: &mut Checker) {
        check.require(!self.code.trim().is_empty(), "/code", "required", || "give the outlet a code".into());
        check.text("/code", &self.code, CODE_CHARS_MAX);
        check.require(!self.name.trim().is_empty(), "/name", "required", || "give the outlet a name".into());
        check.text("/name", &self.name, NAME_CHARS_MAX);
        check.require(!self.point.is_null_island(), "/point", "null_island", || {
            "0,0 lies in the Atlantic: give the real longitude and latitude".into()
        });
    }

    fn check_address(&self, check: &mut Checker) {
        let address = &self.address;
        check.text("/address/street", &address.street, LINE_CHARS_MAX);
        check.text("/address/postcode", &address.postcode, 16);
        check.text("/address/city", &address.city, LINE_CHARS_MAX);
        let country_ok = address.country.len() == 2 && address.country.bytes().all(|b| b.is_ascii_uppercase());
        check.require(country_ok, "/address/country", "format", || {
            "use the two-letter ISO 3166-1 code in capitals, like PL or CZ".into()
        });
        let region_ok = address.region.is_empty()
            || (address.region.len() <= 6 && address.region.starts_with(&format!("{}-", address.country)));
        check.require(region_ok, "/address/region", "format", || {
            "use the ISO 3166-2 code of the same country, like PL-14".into()
        });
    }

    fn check_hours(&self, check: &mut Checker) {
        check.text("/opening_hours", &self.opening_hours, HOURS_CHARS_MAX);
        check.require(self.overrides.len() <= OVERRIDES_MAX, "/overrides", "too_many", || {
            format!("give at most {OVERRIDES_MAX} overrides")
        });
        for (index, each) in self.overrides.iter().enumerate() {
            check.require(each.from <= each.until, &format!("/overrides/{index}/until"), "order", || {
                "the last day must not be before the first".into()
            });
            check.text(&format!("/overrides/{index}/reason"), &each.reason, LINE_CHARS_MAX);
            if let Some(hours) = &each.hours {
                check.require(!hours.trim().is_empty(), &format!("/overrides/{index}/hours"), "required", || {
                    "give the hours of the day, or none for closed".into()
                });
                check.text(&format!("/overrides/{index}/hours"), hours, LINE_CHARS_MAX);
            }
        }
        if let Some(area) = self.floor_area_m2 {
            check.require((0.0..=1_000_000.0).contains(&area), "/floor_area_m2", "out_of_range", || {
                "give the floor area in square metres, from 0 to 1,000,000".into()
            });
        }
    }

    fn check_offer(&self, check: &mut Checker) {
        check.require(self.services.len() <= SERVICES_MAX, "/services", "too_many", || {
            format!("give at most {SERVICES_MAX} services")
        });
        check.require(self.products.len() <= PRODUCTS_MAX, "/products", "too_many", || {
            format!("give at most {PRODUCTS_MAX} products")
        });
        for product in &self.products {
            check.text("/products", product, CODE_CHARS_MAX);
        }
        check.require(self.promotions.len() <= PROMOTIONS_MAX, "/promotions", "too_many", || {
            format!("give at most {PROMOTIONS_MAX} promotions")
        });
        for (index, promotion) in self.promotions.iter().enumerate() {
            for title in [&promotion.title.pl, &promotion.title.cs, &promotion.title.en] {
                check.text(&format!("/promotions/{index}/title"), title, LINE_CHARS_MAX);
            }
            let ordered = promotion.valid_from <= promotion.valid_until;
            check.require(ordered, &format!("/promotions/{index}/valid_until"), "order", || {
                "the last day must not be before the first".into()
            });
        }
        check.text("/phone", &self.phone, 40);
        check.text("/email", &self.email, 254);
        check.text("/website", &self.website, 500);
        let web =
            self.website.is_empty() || self.website.starts_with("https://") || self.website.starts_with("http://");
        check.require(web, "/website", "format", || "start the address with https:// or http://".into());
    }
}

/// The zone that holds in all of a country of our market, Warsaw for the rest.
pub fn zone_of_country(country: &str) -> &'static str {
    match country {
        "CZ" => "Europe/Prague",
        "DE" => "Europe/Berlin",
        "SK" => "Europe/Bratislava",
        "AT" => "Europe/Vienna",
        "HU" => "Europe/Budapest",
        "LT" => "Europe/Vilnius",
        _ => "Europe/Warsaw",
    }
}
