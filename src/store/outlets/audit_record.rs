//! An outlet as the audit shows it, before and after a write, and the way back.

use std::borrow::Cow;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::row::{
    StoredOverride, StoredPromotion, overrides_of, promotions_of, stored_overrides, stored_promotions, to_json,
};
use crate::domain::ids::OutletId;
use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{Outlet, OutletAddress, OutletDraft, OutletKind, OutletStatus};
use crate::geo::LonLat;
use crate::store::StoreError;
use crate::units::Timestamp;

#[derive(Serialize, Deserialize)]
struct Address<'a> {
    street: Cow<'a, str>,
    postcode: Cow<'a, str>,
    city: Cow<'a, str>,
    region: Cow<'a, str>,
    country: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    code: Cow<'a, str>,
    name: Cow<'a, str>,
    kind: Cow<'a, str>,
    status: Cow<'a, str>,
    lon: f64,
    lat: f64,
    address: Address<'a>,
    time_zone: Cow<'a, str>,
    opening_hours: Cow<'a, str>,
    overrides: Vec<StoredOverride>,
    trade_class: Cow<'a, str>,
    floor_area_m2: Option<f64>,
    services: Cow<'a, [String]>,
    products: Cow<'a, [String]>,
    promotions: Vec<StoredPromotion>,
    phone: Cow<'a, str>,
    email: Cow<'a, str>,
    website: Cow<'a, str>,
    version: i64,
}

/// The columns by name, lists as lists.
pub(super) fn audit_json(outlet: &Outlet) -> String {
    let draft = &outlet.draft;
    let OutletAddress { street, postcode, city, region, country } = &draft.address;
    to_json(&Record {
        code: (&draft.code).into(),
        name: (&draft.name).into(),
        kind: draft.kind.code().into(),
        status: draft.status.code().into(),
        lon: draft.point.lon(),
        lat: draft.point.lat(),
        address: Address {
            street: street.into(),
            postcode: postcode.into(),
            city: city.into(),
            region: region.into(),
            country: country.into(),
        },
        time_zone: draft.time_zone.name().into(),
        opening_hours: (&draft.opening_hours).into(),
        overrides: stored_overrides(&draft.overrides),
        trade_class: draft.trade_class.code().into(),
        floor_area_m2: draft.floor_area_m2,
        services: (&draft.services).into(),
        products: (&draft.products).into(),
        promotions: stored_promotions(&draft.promotions),
        phone: (&draft.phone).into(),
        email: (&draft.email).into(),
        website: (&draft.website).into(),
        version: outlet.version,
    })
}

/// The outlet of a record that was written at that time; both of its times are that one.
pub(super) fn outlet_of_audit(id: OutletId, json: &str, at: Timestamp) -> Result<Outlet, StoreError> {
    let corrupt = |problem: String| StoreError::CorruptRow { entity: "audit", id: id.to_string(), problem };
    let record: Record<'_> = serde_json::from_str(json).map_err(|error| corrupt(format!("record: {error}")))?;
    let version = record.version;
    let draft = draft_of(record).map_err(|field| corrupt(format!("record: {field}")))?;
    Ok(Outlet { id, version, created_at: at, updated_at: at, draft })
}

/// Errors with the name of the field that this version never writes so.
fn draft_of(record: Record<'_>) -> Result<OutletDraft, &'static str> {
    let Address { street, postcode, city, region, country } = record.address;
    Ok(OutletDraft {
        kind: OutletKind::from_code(&record.kind).ok_or("kind")?,
        status: OutletStatus::from_code(&record.status).ok_or("status")?,
        point: LonLat::new(record.lon, record.lat).map_err(|_| "lon, lat")?,
        time_zone: record.time_zone.parse::<Tz>().map_err(|_| "time_zone")?,
        trade_class: TradeClass::from_code(&record.trade_class).ok_or("trade_class")?,
        overrides: overrides_of(record.overrides),
        promotions: promotions_of(record.promotions),
        services: record.services.into_owned(),
        products: record.products.into_owned(),
        address: OutletAddress {
            street: street.into_owned(),
            postcode: postcode.into_owned(),
            city: city.into_owned(),
            region: region.into_owned(),
            country: country.into_owned(),
        },
        code: record.code.into_owned(),
        name: record.name.into_owned(),
        opening_hours: record.opening_hours.into_owned(),
        floor_area_m2: record.floor_area_m2,
        phone: record.phone.into_owned(),
        email: record.email.into_owned(),
        website: record.website.into_owned(),
    })
}
