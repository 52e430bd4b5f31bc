//! The company's own fields of a customer: what they are called, what they hold, and who sees them.
//!
//! Without any definition a customer's fields are free. From the first one on, a field is one of those that are
//! defined, the note, or something older that stays as it was. A field that somebody does not see is neither shown to
//! them nor lost when they write.

use chrono::NaiveDate;

use super::customer::{CustomFields, FIELD_CHARS_MAX, FIELDS_MAX, FieldValue};
use super::outlet::{LINE_CHARS_MAX, Localized, coded_enum};
use super::permission::Role;
use super::validation::{Checker, FieldError, ValidationError};
use crate::units::Timestamp;

/// As long as a name in a form should be.
pub const KEY_CHARS_MAX: usize = 40;
/// More choices are a list of their own.
pub const CHOICES_MAX: usize = 100;
/// A note about a customer needs no definition.
pub const NOTE_KEY: &str = "note";

coded_enum! {
    /// What a field holds.
    CustomerFieldKind {
        Text = "text",
        Number = "number",
        /// A day, ISO 8601.
        Date = "date",
        /// One of the choices.
        Choice = "choice",
        YesNo = "yes_no",
    }
}

/// A definition as an admin writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerFieldDraft {
    /// Its name in the API and in files: `vat_id`.
    pub key: String,
    pub label: Localized,
    pub kind: CustomerFieldKind,
    /// Empty unless the kind is a choice.
    pub choices: Vec<String>,
    pub required: bool,
    /// Besides admins; everybody who sees own fields of customers when empty.
    pub visible_to: Vec<Role>,
    /// The smaller, the earlier it is shown.
    pub position: i32,
}

/// A stored definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerField {
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub draft: CustomerFieldDraft,
}

impl CustomerFieldDraft {
    /// Checks every bound.
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        let is_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let well_formed = (1..=KEY_CHARS_MAX).contains(&self.key.len()) && self.key.bytes().all(is_key);
        check.require(well_formed && self.key != NOTE_KEY, "/key", "format", || {
            format!("use lower-case letters, digits and _, at most {KEY_CHARS_MAX}; \"{NOTE_KEY}\" is taken")
        });
        check.require(!self.label.pl.trim().is_empty(), "/label/pl", "required", || {
            "give the field a name in Polish; the other languages fall back to it".to_owned()
        });
        for (language, label) in [("pl", &self.label.pl), ("cs", &self.label.cs), ("en", &self.label.en)] {
            check.text(&format!("/label/{language}"), label, LINE_CHARS_MAX);
        }
        self.choices = self.choices.into_iter().map(|choice| choice.trim().to_owned()).collect();
        check_choices(self.kind, &self.choices, &mut check);
        self.visible_to.sort_unstable();
        self.visible_to.dedup();
        check.finish(self)
    }

    /// Whether somebody in this role sees the field; keys, who have none, see what everybody sees.
    pub fn is_seen_by(&self, role: Option<Role>) -> bool {
        self.visible_to.is_empty() || role.is_some_and(|role| role == Role::Admin || self.visible_to.contains(&role))
    }

    /// Why the field cannot hold the value, as a sentence.
    fn refusal(&self, value: &FieldValue) -> Option<String> {
        match (self.kind, value) {
            (CustomerFieldKind::Text, FieldValue::Text(_))
            | (CustomerFieldKind::Number, FieldValue::Number(_))
            | (CustomerFieldKind::YesNo, FieldValue::Flag(_)) => None,
            (CustomerFieldKind::Date, FieldValue::Text(day)) if day.parse::<NaiveDate>().is_ok() => None,
            (CustomerFieldKind::Choice, FieldValue::Text(choice)) if self.choices.contains(choice) => None,
            (CustomerFieldKind::Text, _) => Some("give a text".to_owned()),
            (CustomerFieldKind::Number, _) => Some("give a number".to_owned()),
            (CustomerFieldKind::YesNo, _) => Some("give true or false".to_owned()),
            (CustomerFieldKind::Date, _) => Some("give a day like 2026-11-28".to_owned()),
            (CustomerFieldKind::Choice, _) => Some(format!("use one of {}", self.choices.join(", "))),
        }
    }
}

fn check_choices(kind: CustomerFieldKind, choices: &[String], check: &mut Checker) {
    let is_choice = kind == CustomerFieldKind::Choice;
    check.require(is_choice != choices.is_empty(), "/choices", "required", || {
        "a choice needs choices, and nothing else has any".to_owned()
    });
    check.require(choices.len() <= CHOICES_MAX, "/choices", "too_many", || format!("give at most {CHOICES_MAX}"));
    for (index, choice) in choices.iter().enumerate() {
        let pointer = format!("/choices/{index}");
        check.require(!choice.is_empty() && !choices[..index].contains(choice), &pointer, "duplicate", || {
            "give each choice once, and no empty one".to_owned()
        });
        check.text(&pointer, choice, FIELD_CHARS_MAX);
    }
}

/// All definitions together: what a customer's fields may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldRules(pub Vec<CustomerField>);

impl FieldRules {
    pub fn find(&self, key: &str) -> Option<&CustomerFieldDraft> {
        self.0.iter().map(|field| &field.draft).find(|field| field.key == key)
    }

    /// Takes out what somebody in this role does not see.
    pub fn hide(&self, role: Option<Role>, fields: &mut CustomFields) {
        fields.retain(|key, _| self.find(key).is_none_or(|field| field.is_seen_by(role)));
    }

    /// What somebody in this role wrote, with what they do not see as it was. Errors name each field that cannot be.
    pub fn merge(
        &self,
        role: Option<Role>,
        before: &CustomFields,
        mut written: CustomFields,
    ) -> Result<CustomFields, ValidationError> {
        for field in self.0.iter().map(|field| &field.draft).filter(|field| !field.is_seen_by(role)) {
            written.remove(&field.key);
            written.extend(before.get(&field.key).map(|value| (field.key.clone(), value.clone())));
        }
        self.check(role, before, &written)?;
        Ok(written)
    }

    /// What stays as it was is not looked at again.
    fn check(&self, role: Option<Role>, before: &CustomFields, after: &CustomFields) -> Result<(), ValidationError> {
        let mut errors = Vec::new();
        for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != Some(value)) {
            errors.extend(self.wrong(key, value));
        }
        for field in self.0.iter().map(|field| &field.draft).filter(|field| field.required && field.is_seen_by(role)) {
            let is_blank = match after.get(&field.key) {
                None => true,
                Some(FieldValue::Text(text)) => text.trim().is_empty(),
                Some(_) => false,
            };
            if is_blank {
                errors.push(error(&field.key, "required", format!("give {}", field.label.pl)));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(ValidationError(errors)) }
    }

    fn wrong(&self, key: &str, value: &FieldValue) -> Option<FieldError> {
        if self.0.is_empty() || key == NOTE_KEY {
            return None;
        }
        let Some(field) = self.find(key) else {
            return Some(error(key, "unknown_field", "there is no such field: an admin can define it".to_owned()));
        };
        field.refusal(value).map(|message| error(key, "invalid_value", message))
    }

    /// One more is defined: whether that is too many.
    pub fn is_full(&self) -> bool {
        self.0.len() >= FIELDS_MAX
    }
}

fn error(key: &str, code: &'static str, message: String) -> FieldError {
    FieldError::new(format!("/fields/{}", key.replace('~', "~0").replace('/', "~1")), code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str, kind: CustomerFieldKind) -> CustomerFieldDraft {
        let choices = if kind == CustomerFieldKind::Choice { vec!["A".into(), "B".into()] } else { Vec::new() };
        CustomerFieldDraft {
            key: key.into(),
            label: Localized { pl: key.into(), ..Localized::default() },
            kind,
            choices,
            required: false,
            visible_to: Vec::new(),
            position: 0,
        }
    }

    fn rules(drafts: Vec<CustomerFieldDraft>) -> FieldRules {
        let at = Timestamp(0);
        let stored = |draft| CustomerField { version: 1, created_at: at, updated_at: at, draft };
        FieldRules(drafts.into_iter().map(stored).collect())
    }

    fn fields(pairs: &[(&str, FieldValue)]) -> CustomFields {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
    }

    fn text(value: &str) -> FieldValue {
        FieldValue::Text(value.into())
    }

    #[test]
    fn without_definitions_everything_goes() {
        let written = fields(&[("anything", text("x"))]);
        assert_eq!(rules(Vec::new()).merge(None, &CustomFields::new(), written.clone()), Ok(written));
    }

    #[test]
    fn each_kind_takes_its_values_and_no_others() {
        use CustomerFieldKind::{Choice, Date, Number, Text, YesNo};
        for (kind, value, fits) in [
            (Text, text("x"), true),
            (Text, FieldValue::Number(1.0), false),
            (Number, FieldValue::Number(1.0), true),
            (Number, text("1"), false),
            (Date, text("2026-11-28"), true),
            (Date, text("28.11.2026"), false),
            (Choice, text("A"), true),
            (Choice, text("C"), false),
            (YesNo, FieldValue::Flag(true), true),
            (YesNo, text("tak"), false),
        ] {
            let merged =
                rules(vec![field("x", kind)]).merge(None, &CustomFields::new(), fields(&[("x", value.clone())]));
            assert_eq!(merged.is_ok(), fits, "{kind:?} {value:?}");
        }
    }

    #[test]
    fn what_is_older_than_the_definitions_stays_and_nothing_new_of_its_kind_comes() {
        let rules = rules(vec![field("x", CustomerFieldKind::Text)]);
        let before = fields(&[("old", text("1"))]);
        assert!(rules.merge(None, &before, before.clone()).is_ok());
        assert!(rules.merge(None, &before, fields(&[("old", text("2"))])).is_err());
        assert!(rules.merge(None, &before, fields(&[("note", text("2"))])).is_ok());
    }

    #[test]
    fn a_field_that_one_does_not_see_is_neither_shown_nor_lost_nor_demanded() {
        let secret = CustomerFieldDraft {
            visible_to: vec![Role::Steward],
            required: true,
            ..field("margin", CustomerFieldKind::Number)
        };
        let rules = rules(vec![secret, field("x", CustomerFieldKind::Text)]);
        let before = fields(&[("margin", FieldValue::Number(7.0)), ("x", text("a"))]);
        let mut shown = before.clone();
        rules.hide(Some(Role::Agent), &mut shown);
        assert_eq!(shown, fields(&[("x", text("a"))]));
        let after = rules.merge(Some(Role::Agent), &before, fields(&[("x", text("b"))])).expect("allowed");
        assert_eq!(after, fields(&[("margin", FieldValue::Number(7.0)), ("x", text("b"))]));
        let forged = rules.merge(Some(Role::Agent), &before, fields(&[("margin", FieldValue::Number(0.0))]));
        assert_eq!(forged.expect("what is not seen is passed over")["margin"], FieldValue::Number(7.0));
        let lost = rules.merge(Some(Role::Steward), &before, fields(&[("x", text("b"))]));
        assert!(lost.is_err(), "a steward sees it and has to give it");
    }

    #[test]
    fn a_definition_has_a_plain_key_a_name_and_choices_where_it_is_one() {
        let good = field("vat_id", CustomerFieldKind::Text);
        assert!(good.clone().validate().is_ok());
        let choice = field("size", CustomerFieldKind::Choice);
        for bad in [
            CustomerFieldDraft { key: "VAT id".into(), ..good.clone() },
            CustomerFieldDraft { key: "note".into(), ..good.clone() },
            CustomerFieldDraft { label: Localized::default(), ..good.clone() },
            CustomerFieldDraft { choices: vec!["A".into()], ..good.clone() },
            CustomerFieldDraft { choices: Vec::new(), ..choice.clone() },
            CustomerFieldDraft { choices: vec!["A".into(), "A".into()], ..choice },
        ] {
            assert!(bad.clone().validate().is_err(), "{bad:?}");
        }
    }
}
