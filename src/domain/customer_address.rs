//! Where a customer is: the address as it was said, its parts, and the point with how it was found.

use super::contact_point::Purpose;
use super::outlet::{LINE_CHARS_MAX, OutletAddress};
use super::outlet_geocode::FoundPoint;
use super::validation::Checker;
use super::validity::Validity;

/// As much as fits on an envelope.
pub const RAW_CHARS_MAX: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub struct CustomerAddress {
    pub purpose: Purpose,
    /// As it was said or written; empty when only the parts are known.
    pub raw_text: String,
    pub parts: OutletAddress,
    /// `None` where nobody knows it.
    pub place: Option<FoundPoint>,
    pub validity: Validity,
}

impl CustomerAddress {
    pub fn check(&self, pointer: &str, check: &mut Checker) {
        let parts = &self.parts;
        let at = |field: &str| format!("{pointer}/{field}");
        check.text(&at("text"), &self.raw_text, RAW_CHARS_MAX);
        check.text(&at("street"), &parts.street, LINE_CHARS_MAX);
        check.text(&at("postcode"), &parts.postcode, 16);
        check.text(&at("city"), &parts.city, LINE_CHARS_MAX);
        let country_ok = parts.country.is_empty() || is_country(&parts.country);
        check.require(country_ok, &at("country"), "format", || {
            "use the two-letter ISO 3166-1 code in capitals, like PL or CZ".into()
        });
        check
            .require(parts.region.len() <= 6, &at("region"), "format", || "use the ISO 3166-2 code, like PL-14".into());
        let blank = self.is_blank() && self.place.is_none();
        check.require(!blank, pointer, "required", || "give an address, a text or a point".into());
        self.validity.check(check, pointer);
    }

    /// Whether neither the text nor a part says where it is.
    pub fn is_blank(&self) -> bool {
        let OutletAddress { street, postcode, city, .. } = &self.parts;
        [&self.raw_text, street, postcode, city].iter().all(|text| text.trim().is_empty())
    }

    /// One line, as it stands on an envelope.
    pub fn line(&self) -> String {
        let OutletAddress { street, postcode, city, .. } = &self.parts;
        let town = format!("{postcode} {city}");
        let parts: Vec<&str> = [street.trim(), town.trim()].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { self.raw_text.clone() } else { parts.join(", ") }
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
