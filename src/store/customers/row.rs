//! A customer as it lies in its tables, and the way there and back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use deunicode::deunicode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose};
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, CustomerKind, FieldValue, ValueTier};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::ids::{CustomerId, OutletId, UserId};
use crate::domain::language::Language;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, GeocodeLevel};
use crate::domain::validity::Validity;
use crate::geo::LonLat;
use crate::store::StoreError;
use crate::units::{Meters, Timestamp};

/// The columns of `customer`, in the order of every statement.
pub(super) const COLUMNS: &str = "id, number, kind, name, segment, value_tier, language, owner_id, \
     preferred_outlet_id, fields, search_text, name_key, version, created_at_ms, updated_at_ms";

pub(super) const POINT_COLUMNS: &str =
    "id, customer_id, contact_id, position, kind, value, extension, purpose, valid_from, valid_until";

pub(super) const ADDRESS_COLUMNS: &str = "id, customer_id, position, purpose, raw_text, street, postcode, city, \
     region, country, lon, lat, level, confidence, radius_m, source, data_date, label, valid_from, valid_until";

#[derive(Debug, FromRow, Serialize, Deserialize)]
pub(super) struct CustomerRow {
    pub id: Uuid,
    pub number: String,
    pub kind: String,
    pub name: String,
    pub segment: String,
    pub value_tier: String,
    pub language: String,
    pub owner_id: Option<Uuid>,
    pub preferred_outlet_id: Option<Uuid>,
    pub fields: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Debug, FromRow, Serialize, Deserialize)]
pub(super) struct PointRow {
    pub customer_id: Uuid,
    pub contact_id: Option<Uuid>,
    kind: String,
    value: String,
    extension: String,
    purpose: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
}

#[derive(Debug, FromRow, Serialize, Deserialize)]
pub(super) struct AddressRow {
    pub customer_id: Uuid,
    purpose: String,
    raw_text: String,
    street: String,
    postcode: String,
    city: String,
    region: String,
    country: String,
    lon: Option<f64>,
    lat: Option<f64>,
    level: String,
    confidence: f64,
    radius_m: f64,
    source: String,
    data_date: String,
    label: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
}

impl CustomerRow {
    pub(super) fn into_customer(
        self,
        contact_points: Vec<ContactPoint>,
        addresses: Vec<CustomerAddress>,
    ) -> Result<Customer, StoreError> {
        let corrupt = |problem: &str| corrupt(self.id, problem);
        let draft = CustomerDraft {
            kind: CustomerKind::from_code(&self.kind).ok_or_else(|| corrupt("kind"))?,
            fields: fields_from_json(&self.fields).ok_or_else(|| corrupt("fields"))?,
            value_tier: ValueTier::from_code(&self.value_tier).ok_or_else(|| corrupt("value_tier"))?,
            language: Language::from_code(&self.language).ok_or_else(|| corrupt("language"))?,
            number: self.number,
            name: self.name,
            segment: self.segment,
            owner: self.owner_id.map(UserId),
            preferred_outlet: self.preferred_outlet_id.map(OutletId),
            contact_points,
            addresses,
        };
        let (created_at, updated_at) = (Timestamp(self.created_at_ms), Timestamp(self.updated_at_ms));
        Ok(Customer { id: CustomerId(self.id), version: self.version, created_at, updated_at, draft })
    }
}

impl PointRow {
    pub(super) fn of(customer_id: Uuid, contact_id: Option<Uuid>, point: &ContactPoint) -> Self {
        Self {
            customer_id,
            contact_id,
            kind: point.kind.code().to_owned(),
            value: point.value.clone(),
            extension: point.extension.clone(),
            purpose: point.purpose.code().to_owned(),
            valid_from: point.validity.from.map(|day| day.to_string()),
            valid_until: point.validity.until.map(|day| day.to_string()),
        }
    }

    pub(super) fn into_point(self) -> Result<ContactPoint, StoreError> {
        let corrupt = |problem: &str| corrupt(self.customer_id, problem);
        Ok(ContactPoint {
            kind: ContactKind::from_code(&self.kind).ok_or_else(|| corrupt("contact_point.kind"))?,
            purpose: purpose(&self.purpose),
            validity: validity(self.valid_from.as_deref(), self.valid_until.as_deref()),
            value: self.value,
            extension: self.extension,
        })
    }
}

impl AddressRow {
    pub(super) fn of(customer_id: Uuid, address: &CustomerAddress) -> Self {
        let (parts, place) = (&address.parts, address.place.as_ref());
        Self {
            customer_id,
            purpose: address.purpose.code().to_owned(),
            raw_text: address.raw_text.clone(),
            street: parts.street.clone(),
            postcode: parts.postcode.clone(),
            city: parts.city.clone(),
            region: parts.region.clone(),
            country: parts.country.clone(),
            lon: place.map(|place| place.point.lon()),
            lat: place.map(|place| place.point.lat()),
            level: place.map(|place| place.level.code().to_owned()).unwrap_or_default(),
            confidence: place.map_or(0.0, |place| place.confidence),
            radius_m: place.map_or(0.0, |place| place.radius.0),
            source: place.map(|place| place.source.clone()).unwrap_or_default(),
            data_date: place.map(|place| place.data_date.clone()).unwrap_or_default(),
            label: place.map(|place| place.label.clone()).unwrap_or_default(),
            valid_from: address.validity.from.map(|day| day.to_string()),
            valid_until: address.validity.until.map(|day| day.to_string()),
        }
    }

    pub(super) fn into_address(self) -> Result<CustomerAddress, StoreError> {
        let place = self.place()?;
        Ok(CustomerAddress {
            purpose: purpose(&self.purpose),
            raw_text: self.raw_text,
            parts: OutletAddress {
                street: self.street,
                postcode: self.postcode,
                city: self.city,
                region: self.region,
                country: self.country,
            },
            place,
            validity: validity(self.valid_from.as_deref(), self.valid_until.as_deref()),
        })
    }

    fn place(&self) -> Result<Option<FoundPoint>, StoreError> {
        let (Some(lon), Some(lat)) = (self.lon, self.lat) else { return Ok(None) };
        let corrupt = |problem: &str| corrupt(self.customer_id, problem);
        Ok(Some(FoundPoint {
            point: LonLat::new(lon, lat).map_err(|error| corrupt(&error.to_string()))?,
            level: GeocodeLevel::from_code(&self.level).ok_or_else(|| corrupt("customer_address.level"))?,
            confidence: self.confidence,
            radius: Meters(self.radius_m),
            source: self.source.clone(),
            data_date: self.data_date.clone(),
            label: self.label.clone(),
        }))
    }
}

/// A word that this version does not know reads as "something else".
fn purpose(code: &str) -> Purpose {
    Purpose::from_code(code).unwrap_or(Purpose::Other)
}

fn validity(from: Option<&str>, until: Option<&str>) -> Validity {
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<NaiveDate>().ok());
    Validity { from: day(from), until: day(until) }
}

pub(super) fn corrupt(id: Uuid, problem: &str) -> StoreError {
    StoreError::CorruptRow { entity: "customer", id: id.to_string(), problem: problem.to_owned() }
}

pub(super) fn fields_to_json(fields: &CustomFields) -> String {
    let value = |value: &FieldValue| match value {
        FieldValue::Text(text) => json!(text),
        FieldValue::Number(number) => json!(number),
        FieldValue::Flag(flag) => json!(flag),
    };
    let object: serde_json::Map<String, Value> =
        fields.iter().map(|(name, field)| (name.clone(), value(field))).collect();
    Value::Object(object).to_string()
}

fn fields_from_json(text: &str) -> Option<CustomFields> {
    let object: BTreeMap<String, Value> = serde_json::from_str(text).ok()?;
    let value = |value: Value| match value {
        Value::String(text) => Some(FieldValue::Text(text)),
        Value::Number(number) => number.as_f64().map(FieldValue::Number),
        Value::Bool(flag) => Some(FieldValue::Flag(flag)),
        _ => None,
    };
    object.into_iter().map(|(name, field)| Some((name, value(field)?))).collect()
}

/// Name and number as they are searched: without diacritics, in lower case.
pub(super) fn search_text(draft: &CustomerDraft) -> String {
    fold(&format!("{} {}", draft.name, draft.number))
}

pub(super) fn fold(text: &str) -> String {
    deunicode(text).to_lowercase()
}
