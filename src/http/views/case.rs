//! Cases as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{coded, time};
use crate::domain::case::{ALARM_DAYS, Case, CaseDraft, CaseKind, CaseState};
use crate::domain::due_rule::DueRule;
use crate::domain::ids::{CustomerId, OrderId, OutletId};
use crate::domain::validation::ValidationError;
use crate::units::Timestamp;

/// A case as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseBody {
    /// `complaint` or `request`.
    #[schema(example = "complaint")]
    pub kind: String,
    /// `open`, `waiting`, `resolved` or `withdrawn`.
    #[serde(default = "open")]
    #[schema(example = "open")]
    pub state: String,
    pub customer_id: Uuid,
    #[schema(example = "WAW-03 was shut on Friday at 18:30")]
    pub subject: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    #[serde(default)]
    pub order_id: Option<Uuid>,
    /// What was answered; needed to resolve it.
    #[serde(default)]
    pub resolution: String,
    /// When it reached us, RFC 3339; now when absent. A letter counts from the day on which it came. Stays as it is.
    #[serde(default)]
    pub opened_at: Option<String>,
}

fn open() -> String {
    CaseState::Open.code().to_owned()
}

/// A case as it is read. What the reader may not see is empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CaseView {
    pub id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub number: String,
    pub created_at: String,
    pub updated_at: String,
    /// The last day on which an answer is in time.
    #[schema(value_type = String, format = Date)]
    pub due_on: NaiveDate,
    /// The end of that day where it counts.
    pub due_at: String,
    /// What gave the day.
    /// Until when the law gives time where `due_on` is a Saturday, a Sunday or a holiday.
    pub extension: Option<ExtensionView>,
    pub rule: DueRuleView,
    /// When people are told, before it is due.
    pub alarms: Vec<AlarmView>,
    pub overdue: bool,
    pub resolved_at: Option<String>,
    #[serde(flatten)]
    pub case: CaseBody,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExtensionView {
    #[schema(value_type = String, format = Date)]
    pub until: NaiveDate,
    /// Where it is written.
    #[schema(example = "art. 115 Kodeksu cywilnego")]
    pub basis: &'static str,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DueRuleView {
    #[schema(example = "pl-consumer-complaint")]
    pub id: String,
    pub version: i32,
    /// Where it is written; empty for a rule of another version of the service.
    pub basis: &'static str,
    pub days: Option<u64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlarmView {
    pub days_before: i64,
    pub at: String,
    /// Whether the moment has come and the case is still open.
    pub raised: bool,
}

impl CaseBody {
    /// `None` for now.
    pub fn opened_at(&self) -> Result<Option<Timestamp>, ValidationError> {
        let mut errors = Vec::new();
        let at = self.opened_at.as_deref().and_then(|text| time::parse_field(&mut errors, "/opened_at", text));
        if errors.is_empty() { Ok(at) } else { Err(ValidationError(errors)) }
    }

    pub fn into_draft(self) -> Result<CaseDraft, ValidationError> {
        let mut errors = Vec::new();
        let kinds = CaseKind::ALL.iter().map(|kind| kind.code());
        let kind = coded(&mut errors, "/kind", &self.kind, CaseKind::from_code, kinds);
        let states = CaseState::ALL.iter().map(|state| state.code());
        let state = coded(&mut errors, "/state", &self.state, CaseState::from_code, states);
        let (Some(kind), Some(state)) = (kind, state) else { return Err(ValidationError(errors)) };
        Ok(CaseDraft {
            kind,
            state,
            customer: CustomerId(self.customer_id),
            subject: self.subject,
            description: self.description,
            outlet: self.outlet_id.map(OutletId),
            order: self.order_id.map(OrderId),
            resolution: self.resolution,
        })
    }
}

impl CaseView {
    pub fn new(case: &Case, now: Timestamp) -> Self {
        let (draft, due) = (&case.draft, &case.due);
        let rule = DueRule::named(&due.rule, due.rule_version);
        let is_open = case.resolved_at.is_none();
        let alarm = |(days_before, at): (i64, Timestamp)| AlarmView {
            days_before,
            at: time::utc(at),
            raised: is_open && at <= now,
        };
        Self {
            id: case.id.0,
            version: case.version,
            number: case.number.clone(),
            created_at: time::utc(case.created_at),
            updated_at: time::utc(case.updated_at),
            due_on: due.on,
            due_at: time::utc(due.at),
            extension: rule
                .and_then(|rule| rule.extension(due.on))
                .map(|(until, basis)| ExtensionView { until, basis }),
            rule: DueRuleView {
                id: due.rule.clone(),
                version: due.rule_version,
                basis: rule.map_or("", |rule| rule.basis),
                days: rule.map(|rule| rule.days),
            },
            alarms: ALARM_DAYS.into_iter().zip(due.alarms()).map(alarm).collect(),
            overdue: is_open && due.at <= now,
            resolved_at: case.resolved_at.map(time::utc),
            case: CaseBody {
                kind: draft.kind.code().to_owned(),
                state: draft.state.code().to_owned(),
                customer_id: draft.customer.0,
                subject: draft.subject.clone(),
                description: draft.description.clone(),
                outlet_id: draft.outlet.map(|id| id.0),
                order_id: draft.order.map(|id| id.0),
                resolution: draft.resolution.clone(),
                opened_at: Some(time::utc(case.opened_at)),
            },
        }
    }
}
