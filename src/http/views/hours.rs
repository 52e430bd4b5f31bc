//! Open or not at a moment, as it is told everywhere.

use serde::Serialize;
use utoipa::ToSchema;

use super::sentences::{Sentence, push_reason};
use super::time::LocalTime;
use crate::domain::language::Languages;
use crate::domain::opening_hours::{HoursSource, Reason, State, Status, holiday_code, legal_rule_code};

/// Open or not, until when, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursView {
    /// `open`, `closed` or `unknown`.
    pub state: &'static str,
    /// `regular`, `override`, `public_holiday` or `legal_closure`.
    pub reason: &'static str,
    /// Code of the rule of law or of the holiday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// The rule, the holiday or the exception by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Sentence>,
    /// When open: when it closes; absent where that is not in sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closes_at: Option<LocalTime>,
    /// When the state next becomes another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next_change: Option<LocalTime>,
}

/// The view of a status; times are in the outlet's zone.
pub fn hours_view(status: Status, source: &HoursSource, languages: Languages) -> HoursView {
    let next_change = status.next_change.map(|change| LocalTime::new(change, source.time_zone));
    let (reason, rule) = match status.reason {
        Reason::Regular => ("regular", None),
        Reason::Override(_) => ("override", None),
        Reason::PublicHoliday(holiday) => ("public_holiday", Some(holiday_code(holiday))),
        Reason::LegalClosure(rule) => ("legal_closure", Some(legal_rule_code(rule))),
    };
    HoursView {
        state: match status.state {
            State::Open => "open",
            State::Closed => "closed",
            State::Unknown => "unknown",
        },
        reason,
        rule,
        reason_text: (reason != "regular")
            .then(|| Sentence::of(languages, |language, text| push_reason(text, status.reason, source, language))),
        closes_at: next_change.filter(|_| status.state == State::Open),
        next_change,
    }
}
