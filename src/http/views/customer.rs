//! Customers as JSON: `CustomerBody` is what somebody writes, `CustomerView` what those may read who see them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::contact::{ContactPointBody, points_from_bodies};
use super::customer_address::CustomerAddressBody;
use super::{coded, time};
use crate::domain::consent::{Consent, ConsentChannel, ConsentDraft};
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, CustomerKind, FieldValue, ValueTier};
use crate::domain::ids::{OutletId, UserId};
use crate::domain::language::Language;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::NearestTo;
use crate::units::Timestamp;

/// A customer as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerBody {
    /// `person` or `company`.
    #[schema(example = "person")]
    pub kind: String,
    /// What people call out; when empty, one is given.
    #[serde(default)]
    #[schema(example = "C-1001")]
    pub number: String,
    #[schema(example = "Anna Nowak")]
    pub name: String,
    /// The company's own word; also the group that prices are made for.
    #[serde(default)]
    pub segment: String,
    /// `standard`, `silver`, `gold` or `platinum`.
    #[serde(default = "standard")]
    #[schema(example = "gold")]
    pub value_tier: String,
    /// `pl`, `cs` or `en`.
    #[schema(example = "pl")]
    pub language: String,
    /// The user who looks after them.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    #[serde(default)]
    pub preferred_outlet_id: Option<Uuid>,
    /// The company's own fields: texts, numbers, true or false.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub fields: BTreeMap<String, Value>,
    #[serde(default)]
    pub contact_points: Vec<ContactPointBody>,
    #[serde(default)]
    pub addresses: Vec<CustomerAddressBody>,
}

fn standard() -> String {
    ValueTier::Standard.code().to_owned()
}

/// A customer as it is read. What the reader may not see is empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerView {
    pub id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    #[serde(flatten)]
    pub customer: CustomerBody,
    /// The newest word for each channel; channels that are missing were never asked about.
    pub consents: Vec<ConsentView>,
    /// From memory, by the straight line from the first address with a point; only where one customer is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest_outlet: Option<NearestOutletView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NearestOutletView {
    pub outlet_id: Uuid,
    pub code: String,
    pub name: String,
    pub distance_m: f64,
}

/// What a customer said about being written or called to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentBody {
    /// `phone`, `sms`, `email`, `letter` or `chat`.
    #[schema(example = "email")]
    pub channel: String,
    pub given: bool,
    /// Where it was said: a form, a call, a branch.
    #[schema(example = "form at the branch WAW-01")]
    pub source: String,
    /// RFC 3339; now when absent.
    #[serde(default)]
    pub said_at: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentView {
    pub id: Uuid,
    pub channel: &'static str,
    pub given: bool,
    pub source: String,
    pub said_at: String,
    /// Login name or key of who wrote it down.
    pub recorded_by: String,
}

impl CustomerBody {
    /// The validated draft. Every field that is wrong is named.
    pub fn into_draft(self) -> Result<CustomerDraft, ValidationError> {
        let mut errors = Vec::new();
        let kind = coded(
            &mut errors,
            "/kind",
            &self.kind,
            CustomerKind::from_code,
            CustomerKind::ALL.iter().map(|k| k.code()),
        );
        let tier = coded(
            &mut errors,
            "/value_tier",
            &self.value_tier,
            ValueTier::from_code,
            ValueTier::ALL.iter().map(|t| t.code()),
        );
        let language = coded(
            &mut errors,
            "/language",
            &self.language,
            Language::from_code,
            Language::ALL.iter().map(|l| l.code()),
        );
        let fields = fields_from_json(self.fields, &mut errors);
        let contact_points = points_from_bodies(self.contact_points, &mut errors);
        let addresses = self.addresses.into_iter().enumerate();
        let addresses: Vec<_> = addresses
            .filter_map(|(index, body)| body.into_address(&format!("/addresses/{index}"), &mut errors))
            .collect();
        let (Some(kind), Some(value_tier), Some(language), true) = (kind, tier, language, errors.is_empty()) else {
            return Err(ValidationError(errors));
        };
        CustomerDraft {
            kind,
            number: self.number,
            name: self.name,
            segment: self.segment,
            value_tier,
            language,
            owner: self.owner_id.map(UserId),
            preferred_outlet: self.preferred_outlet_id.map(OutletId),
            fields,
            contact_points,
            addresses,
        }
        .validate()
    }
}

impl From<&CustomerDraft> for CustomerBody {
    fn from(draft: &CustomerDraft) -> Self {
        Self {
            kind: draft.kind.code().to_owned(),
            number: draft.number.clone(),
            name: draft.name.clone(),
            segment: draft.segment.clone(),
            value_tier: draft.value_tier.code().to_owned(),
            language: draft.language.code().to_owned(),
            owner_id: draft.owner.map(|owner| owner.0),
            preferred_outlet_id: draft.preferred_outlet.map(|outlet| outlet.0),
            fields: fields_to_json(&draft.fields),
            contact_points: draft.contact_points.iter().map(ContactPointBody::from).collect(),
            addresses: draft.addresses.iter().map(CustomerAddressBody::from).collect(),
        }
    }
}

impl CustomerView {
    /// `consents` are the newest words.
    pub fn new<'a>(customer: &Customer, consents: impl IntoIterator<Item = &'a Consent>) -> Self {
        Self {
            id: customer.id.0,
            version: customer.version,
            created_at: time::utc(customer.created_at),
            updated_at: time::utc(customer.updated_at),
            customer: CustomerBody::from(&customer.draft),
            consents: consents.into_iter().map(ConsentView::from).collect(),
            nearest_outlet: None,
        }
    }
}

impl ConsentBody {
    pub fn into_draft(self, now: Timestamp) -> Result<ConsentDraft, ValidationError> {
        let mut errors = Vec::new();
        let words = ConsentChannel::ALL.iter().map(|channel| channel.code());
        let channel = coded(&mut errors, "/channel", &self.channel, ConsentChannel::from_code, words);
        let said_at = match self.said_at.as_deref() {
            None => Some(now),
            Some(text) => time::parse_field(&mut errors, "/said_at", text),
        };
        match (channel, said_at) {
            (Some(channel), Some(said_at)) => {
                Ok(ConsentDraft { channel, given: self.given, source: self.source, said_at })
            }
            _ => Err(ValidationError(errors)),
        }
    }
}

impl From<&Consent> for ConsentView {
    fn from(consent: &Consent) -> Self {
        Self {
            id: consent.id.0,
            channel: consent.draft.channel.code(),
            given: consent.draft.given,
            source: consent.draft.source.clone(),
            said_at: time::utc(consent.draft.said_at),
            recorded_by: consent.recorded_by.clone(),
        }
    }
}

impl From<NearestTo> for NearestOutletView {
    fn from(nearest: NearestTo) -> Self {
        let distance_m = (nearest.distance.0 * 10.0).round() / 10.0;
        Self { outlet_id: nearest.id.0, code: nearest.code, name: nearest.name, distance_m }
    }
}

fn fields_from_json(fields: BTreeMap<String, Value>, errors: &mut Vec<FieldError>) -> CustomFields {
    let mut read = CustomFields::new();
    for (name, value) in fields {
        let field = match value {
            Value::String(text) => FieldValue::Text(text),
            Value::Number(number) => FieldValue::Number(number.as_f64().unwrap_or_default()),
            Value::Bool(flag) => FieldValue::Flag(flag),
            _ => {
                let message = "use a text, a number, true or false";
                errors.push(FieldError::new(format!("/fields/{name}"), "invalid_value", message));
                continue;
            }
        };
        read.insert(name, field);
    }
    read
}

fn fields_to_json(fields: &CustomFields) -> BTreeMap<String, Value> {
    let value = |value: &FieldValue| match value {
        FieldValue::Text(text) => Value::from(text.clone()),
        FieldValue::Number(number) => Value::from(*number),
        FieldValue::Flag(flag) => Value::from(*flag),
    };
    fields.iter().map(|(name, field)| (name.clone(), value(field))).collect()
}
