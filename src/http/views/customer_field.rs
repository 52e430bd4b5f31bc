//! The company's own fields of a customer as JSON.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::coded;
use super::outlet::LocalizedBody;
use crate::domain::customer_field::{CustomerField, CustomerFieldDraft, CustomerFieldKind};
use crate::domain::permission::Role;
use crate::domain::validation::{FieldError, ValidationError};

/// A definition as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerFieldBody {
    /// Lower-case letters, digits and `_`; it never changes.
    #[schema(example = "vat_id")]
    pub key: String,
    pub label: LocalizedBody,
    /// `text`, `number`, `date`, `choice` or `yes_no`.
    #[schema(example = "text")]
    pub kind: String,
    /// What may be chosen, where the kind is `choice`.
    #[serde(default)]
    pub choices: Vec<String>,
    /// A customer cannot be written without it.
    #[serde(default)]
    pub required: bool,
    /// Roles that see it besides admins; everybody who sees own fields of customers when empty.
    #[serde(default)]
    pub visible_to: Vec<String>,
    /// The smaller, the earlier it is shown.
    #[serde(default)]
    pub position: i32,
}

/// A definition as it is read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerFieldView {
    /// Also the `ETag`.
    pub version: i64,
    #[serde(flatten)]
    pub field: CustomerFieldBody,
}

impl CustomerFieldBody {
    /// Errors: words that do not exist. Bounds are checked when it is written.
    pub fn into_draft(self) -> Result<CustomerFieldDraft, ValidationError> {
        let mut errors = Vec::new();
        let words = CustomerFieldKind::ALL.iter().map(|kind| kind.code());
        let kind = coded(&mut errors, "/kind", &self.kind, CustomerFieldKind::from_code, words);
        let mut visible_to = Vec::new();
        for (index, code) in self.visible_to.iter().enumerate() {
            match Role::from_code(code) {
                Some(role) => visible_to.push(role),
                None => {
                    let pointer = format!("/visible_to/{index}");
                    errors.push(FieldError::new(pointer, "unknown_value", "there is no such role"));
                }
            }
        }
        let (Some(kind), true) = (kind, errors.is_empty()) else { return Err(ValidationError(errors)) };
        let (key, label, choices) = (self.key, self.label.into(), self.choices);
        let (required, position) = (self.required, self.position);
        Ok(CustomerFieldDraft { key, label, kind, choices, required, visible_to, position })
    }
}

impl From<&CustomerField> for CustomerFieldView {
    fn from(field: &CustomerField) -> Self {
        let draft = &field.draft;
        let body = CustomerFieldBody {
            key: draft.key.clone(),
            label: LocalizedBody::from(&draft.label),
            kind: draft.kind.code().to_owned(),
            choices: draft.choices.clone(),
            required: draft.required,
            visible_to: draft.visible_to.iter().map(|role| role.code().to_owned()).collect(),
            position: draft.position,
        };
        Self { version: field.version, field: body }
    }
}
