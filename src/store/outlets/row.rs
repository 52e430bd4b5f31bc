//! An outlet as it lies in its table, and the way there and back.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::ids::OutletId;
use crate::domain::opening_hours::{TradeClass, read_hours};
use crate::domain::outlet::{
    HoursOverride, Localized, Outlet, OutletAddress, OutletDraft, OutletKind, OutletStatus, Promotion,
};
use crate::geo::LonLat;
use crate::store::StoreError;
use crate::units::Timestamp;

/// The columns of `outlet`, in the order of the struct and of every statement.
pub(super) const COLUMNS: &str = "id, code, name, kind, status, lon, lat, street, postcode, city, region, country, \
     time_zone, opening_hours, hours_readable, overrides, trade_class, floor_area_m2, services, products, promotions, \
     phone, email, website, search_text, version, created_at_ms, updated_at_ms";

/// With texts of its own, or borrowed ones.
#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub(super) struct OutletRow<T = String> {
    pub id: Uuid,
    pub code: T,
    pub name: T,
    pub kind: T,
    pub status: T,
    pub lon: f64,
    pub lat: f64,
    pub street: T,
    pub postcode: T,
    pub city: T,
    pub region: T,
    pub country: T,
    pub time_zone: T,
    pub opening_hours: T,
    pub hours_readable: bool,
    pub overrides: T,
    pub trade_class: T,
    pub floor_area_m2: Option<f64>,
    pub services: T,
    pub products: T,
    pub promotions: T,
    pub phone: T,
    pub email: T,
    pub website: T,
    pub search_text: T,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredOverride {
    from: NaiveDate,
    until: NaiveDate,
    hours: Option<String>,
    reason: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredPromotion {
    pl: String,
    cs: String,
    en: String,
    from: NaiveDate,
    until: NaiveDate,
}

impl OutletRow {
    pub fn from_outlet(outlet: &Outlet) -> Self {
        let draft = &outlet.draft;
        Self {
            id: outlet.id.0,
            code: draft.code.clone(),
            name: draft.name.clone(),
            kind: draft.kind.code().to_owned(),
            status: draft.status.code().to_owned(),
            lon: draft.point.lon(),
            lat: draft.point.lat(),
            street: draft.address.street.clone(),
            postcode: draft.address.postcode.clone(),
            city: draft.address.city.clone(),
            region: draft.address.region.clone(),
            country: draft.address.country.clone(),
            time_zone: draft.time_zone.name().to_owned(),
            opening_hours: draft.opening_hours.clone(),
            hours_readable: read_hours(&draft.opening_hours, &draft.address.country).readable,
            overrides: to_json(&stored_overrides(&draft.overrides)),
            trade_class: draft.trade_class.code().to_owned(),
            floor_area_m2: draft.floor_area_m2,
            services: to_json(&draft.services),
            products: to_json(&draft.products),
            promotions: to_json(&stored_promotions(&draft.promotions)),
            phone: draft.phone.clone(),
            email: draft.email.clone(),
            website: draft.website.clone(),
            search_text: search_text(draft),
            version: outlet.version,
            created_at_ms: outlet.created_at.0,
            updated_at_ms: outlet.updated_at.0,
        }
    }
}

impl<T: AsRef<str> + Into<String>> OutletRow<T> {
    /// Errors with `CorruptRow`, naming the column, when the row holds what this version never writes.
    pub fn into_outlet(self) -> Result<Outlet, StoreError> {
        let id = self.id;
        let corrupt = |column: &str| StoreError::CorruptRow {
            entity: "outlet",
            id: id.to_string(),
            problem: format!("column {column}"),
        };
        let draft = OutletDraft {
            kind: OutletKind::from_code(self.kind.as_ref()).ok_or_else(|| corrupt("kind"))?,
            status: OutletStatus::from_code(self.status.as_ref()).ok_or_else(|| corrupt("status"))?,
            point: LonLat::new(self.lon, self.lat).map_err(|_| corrupt("lon, lat"))?,
            time_zone: self.time_zone.as_ref().parse::<Tz>().map_err(|_| corrupt("time_zone"))?,
            overrides: overrides_from_json(self.overrides.as_ref()).ok_or_else(|| corrupt("overrides"))?,
            trade_class: TradeClass::from_code(self.trade_class.as_ref()).ok_or_else(|| corrupt("trade_class"))?,
            services: from_json(self.services.as_ref()).ok_or_else(|| corrupt("services"))?,
            products: from_json(self.products.as_ref()).ok_or_else(|| corrupt("products"))?,
            promotions: promotions_from_json(self.promotions.as_ref()).ok_or_else(|| corrupt("promotions"))?,
            address: OutletAddress {
                street: self.street.into(),
                postcode: self.postcode.into(),
                city: self.city.into(),
                region: self.region.into(),
                country: self.country.into(),
            },
            code: self.code.into(),
            name: self.name.into(),
            opening_hours: self.opening_hours.into(),
            floor_area_m2: self.floor_area_m2,
            phone: self.phone.into(),
            email: self.email.into(),
            website: self.website.into(),
        };
        Ok(Outlet {
            id: OutletId(id),
            version: self.version,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
            draft,
        })
    }
}

/// The whole row as JSON, for putting an outlet back as it was.
pub fn image_to_json(outlet: &Outlet) -> String {
    to_json(&OutletRow::from_outlet(outlet))
}

pub fn image_from_json(json: &str) -> Result<Outlet, StoreError> {
    let row: OutletRow = serde_json::from_str(json).map_err(|error| StoreError::CorruptRow {
        entity: "import_result",
        id: String::new(),
        problem: format!("column before_json: {error}"),
    })?;
    row.into_outlet()
}

/// What `q` searches: code, name and address without case or diacritics, so that `lodz` finds Łódź.
fn search_text(draft: &OutletDraft) -> String {
    let address = &draft.address;
    fold(&[&draft.code, &draft.name, &address.street, &address.postcode, &address.city].map(String::as_str).join(" "))
}

/// Lower case without diacritics.
pub(super) fn fold(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase()
}

pub(super) fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings and dates serialise")
}

/// Most outlets have no override, no promotion and few services: the empty list is not worth a parser.
fn from_json<T: for<'de> Deserialize<'de>>(text: &str) -> Option<Vec<T>> {
    if text == "[]" { Some(Vec::new()) } else { serde_json::from_str(text).ok() }
}

pub(super) fn stored_overrides(overrides: &[HoursOverride]) -> Vec<StoredOverride> {
    let stored = overrides.iter().map(|each| StoredOverride {
        from: each.from,
        until: each.until,
        hours: each.hours.clone(),
        reason: each.reason.clone(),
    });
    stored.collect()
}

fn overrides_from_json(text: &str) -> Option<Vec<HoursOverride>> {
    from_json(text).map(overrides_of)
}

pub(super) fn overrides_of(stored: Vec<StoredOverride>) -> Vec<HoursOverride> {
    let overrides = stored.into_iter().map(|each| HoursOverride {
        from: each.from,
        until: each.until,
        hours: each.hours,
        reason: each.reason,
    });
    overrides.collect()
}

pub(super) fn stored_promotions(promotions: &[Promotion]) -> Vec<StoredPromotion> {
    let stored = promotions.iter().map(|each| StoredPromotion {
        pl: each.title.pl.clone(),
        cs: each.title.cs.clone(),
        en: each.title.en.clone(),
        from: each.valid_from,
        until: each.valid_until,
    });
    stored.collect()
}

fn promotions_from_json(text: &str) -> Option<Vec<Promotion>> {
    from_json(text).map(promotions_of)
}

pub(super) fn promotions_of(stored: Vec<StoredPromotion>) -> Vec<Promotion> {
    let promotions = stored.into_iter().map(|each| Promotion {
        title: Localized { pl: each.pl, cs: each.cs, en: each.en },
        valid_from: each.from,
        valid_until: each.until,
    });
    promotions.collect()
}
