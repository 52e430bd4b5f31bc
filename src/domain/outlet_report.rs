//! What a customer says is wrong with an outlet's data, until a steward has looked at it.

use super::ids::{CallId, OutletId, OutletReportId};
use super::language::Language;
use super::outlet::coded_enum;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// A few sentences; nobody reads more.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// RFC 5321: no address is longer.
pub const EMAIL_CHARS_MAX: usize = 254;
/// What was done about it, in a sentence or two.
pub const RESOLUTION_CHARS_MAX: usize = 1_000;

coded_enum! {
    /// The fact that a report is about.
    ReportField {
        Hours = "hours",
        Address = "address",
        Phone = "phone",
        Services = "services",
        Promotions = "promotions",
        Other = "other",
    }
}

coded_enum! {
    /// What became of a report.
    ReportOutcome {
        Fixed = "fixed",
        Rejected = "rejected",
    }
}

/// A report as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletReportDraft {
    pub outlet_id: OutletId,
    pub field: ReportField,
    pub text: String,
    /// Empty when no answer is wanted.
    pub email: String,
    /// In which the answer is expected.
    pub language: Language,
    /// During which call an agent heard it.
    pub call: Option<CallId>,
}

/// A stored report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletReport {
    pub id: OutletReportId,
    /// Said to the reporter.
    pub number: i64,
    pub draft: OutletReportDraft,
    pub created_at: Timestamp,
    pub resolved: Option<Resolved>,
}

/// How a report ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub at: Timestamp,
    pub by: String,
    pub outcome: ReportOutcome,
    /// The steward's note; may be empty.
    pub resolution: String,
}

impl OutletReportDraft {
    /// Trims the texts and checks their bounds.
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        self.text = self.text.trim().to_owned();
        self.email = self.email.trim().to_owned();
        let mut check = Checker::default();
        check.require(!self.text.is_empty(), "/text", "required", || "say what is wrong".to_owned());
        check.text("/text", &self.text, TEXT_CHARS_MAX);
        check.text("/email", &self.email, EMAIL_CHARS_MAX);
        check.require(self.email.is_empty() || looks_like_email(&self.email), "/email", "format", || {
            "give an address like name@example.com, or none".to_owned()
        });
        check.finish(self)
    }
}

/// Something before one `@` and a dotted name behind it; whether mail arrives only mail can tell.
pub fn looks_like_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>,;\"@".contains(c));
    is_plain(name) && is_plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, email: &str) -> OutletReportDraft {
        OutletReportDraft {
            outlet_id: OutletId::generate(),
            field: ReportField::Hours,
            text: text.to_owned(),
            email: email.to_owned(),
            language: Language::Polish,
            call: None,
        }
    }

    #[test]
    fn a_report_needs_words_and_no_address() {
        assert!(draft("Zamknięte o 17", "").validate().is_ok());
        assert_eq!(draft("  ", "").validate().unwrap_err().0[0].pointer, "/text");
        assert_eq!(draft(&"a".repeat(1_001), "").validate().unwrap_err().0[0].code, "too_long");
    }

    #[test]
    fn an_address_is_one_address() {
        for good in ["anna@example.com", "a.b+c@mail.example.cz"] {
            assert!(draft("x", good).validate().is_ok(), "{good}");
        }
        for bad in ["anna", "@example.com", "anna@", "a@b", "a@b.cz, c@d.cz", "a@b.cz\nBcc: x@y.z"] {
            assert!(draft("x", bad).validate().is_err(), "{bad}");
        }
    }
}
