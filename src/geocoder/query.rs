//! What is asked.

use crate::geo::{BoundingBox, LonLat};

/// Longest text that is looked at; the longest address of our market has some 120 letters.
pub const TEXT_CHARS_MAX: usize = 200;

/// Most candidates that can be asked for.
pub const LIMIT_MAX: usize = 50;

/// A text to be found.
#[derive(Clone, Debug, Default)]
pub struct TextQuery<'a> {
    pub text: &'a str,
    pub options: Options,
    /// Whether the last word may be unfinished, since somebody is typing.
    pub unfinished: bool,
}

/// An address in its parts. Empty parts are not known.
#[derive(Clone, Debug, Default)]
pub struct StructuredQuery<'a> {
    pub house_number: &'a str,
    pub street: &'a str,
    pub city: &'a str,
    pub district: &'a str,
    pub county: &'a str,
    pub region: &'a str,
    pub postcode: &'a str,
    pub country: &'a str,
    pub options: Options,
}

#[derive(Clone, Debug)]
pub struct Options {
    /// At most `LIMIT_MAX`.
    pub limit: usize,
    /// Where the asker is or looks. It orders what fits equally well and never beats a town that is named.
    pub bias: Option<LonLat>,
    /// Only answers in this box.
    pub within: Option<BoundingBox>,
    /// ISO 3166-1 alpha-2 in upper case; empty for all.
    pub countries: Vec<String>,
    /// The option of an earlier question that was chosen (`Choice::id`).
    pub reply: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { limit: 10, bias: None, within: None, countries: Vec::new(), reply: None }
    }
}
