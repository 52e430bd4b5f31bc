//! What is wrong with an input, as data: where (a JSON pointer), which rule, and a sentence that says what to do.

use std::fmt;

/// One thing to mend. `pointer` is a JSON pointer into the input, `/opening_hours` or `/overrides/0/until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub pointer: String,
    /// A stable word for programs: `too_long`, `out_of_range`, `unknown_value`.
    pub code: &'static str,
    pub message: String,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, message: message.into() }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer.trim_start_matches('/'), self.message)
    }
}

/// All that is wrong with one input, in the order of its fields. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct ValidationError(pub Vec<FieldError>);

/// Collects errors so that an answer names all of them at once.
#[derive(Debug, Default)]
pub struct Checker {
    errors: Vec<FieldError>,
}

impl Checker {
    pub fn require(&mut self, holds: bool, pointer: &str, code: &'static str, message: impl FnOnce() -> String) {
        if !holds {
            self.errors.push(FieldError::new(pointer, code, message()));
        }
    }

    pub fn push(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Text of at most `chars_max` characters without control characters other than line ends and tabs.
    pub fn text(&mut self, pointer: &str, text: &str, chars_max: usize) {
        self.require(text.chars().count() <= chars_max, pointer, "too_long", || {
            format!("shorten it to {chars_max} characters at most")
        });
        let clean = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        self.require(clean, pointer, "control_character", || "remove the control characters".to_owned());
    }

    pub fn finish<T>(self, value: T) -> Result<T, ValidationError> {
        if self.errors.is_empty() { Ok(value) } else { Err(ValidationError(self.errors)) }
    }
}
