//! A complaint or a request: something that the company owes an answer to, by a day that a rule gives.

use chrono::NaiveDate;

use super::customer::{Customer, CustomerKind};
use super::due_rule::DueRule;
use super::ids::{CaseId, CustomerId, OrderId, OutletId};
use super::interaction::BODY_CHARS_MAX;
use super::opening_hours::{LocalDay, Pass, local_date};
use super::outlet::{LINE_CHARS_MAX, coded_enum, zone_of_country};
use super::validation::{Checker, ValidationError};
use crate::units::{Seconds, Timestamp};

/// Days before the last moment at which people are told.
pub const ALARM_DAYS: [i64; 2] = [3, 1];

coded_enum! {
    CaseKind {
        Complaint = "complaint",
        Request = "request",
    }
}

coded_enum! {
    CaseState {
        Open = "open",
        /// For something from the customer. The law's clock does not stop.
        Waiting = "waiting",
        Resolved = "resolved",
        Withdrawn = "withdrawn",
    }
}

impl CaseState {
    pub const fn is_open(self) -> bool {
        matches!(self, CaseState::Open | CaseState::Waiting)
    }
}

/// A case as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDraft {
    pub kind: CaseKind,
    pub state: CaseState,
    pub customer: CustomerId,
    pub subject: String,
    pub description: String,
    pub outlet: Option<OutletId>,
    pub order: Option<OrderId>,
    /// What was answered; needed to resolve it.
    pub resolution: String,
}

/// By when, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day on which an answer is in time.
    pub on: NaiveDate,
    /// The end of that day where the customer bought.
    pub at: Timestamp,
    pub rule: String,
    pub rule_version: i32,
}

/// A stored case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    /// What people call out: `S-1001`.
    pub number: String,
    pub draft: CaseDraft,
    pub opened_at: Timestamp,
    pub due: Due,
    pub resolved_at: Option<Timestamp>,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl CaseDraft {
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        self.subject = self.subject.trim().to_owned();
        self.resolution = self.resolution.trim().to_owned();
        let mut check = Checker::default();
        check.require(!self.subject.is_empty(), "/subject", "required", || "say what it is about".into());
        check.text("/subject", &self.subject, LINE_CHARS_MAX);
        check.text("/description", &self.description, BODY_CHARS_MAX);
        check.text("/resolution", &self.resolution, BODY_CHARS_MAX);
        let answered = self.state != CaseState::Resolved || !self.resolution.is_empty();
        check.require(answered, "/resolution", "required", || "say what was answered".into());
        check.finish(self)
    }

    /// By when a case that came at `opened_at` must be answered. `country` is where the customer bought.
    pub fn due(&self, customer: CustomerKind, country: &str, opened_at: Timestamp) -> Due {
        let zone: chrono_tz::Tz = zone_of_country(country).parse().expect("zones of countries are names of zones");
        let came_on = local_date(zone, opened_at).unwrap_or(NaiveDate::MIN);
        let rule = DueRule::of(self.kind, customer, country, came_on);
        let on = rule.due_on(came_on);
        let end_of_day = on.succ_opt().unwrap_or(on);
        let at = Timestamp(LocalDay::new(zone, end_of_day).utc_minute(0, Pass::First) * 60_000);
        Due { on, at, rule: rule.id.to_owned(), rule_version: rule.version }
    }
}

impl Due {
    /// The moments at which people are told, in the order of `ALARM_DAYS`.
    pub fn alarms(&self) -> [Timestamp; ALARM_DAYS.len()] {
        ALARM_DAYS.map(|days| self.at - Seconds::days(days))
    }
}

/// Where a customer's complaint counts: in the country of the outlet, else at home.
pub fn country_of<'a>(outlet_country: Option<&'a str>, customer: &'a Customer) -> &'a str {
    outlet_country.filter(|country| !country.is_empty()).unwrap_or_else(|| customer.draft.country())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint() -> CaseDraft {
        CaseDraft {
            kind: CaseKind::Complaint,
            state: CaseState::Open,
            customer: CustomerId::generate(),
            subject: "Kettle".into(),
            description: String::new(),
            outlet: None,
            order: None,
            resolution: String::new(),
        }
    }

    #[test]
    fn a_complaint_of_saturday_evening_is_due_at_the_end_of_the_fourteenth_day() {
        // 2026-11-28 17:40 in Warsaw; the day of 2026-12-12 ends at 23:00 UTC.
        let due = complaint().due(CustomerKind::Person, "PL", Timestamp(1_795_884_000_000));
        assert_eq!(
            (due.on.to_string().as_str(), due.rule.as_str(), due.rule_version),
            ("2026-12-12", "pl-consumer-complaint", 2)
        );
        assert_eq!(due.at, Timestamp(1_797_116_400_000));
        assert_eq!(due.alarms(), [due.at - Seconds::days(3), due.at - Seconds::days(1)]);
    }

    #[test]
    fn the_day_on_which_it_came_is_that_of_the_place() {
        // 23:30 UTC is the next day in Warsaw already.
        let due = complaint().due(CustomerKind::Person, "PL", Timestamp(1_795_884_000_000 + 410 * 60_000));
        assert_eq!(due.on.to_string(), "2026-12-13");
    }

    #[test]
    fn nothing_is_resolved_without_an_answer() {
        let resolved = CaseDraft { state: CaseState::Resolved, ..complaint() };
        assert_eq!(resolved.validate().unwrap_err().0[0].pointer, "/resolution");
    }
}
