//! An outlet as the audit shows it, before and after a write.

use serde::Serialize;

use super::row::{StoredOverride, StoredPromotion, stored_overrides, stored_promotions, to_json};
use crate::domain::outlet::{Outlet, OutletAddress, OutletDraft};

#[derive(Serialize)]
struct Address<'a> {
    street: &'a str,
    postcode: &'a str,
    city: &'a str,
    region: &'a str,
    country: &'a str,
}

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'static str,
    status: &'static str,
    lon: f64,
    lat: f64,
    address: Address<'a>,
    time_zone: &'static str,
    opening_hours: &'a str,
    overrides: Vec<StoredOverride>,
    trade_class: &'static str,
    floor_area_m2: Option<f64>,
    services: &'a [String],
    products: &'a [String],
    promotions: Vec<StoredPromotion>,
    phone: &'a str,
    email: &'a str,
    website: &'a str,
    version: i64,
}

/// The columns by name, lists as lists.
pub(super) fn audit_json(outlet: &Outlet) -> String {
    let OutletDraft { code, name, opening_hours, services, products, phone, email, website, .. } = &outlet.draft;
    let OutletAddress { street, postcode, city, region, country } = &outlet.draft.address;
    to_json(&Record {
        code,
        name,
        kind: outlet.draft.kind.code(),
        status: outlet.draft.status.code(),
        lon: outlet.draft.point.lon(),
        lat: outlet.draft.point.lat(),
        address: Address { street, postcode, city, region, country },
        time_zone: outlet.draft.time_zone.name(),
        opening_hours,
        overrides: stored_overrides(&outlet.draft.overrides),
        trade_class: outlet.draft.trade_class.code(),
        floor_area_m2: outlet.draft.floor_area_m2,
        services,
        products,
        promotions: stored_promotions(&outlet.draft.promotions),
        phone,
        email,
        website,
        version: outlet.version,
    })
}
