//! Outlets as JSON: `OutletBody` is what somebody writes, `OutletView` what everybody reads.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::time;
use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{
    HoursOverride, Localized, Outlet, OutletAddress, OutletDraft, OutletKind, OutletStatus, Promotion, Service,
    zone_of_country,
};
use crate::domain::validation::{FieldError, ValidationError};
use crate::geo::LonLat;

/// An outlet as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutletBody {
    /// The company's own code, unique.
    #[schema(example = "WAW-01")]
    pub code: String,
    #[schema(example = "Meteor Warszawa Centrum")]
    pub name: String,
    /// `store`, `branch`, `service_point`, `pickup_point`, `parcel_locker`, `showroom` or `warehouse`.
    #[schema(example = "store")]
    pub kind: String,
    /// `planned`, `active`, `temporarily_closed` or `closed`.
    #[serde(default = "active")]
    #[schema(example = "active")]
    pub status: String,
    /// Degrees east, WGS 84.
    #[schema(example = 21.0122)]
    pub lon: f64,
    /// Degrees north, WGS 84.
    #[schema(example = 52.2297)]
    pub lat: f64,
    pub address: AddressBody,
    /// IANA name; when absent, the zone of the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Europe/Warsaw")]
    pub time_zone: Option<String>,
    /// As people write it; best in OSM notation. Kept verbatim.
    #[serde(default)]
    #[schema(example = "Mo-Fr 09:00-20:00; Sa 10:00-18:00")]
    pub opening_hours: String,
    #[serde(default)]
    pub overrides: Vec<OverrideBody>,
    /// How trade law sees the outlet: `retail`, `owner_serves`, `petrol_station`, `pharmacy`, …, `not_retail`.
    #[serde(default = "retail")]
    #[schema(example = "retail")]
    pub trade_class: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area_m2: Option<f64>,
    /// Codes of `GET /api/v1/services`.
    #[serde(default)]
    pub services: Vec<String>,
    #[serde(default)]
    pub products: Vec<String>,
    #[serde(default)]
    pub promotions: Vec<PromotionBody>,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub website: String,
}

fn active() -> String {
    OutletStatus::Active.code().to_owned()
}

fn retail() -> String {
    TradeClass::Retail.code().to_owned()
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressBody {
    #[serde(default)]
    #[schema(example = "ul. Marszałkowska 104")]
    pub street: String,
    #[serde(default)]
    #[schema(example = "00-017")]
    pub postcode: String,
    #[serde(default)]
    #[schema(example = "Warszawa")]
    pub city: String,
    /// ISO 3166-2.
    #[serde(default)]
    #[schema(example = "PL-14")]
    pub region: String,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "PL")]
    pub country: String,
}

/// Dates on which the regular hours do not hold; both belong to the span.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideBody {
    #[schema(value_type = String, format = Date)]
    pub from: NaiveDate,
    #[schema(value_type = String, format = Date)]
    pub until: NaiveDate,
    /// Hours of these days, `10:00-14:00`; `null` for closed.
    pub hours: Option<String>,
    #[serde(default)]
    #[schema(example = "inwentaryzacja")]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromotionBody {
    pub title: LocalizedBody,
    #[schema(value_type = String, format = Date)]
    pub valid_from: NaiveDate,
    /// The last day on which the promotion holds.
    #[schema(value_type = String, format = Date)]
    pub valid_until: NaiveDate,
}

/// A text in three languages; Czech and English fall back to Polish.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalizedBody {
    pub pl: String,
    #[serde(default)]
    pub cs: String,
    #[serde(default)]
    pub en: String,
}

/// A service of the company's vocabulary.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceBody {
    #[schema(example = "returns")]
    pub code: String,
    pub name: LocalizedBody,
}

/// A stored outlet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutletView {
    pub id: Uuid,
    /// Grows by one with every write; the `ETag` is this number in quotes.
    pub version: i64,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub updated_at: String,
    #[serde(flatten)]
    pub outlet: OutletBody,
}

impl OutletBody {
    /// Everything that can be wrong is told at once, with JSON pointers.
    pub fn into_draft(self) -> Result<OutletDraft, ValidationError> {
        let mut errors = Vec::new();
        let kind = coded(&mut errors, "/kind", OutletKind::from_code(&self.kind), || {
            codes(OutletKind::ALL.iter().map(|kind| kind.code()))
        });
        let status = coded(&mut errors, "/status", OutletStatus::from_code(&self.status), || {
            codes(OutletStatus::ALL.iter().map(|status| status.code()))
        });
        let trade_class = coded(&mut errors, "/trade_class", TradeClass::from_code(&self.trade_class), || {
            codes(TradeClass::ALL.iter().map(|class| class.code()))
        });
        let point = LonLat::new(self.lon, self.lat).map_err(|error| errors.push(point_error(&error))).ok();
        let zone_name = self.time_zone.as_deref().unwrap_or_else(|| zone_of_country(&self.address.country));
        let time_zone = coded(&mut errors, "/time_zone", zone_name.parse::<Tz>().ok(), || {
            "an IANA name like Europe/Warsaw".to_owned()
        });
        let (Some(kind), Some(status), Some(trade_class), Some(point), Some(time_zone)) =
            (kind, status, trade_class, point, time_zone)
        else {
            return Err(ValidationError(errors));
        };
        OutletDraft {
            code: self.code.trim().to_owned(),
            name: self.name.trim().to_owned(),
            kind,
            status,
            point,
            address: OutletAddress {
                street: self.address.street,
                postcode: self.address.postcode,
                city: self.address.city,
                region: self.address.region,
                country: self.address.country,
            },
            time_zone,
            opening_hours: self.opening_hours,
            overrides: self.overrides.into_iter().map(override_from_body).collect(),
            trade_class,
            floor_area_m2: self.floor_area_m2,
            services: self.services,
            products: self.products,
            promotions: self.promotions.into_iter().map(promotion_from_body).collect(),
            phone: self.phone,
            email: self.email,
            website: self.website,
        }
        .validate()
    }
}

impl From<&OutletDraft> for OutletBody {
    fn from(draft: &OutletDraft) -> Self {
        Self {
            code: draft.code.clone(),
            name: draft.name.clone(),
            kind: draft.kind.code().to_owned(),
            status: draft.status.code().to_owned(),
            lon: draft.point.lon(),
            lat: draft.point.lat(),
            address: AddressBody {
                street: draft.address.street.clone(),
                postcode: draft.address.postcode.clone(),
                city: draft.address.city.clone(),
                region: draft.address.region.clone(),
                country: draft.address.country.clone(),
            },
            time_zone: Some(draft.time_zone.name().to_owned()),
            opening_hours: draft.opening_hours.clone(),
            overrides: draft.overrides.iter().map(override_to_body).collect(),
            trade_class: draft.trade_class.code().to_owned(),
            floor_area_m2: draft.floor_area_m2,
            services: draft.services.clone(),
            products: draft.products.clone(),
            promotions: draft.promotions.iter().map(promotion_to_body).collect(),
            phone: draft.phone.clone(),
            email: draft.email.clone(),
            website: draft.website.clone(),
        }
    }
}

impl From<&Outlet> for OutletView {
    fn from(outlet: &Outlet) -> Self {
        Self {
            id: outlet.id.0,
            version: outlet.version,
            created_at: time::utc(outlet.created_at),
            updated_at: time::utc(outlet.updated_at),
            outlet: OutletBody::from(&outlet.draft),
        }
    }
}

impl From<&Service> for ServiceBody {
    fn from(service: &Service) -> Self {
        Self { code: service.code.clone(), name: LocalizedBody::from(&service.name) }
    }
}

impl From<&Localized> for LocalizedBody {
    fn from(text: &Localized) -> Self {
        Self { pl: text.pl.clone(), cs: text.cs.clone(), en: text.en.clone() }
    }
}

impl From<LocalizedBody> for Localized {
    fn from(body: LocalizedBody) -> Self {
        Self { pl: body.pl, cs: body.cs, en: body.en }
    }
}

fn coded<T>(
    errors: &mut Vec<FieldError>,
    pointer: &str,
    value: Option<T>,
    allowed: impl FnOnce() -> String,
) -> Option<T> {
    if value.is_none() {
        errors.push(FieldError::new(pointer, "unknown_value", format!("use {}", allowed())));
    }
    value
}

fn codes(words: impl Iterator<Item = &'static str>) -> String {
    format!("one of {}", words.collect::<Vec<_>>().join(", "))
}

fn point_error(error: &crate::geo::CoordinateError) -> FieldError {
    use crate::geo::CoordinateError::{LatitudeNotFinite, LatitudeOutOfRange};
    let pointer = if matches!(error, LatitudeNotFinite | LatitudeOutOfRange(_)) { "/lat" } else { "/lon" };
    FieldError::new(pointer, "out_of_range", error.to_string())
}

pub(super) fn override_from_body(body: OverrideBody) -> HoursOverride {
    HoursOverride { from: body.from, until: body.until, hours: body.hours, reason: body.reason }
}

fn override_to_body(each: &HoursOverride) -> OverrideBody {
    OverrideBody { from: each.from, until: each.until, hours: each.hours.clone(), reason: each.reason.clone() }
}

fn promotion_from_body(body: PromotionBody) -> Promotion {
    Promotion { title: body.title.into(), valid_from: body.valid_from, valid_until: body.valid_until }
}

fn promotion_to_body(promotion: &Promotion) -> PromotionBody {
    PromotionBody {
        title: LocalizedBody::from(&promotion.title),
        valid_from: promotion.valid_from,
        valid_until: promotion.valid_until,
    }
}
