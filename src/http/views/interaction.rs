//! Interactions as JSON.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{coded, time};
use crate::domain::ids::{CaseId, ContactId, CustomerId, OrderId, OutletId, UserId};
use crate::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use crate::domain::validation::{FieldError, ValidationError};
use crate::geo::LonLat;
use crate::units::{Seconds, Timestamp};

/// An interaction as it is written. Four fields suffice: `customer_id`, `channel`, `direction`, `body`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InteractionBody {
    /// Absent until somebody knows who it was.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    #[serde(default)]
    pub contact_id: Option<Uuid>,
    /// `phone`, `fax`, `email`, `letter`, `in_person`, `web_form`, `chat`, `sms` or `video`.
    #[schema(example = "letter")]
    pub channel: String,
    /// `inbound` or `outbound`.
    #[schema(example = "inbound")]
    pub direction: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub body: String,
    /// RFC 3339; now when absent.
    #[serde(default)]
    pub at: Option<String>,
    /// Who did it for us; whoever writes it down when absent.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    #[serde(default)]
    pub case_id: Option<Uuid>,
    #[serde(default)]
    pub order_id: Option<Uuid>,
    /// Where it was about.
    #[serde(default)]
    pub place: Option<PointBody>,
    /// Where the scan or the file lies.
    #[serde(default)]
    pub attachment: String,
    /// How it ended, in the company's own word. What came in writing and has none waits in the queue.
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub duration_s: Option<i64>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PointBody {
    pub lon: f64,
    pub lat: f64,
}

/// An interaction as it is read. What the reader may not see is empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InteractionView {
    pub id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    /// The call that it is the line of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_id: Option<Uuid>,
    #[serde(flatten)]
    pub interaction: InteractionBody,
}

impl InteractionBody {
    /// Not yet validated. `agent` is whoever writes it down, at `now`.
    pub fn into_draft(self, agent: Option<UserId>, now: Timestamp) -> Result<InteractionDraft, ValidationError> {
        let mut errors = Vec::new();
        let channels = Channel::ALL.iter().map(|channel| channel.code());
        let channel = coded(&mut errors, "/channel", &self.channel, Channel::from_code, channels);
        let directions = Direction::ALL.iter().map(|direction| direction.code());
        let direction = coded(&mut errors, "/direction", &self.direction, Direction::from_code, directions);
        let at = match self.at.as_deref() {
            None => Some(now),
            Some(text) => time::parse_field(&mut errors, "/at", text),
        };
        let point = self.place.and_then(|place| read_point(&mut errors, place));
        let (Some(channel), Some(direction), Some(at), true) = (channel, direction, at, errors.is_empty()) else {
            return Err(ValidationError(errors));
        };
        Ok(InteractionDraft {
            customer: self.customer_id.map(CustomerId),
            contact: self.contact_id.map(ContactId),
            subject: self.subject,
            body: self.body,
            agent: self.agent_id.map(UserId).or(agent),
            outlet: self.outlet_id.map(OutletId),
            case: self.case_id.map(CaseId),
            order: self.order_id.map(OrderId),
            point,
            attachment: self.attachment,
            outcome: self.outcome,
            duration: self.duration_s.map(Seconds),
            ..InteractionDraft::new(channel, direction, at)
        })
    }
}

fn read_point(errors: &mut Vec<FieldError>, place: PointBody) -> Option<LonLat> {
    LonLat::new(place.lon, place.lat)
        .inspect_err(|error| errors.push(FieldError::new("/place", "out_of_range", error.to_string())))
        .ok()
}

impl From<&Interaction> for InteractionView {
    fn from(interaction: &Interaction) -> Self {
        let draft = &interaction.draft;
        Self {
            id: interaction.id.0,
            version: interaction.version,
            created_at: time::utc(interaction.created_at),
            updated_at: time::utc(interaction.updated_at),
            call_id: draft.call.map(|id| id.0),
            interaction: InteractionBody {
                customer_id: draft.customer.map(|id| id.0),
                contact_id: draft.contact.map(|id| id.0),
                channel: draft.channel.code().to_owned(),
                direction: draft.direction.code().to_owned(),
                subject: draft.subject.clone(),
                body: draft.body.clone(),
                at: Some(time::utc(draft.at)),
                agent_id: draft.agent.map(|id| id.0),
                outlet_id: draft.outlet.map(|id| id.0),
                case_id: draft.case.map(|id| id.0),
                order_id: draft.order.map(|id| id.0),
                place: draft.point.map(|point| PointBody { lon: point.lon(), lat: point.lat() }),
                attachment: draft.attachment.clone(),
                outcome: draft.outcome.clone(),
                duration_s: draft.duration.map(|span| span.0),
            },
        }
    }
}
