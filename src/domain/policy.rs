//! What holds for what was bought in a country on a day: returns, warranty, delivery.

use super::outlet::{LINE_CHARS_MAX, Localized, coded_enum};
use super::price::check_code;
use super::validation::{Checker, ValidationError};
use super::validity::Validity;

/// What an agent can read out.
pub const TEXT_CHARS_MAX: usize = 5_000;

coded_enum! {
    PolicyKind {
        Returns = "returns",
        Warranty = "warranty",
        Delivery = "delivery",
        Payment = "payment",
        Other = "other",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub code: String,
    pub kind: PolicyKind,
    /// ISO 3166-1; empty for everywhere.
    pub country: String,
    pub title: Localized,
    pub text: Localized,
    /// Of the day of purchase; with a first day.
    pub validity: Validity,
}

impl Policy {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check_code(&self.code, &mut check);
        let country = &self.country;
        let country_ok = country.is_empty() || (country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()));
        check.require(country_ok, "/country", "format", || "use the two-letter ISO 3166-1 code in capitals".into());
        check.require(!self.title.pl.trim().is_empty(), "/title/pl", "required", || "give a title in Polish".into());
        for title in [&self.title.pl, &self.title.cs, &self.title.en] {
            check.text("/title", title, LINE_CHARS_MAX);
        }
        for text in [&self.text.pl, &self.text.cs, &self.text.en] {
            check.text("/text", text, TEXT_CHARS_MAX);
        }
        check.require(self.validity.from.is_some(), "/valid_from", "required", || "give the first day".into());
        self.validity.check(&mut check, "");
        check.finish(self)
    }
}
