//! Phone numbers: from what people type and switchboards send to one spelling, E.164 with an extension.
//!
//! The numbering plans are data (`data/phone/plans.csv`, see data/README.md): calling codes, prefixes and the shape of
//! national numbers. Nobody agrees on how a number is dialled, so one text can have several `readings`; the likeliest
//! comes first, and whoever looks for a caller tries them in that order. Nothing here knows who owns a number.

mod extension;
mod format;
mod plan;
mod reading;
mod written;

#[cfg(test)]
mod tests;

use std::fmt;

pub use format::international;

/// Longer texts are no numbers: the longest in use is a `tel:` address with its parameters.
pub const PHONE_CHARS_MAX: usize = 250;

/// A number that can be called from anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    /// `+` and at most fifteen digits, as ITU-T E.164 has it.
    pub e164: String,
    /// Digits that are dialled once the line is up.
    pub extension: Option<String>,
    /// Whether the national part has a shape that its numbering plan gives out.
    pub valid: bool,
}

/// Who calls, as far as the switchboard tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallerNumber {
    /// The caller keeps the number to themselves, or the network lost it.
    Withheld,
    /// The readings, the likeliest first; never empty.
    Known(Vec<PhoneNumber>),
    /// Neither a number nor a word for a withheld one.
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("write the number with digits, for example +48 601 100 201")]
    NoDigits,
    #[error("this is too short or too long for a phone number; write it with its country, for example +48 601 100 201")]
    NotANumber,
}

/// The likeliest reading of `text`, dialled in `region` (ISO 3166-1, `PL`; empty where unknown).
pub fn parse(text: &str, region: &str) -> Result<PhoneNumber, PhoneError> {
    if !text.chars().any(char::is_numeric) {
        return Err(PhoneError::NoDigits);
    }
    readings(text, region).into_iter().next().ok_or(PhoneError::NotANumber)
}

/// Every number that `text` can mean when it is dialled in `region`: shapes that exist first, then by likelihood.
pub fn readings(text: &str, region: &str) -> Vec<PhoneNumber> {
    if text.chars().count() > PHONE_CHARS_MAX {
        return Vec::new();
    }
    let Some(written) = written::read(text) else {
        return Vec::new();
    };
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    for reading in reading::of(&written, region) {
        if !numbers.iter().any(|known| known.e164 == reading.e164) {
            numbers.push(PhoneNumber { extension: written.extension.clone(), ..reading });
        }
    }
    numbers.sort_by_key(|number| !number.valid);
    numbers
}

/// What a switchboard in `region` says about the caller.
pub fn caller(text: &str, region: &str) -> CallerNumber {
    let numbers = readings(text, region);
    match numbers.is_empty() {
        false => CallerNumber::Known(numbers),
        true if written::is_withheld(text) => CallerNumber::Withheld,
        true => CallerNumber::Unreadable,
    }
}

/// The digits of an E.164 number, or of the beginning of one, behind the code of its country.
pub fn national_digits(e164: &str) -> &str {
    let digits = e164.strip_prefix('+').unwrap_or(e164);
    plan::of_digits(digits).map_or(digits, |(_, national)| national)
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.e164)?;
        self.extension.iter().try_for_each(|extension| write!(f, ";ext={extension}"))
    }
}
