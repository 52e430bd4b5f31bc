//! Calls as JSON: what a switchboard tells, and what the agent's screen shows.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::customer::CustomerView;
use super::customer_card::CustomerCardView;
use super::{coded, time};
use crate::domain::call::{Call, CallEvent, CallEventKind};
use crate::domain::interaction::Direction;
use crate::domain::phone::{self, PhoneNumber};
use crate::domain::validation::ValidationError;
use crate::units::Timestamp;

/// Calling codes and countries of our market, for the form of a new caller.
const COUNTRIES: [(&str, &str); 7] =
    [("+48", "PL"), ("+420", "CZ"), ("+421", "SK"), ("+49", "DE"), ("+43", "AT"), ("+36", "HU"), ("+370", "LT")];

/// One thing that a switchboard tells.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallEventBody {
    /// `ringing`, `answered`, `held`, `transferred` or `ended`.
    #[schema(example = "ringing")]
    pub event: String,
    /// The switchboard's own name for the call.
    #[schema(example = "1763993999.42")]
    pub call_id: String,
    /// Its name for this event; with a signed message, `webhook-id` when absent. An event of a known name changes nothing.
    #[serde(default)]
    pub event_id: Option<String>,
    /// When it happened, RFC 3339; now when absent.
    #[serde(default)]
    pub at: Option<String>,
    /// `inbound` or `outbound`.
    #[serde(default = "inbound")]
    pub direction: String,
    /// The other end, in any notation; empty, or a word like `anonymous`, when it is withheld.
    #[serde(default)]
    #[schema(example = "601-100-201")]
    pub number: String,
    /// Our number that was called.
    #[serde(default)]
    pub line: String,
    /// Login name of the agent.
    #[serde(default)]
    #[schema(example = "ewa")]
    pub agent: String,
}

fn inbound() -> String {
    Direction::Inbound.code().to_owned()
}

impl CallEventBody {
    /// `message_id` names the event where the body does not.
    pub fn into_event(
        self,
        provider: &str,
        message_id: Option<&str>,
        now: Timestamp,
    ) -> Result<CallEvent, ValidationError> {
        let mut errors = Vec::new();
        let kinds = CallEventKind::ALL.iter().map(|kind| kind.code());
        let kind = coded(&mut errors, "/event", &self.event, CallEventKind::from_code, kinds);
        let directions = Direction::ALL.iter().map(|direction| direction.code());
        let direction = coded(&mut errors, "/direction", &self.direction, Direction::from_code, directions);
        let at = match self.at.as_deref() {
            None => Some(now),
            Some(text) => time::parse_field(&mut errors, "/at", text),
        };
        let (Some(kind), Some(direction), Some(at)) = (kind, direction, at) else {
            return Err(ValidationError(errors));
        };
        let event_id = self.event_id.or(message_id.map(str::to_owned)).unwrap_or_default();
        let (provider, number) = (provider.to_owned(), self.number.trim().to_owned());
        let (call_id, line, agent_login) = (self.call_id, self.line, self.agent);
        Ok(CallEvent { provider, call_id, event_id, kind, direction, at, number, line, agent_login })
    }
}

/// What became of an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallReceipt {
    /// Our own id of the call.
    pub id: Uuid,
    pub state: &'static str,
    /// False when the event was told before: nothing has changed.
    pub applied: bool,
    /// The revision under which the agent is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
}

/// A call as the agent has it on the screen.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallView {
    pub id: Uuid,
    pub version: i64,
    /// `ringing`, `answered`, `held`, `transferred`, `ended` or `missed`.
    pub state: &'static str,
    pub direction: &'static str,
    /// False when the call has gone to somebody else: then there is no card.
    pub yours: bool,
    /// As people read it out; empty when it is withheld.
    pub number: String,
    pub e164: String,
    pub extension: String,
    /// Of the number, as far as it is one of our market.
    pub country: Option<&'static str>,
    pub line: String,
    pub began_at: String,
    pub answered_at: Option<String>,
    pub ended_at: Option<String>,
    pub duration_s: Option<i64>,
    /// When the agent had written down what it was about.
    pub wrapped_up_at: Option<String>,
    /// Who it is: `none`, `one`, `many` or `withheld`.
    pub caller: &'static str,
    pub customer_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    /// With `one`: what is known.
    pub card: Option<CustomerCardView>,
    /// With `many`: who it may be; whoever had to do with us last comes first.
    pub candidates: Vec<CustomerView>,
}

impl CallView {
    pub fn new(call: &Call, yours: bool) -> Self {
        let course = &call.course;
        let extension = (!call.extension.is_empty()).then(|| call.extension.clone());
        let number = PhoneNumber { e164: call.e164.clone(), extension, valid: true };
        let country = COUNTRIES.iter().find(|(code, _)| call.e164.starts_with(code)).map(|(_, country)| *country);
        Self {
            id: call.id.0,
            version: call.version,
            state: course.state.code(),
            direction: course.direction.code(),
            yours,
            number: if call.e164.is_empty() { course.number.clone() } else { phone::international(&number) },
            e164: call.e164.clone(),
            extension: call.extension.clone(),
            country,
            line: course.line.clone(),
            began_at: time::utc(course.began_at),
            answered_at: course.answered_at.map(time::utc),
            ended_at: course.ended_at.map(time::utc),
            duration_s: course.duration().map(|span| span.0),
            wrapped_up_at: call.wrapped_up_at.map(time::utc),
            caller: call.caller.code(),
            customer_id: call.customer.map(|id| id.0),
            contact_id: call.contact.map(|id| id.0),
            card: None,
            candidates: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CurrentCall {
    /// `null` when there is none.
    pub call: Option<CallView>,
}

/// Whom the agent has picked.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallerBody {
    pub customer_id: Uuid,
}

/// What the agent writes down when the call is over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrapUpBody {
    /// The company's own word: `returns`, `sold`.
    pub outcome: String,
    /// When absent, whom the number or the agent has named.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// The outlet that was named.
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub note: String,
}
