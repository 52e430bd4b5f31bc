//! By which somebody is reached: a telephone, an e-mail address, a fax.
//!
//! The value is the form that is looked up: E.164 for numbers, lower case for addresses. Whatever way a number
//! is written, it is the same contact point.

use super::outlet::coded_enum;
pub use super::outlet_report::looks_like_email;
use super::phone;
use super::validation::Checker;
use super::validity::Validity;

/// RFC 5321: no address is longer. Numbers are shorter.
pub const VALUE_CHARS_MAX: usize = 254;

coded_enum! {
    ContactKind {
        Phone = "phone",
        Email = "email",
        Fax = "fax",
    }
}

coded_enum! {
    /// What a contact point or an address is used for.
    Purpose {
        Main = "main",
        Private = "private",
        Work = "work",
        Billing = "billing",
        Delivery = "delivery",
        Other = "other",
    }
}

/// One way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    pub kind: ContactKind,
    /// E.164 or an address in lower case, once it is read.
    pub value: String,
    /// What is dialled behind the number; digits, mostly empty.
    pub extension: String,
    pub purpose: Purpose,
    pub validity: Validity,
}

impl ContactPoint {
    /// Brings the value into the form in which it is looked up. `country` is where a number without a country
    /// code is from; `pointer` is where complaints are put.
    pub fn read(&mut self, country: &str, pointer: &str, check: &mut Checker) {
        check.text(&format!("{pointer}/value"), &self.value, VALUE_CHARS_MAX);
        self.validity.check(check, pointer);
        match self.kind {
            ContactKind::Email => self.read_email(pointer, check),
            ContactKind::Phone | ContactKind::Fax => self.read_number(country, pointer, check),
        }
    }

    fn read_email(&mut self, pointer: &str, check: &mut Checker) {
        self.value = fold_email(&self.value);
        check.require(looks_like_email(&self.value), &format!("{pointer}/value"), "format", || {
            "give an address like name@example.com".to_owned()
        });
        check.require(self.extension.is_empty(), &format!("{pointer}/extension"), "format", || {
            "an e-mail address has no extension".to_owned()
        });
    }

    fn read_number(&mut self, country: &str, pointer: &str, check: &mut Checker) {
        match phone::parse(&self.value, country) {
            Ok(number) => {
                self.value = number.e164;
                if self.extension.is_empty() {
                    self.extension = number.extension.unwrap_or_default();
                }
            }
            Err(error) => check.require(false, &format!("{pointer}/value"), "format", || error.to_string()),
        }
        let digits = self.extension.len() <= 8 && self.extension.bytes().all(|byte| byte.is_ascii_digit());
        check.require(digits, &format!("{pointer}/extension"), "format", || "give at most eight digits".to_owned());
    }
}

/// The form in which addresses are stored and compared.
pub fn fold_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}
