//! An outlet's facts as a card shows them.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::language::Language;
use crate::domain::outlet::{Localized, Promotion};
use crate::http::views::time;
use crate::live::outlets::OutletRef;
use crate::units::Timestamp;

/// The facts of an outlet that a card shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutletCard<'a> {
    pub id: Uuid,
    #[schema(example = "WAW-03")]
    pub code: &'a str,
    pub name: &'a str,
    pub kind: &'static str,
    pub status: &'static str,
    pub lon: f64,
    pub lat: f64,
    pub address: AddressView<'a>,
    pub phone: &'a str,
    pub email: &'a str,
    pub website: &'a str,
    pub time_zone: &'static str,
    /// ISO 4217; where the outlet's country decides.
    pub currency: &'static str,
    pub services: Vec<&'a str>,
    /// Valid on the day that is asked about.
    pub promotions: Vec<PromotionView<'a>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AddressView<'a> {
    pub street: &'a str,
    pub postcode: &'a str,
    pub city: &'a str,
    pub country: &'a str,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PromotionView<'a> {
    pub title: Title<'a>,
    #[schema(value_type = String, format = Date)]
    pub valid_until: NaiveDate,
}

/// What a promotion is called, in each language; where one is missing, in another one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Title<'a> {
    pub pl: &'a str,
    pub cs: &'a str,
    pub en: &'a str,
}

impl<'a> Title<'a> {
    fn of(title: &'a Localized) -> Self {
        let get = |language| title.get(language);
        Self { pl: get(Language::Polish), cs: get(Language::Czech), en: get(Language::English) }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ExcludedCard<'a> {
    pub id: Uuid,
    pub code: &'a str,
    pub name: &'a str,
    pub city: &'a str,
    pub country: &'a str,
    pub lon: f64,
    pub lat: f64,
}

/// The card of an outlet; promotions are those valid on the outlet's day of `at`.
pub fn card(outlet: OutletRef<'_>, at: Timestamp) -> OutletCard<'_> {
    let (facts, source) = (outlet.card(), outlet.hours_source());
    OutletCard {
        id: outlet.id().0,
        code: facts.code,
        name: facts.name,
        kind: outlet.kind().code(),
        status: outlet.status().code(),
        lon: outlet.point().lon(),
        lat: outlet.point().lat(),
        address: AddressView {
            street: facts.street,
            postcode: facts.postcode,
            city: facts.city,
            country: &source.country,
        },
        phone: facts.phone,
        email: facts.email,
        website: facts.website,
        time_zone: source.time_zone.name(),
        currency: currency(&source.country),
        services: outlet.services().collect(),
        promotions: promotions_on(facts.promotions, source.time_zone, at),
    }
}

fn promotions_on<'a>(promotions: &'a [Promotion], zone: Tz, at: Timestamp) -> Vec<PromotionView<'a>> {
    if promotions.is_empty() {
        return Vec::new();
    }
    let day = time::local_date(at, zone);
    let valid = promotions.iter().filter(|each| (each.valid_from..=each.valid_until).contains(&day));
    valid.map(|each| PromotionView { title: Title::of(&each.title), valid_until: each.valid_until }).collect()
}

pub(super) fn excluded_card(outlet: OutletRef<'_>) -> ExcludedCard<'_> {
    let facts = outlet.card();
    ExcludedCard {
        id: outlet.id().0,
        code: facts.code,
        name: facts.name,
        city: facts.city,
        country: &outlet.hours_source().country,
        lon: outlet.point().lon(),
        lat: outlet.point().lat(),
    }
}

/// The currency of a country of our market; the euro elsewhere.
pub fn currency(country: &str) -> &'static str {
    match country {
        "PL" => "PLN",
        "CZ" => "CZK",
        "HU" => "HUF",
        _ => "EUR",
    }
}
