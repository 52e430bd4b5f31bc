//! Sending a customer where to go.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::domain::answer::{AnswerChannel, AnswerDraft, MessagePurpose};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, OutletId};
use crate::domain::language::Language;
use crate::domain::validation::ValidationError;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictJson;
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::views::{coded, time};
use crate::service::send_answer::{SendAnswerError, Sender, SentAnswer, send_answer};
use crate::units::Seconds;

/// What an agent sends.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    /// `sms`, `email` or `chat`.
    #[schema(example = "sms")]
    pub channel: String,
    /// `answer` when absent. `marketing` goes only to a customer who has consented to offers by this channel, to their
    /// own number or address.
    #[serde(default)]
    pub purpose: Option<String>,
    pub outlet_id: Uuid,
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// A number or an address; the customer's own when empty.
    #[serde(default)]
    pub recipient: String,
    /// `pl`, `cs` or `en`, for the page behind the link.
    #[schema(example = "pl")]
    pub language: String,
    /// When the customer means to be there, RFC 3339; now when absent. It goes into the calendar file.
    #[serde(default)]
    pub visit_at: Option<String>,
    /// Said before the link; the outlet's name and address when empty.
    #[serde(default)]
    pub text: String,
}

/// What is going out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// Of the message in the outbox.
    pub id: Uuid,
    pub channel: &'static str,
    /// Empty for a chat.
    pub recipient: String,
    pub text: String,
    /// Opens without signing in, and holds nothing personal.
    pub url: String,
    pub expires_at: String,
    pub interaction_id: Uuid,
}

/// Sends a customer where to go: the message waits in the outbox, the timeline has a new line, and the link in it
/// leads to the outlet, the way there and a calendar file until it expires.
#[utoipa::path(post, path = "/api/v1/answers", tag = "customers", operation_id = "send_answer", request_body = AnswerBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "It waits in the outbox", body = AnswerView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "There is no consent to offers by this channel", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn send(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<AnswerBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "send_answer", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let draft = body.into_draft()?;
    let address = app.config.public_address();
    let sender = Sender {
        agent: caller.actor.user_id(),
        sight: CustomerSight::of(&caller.actor),
        public_address: &address,
        link_good_for: Seconds::hours(app.config.answer_link_hours.get() as i64),
        region: &app.config.call_country,
    };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let sent = send_answer(&mut tx, draft, &sender).await?;
    idempotent.finish(&app, tx, StatusCode::CREATED, Vec::new(), AnswerView::from(sent)).await
}

impl AnswerBody {
    fn into_draft(self) -> Result<AnswerDraft, ValidationError> {
        let mut errors = Vec::new();
        let channels = AnswerChannel::ALL.iter().map(|channel| channel.code());
        let channel = coded(&mut errors, "/channel", &self.channel, AnswerChannel::from_code, channels);
        let purposes = MessagePurpose::ALL.iter().map(|purpose| purpose.code());
        let purpose = self.purpose.as_deref().unwrap_or(MessagePurpose::Answer.code());
        let purpose = coded(&mut errors, "/purpose", purpose, MessagePurpose::from_code, purposes);
        let languages = Language::ALL.iter().map(|language| language.code());
        let language = coded(&mut errors, "/language", &self.language, Language::from_code, languages);
        let visit_at = self.visit_at.as_deref().and_then(|text| time::parse_field(&mut errors, "/visit_at", text));
        let (Some(channel), Some(purpose), Some(language), true) = (channel, purpose, language, errors.is_empty())
        else {
            return Err(ValidationError(errors));
        };
        Ok(AnswerDraft {
            channel,
            purpose,
            customer: self.customer_id.map(CustomerId),
            recipient: self.recipient,
            outlet: OutletId(self.outlet_id),
            language,
            visit_at,
            text: self.text,
        })
    }
}

impl From<SentAnswer> for AnswerView {
    fn from(sent: SentAnswer) -> Self {
        Self {
            id: sent.message.id.0,
            channel: sent.message.channel.code(),
            recipient: sent.message.recipient,
            text: sent.message.body,
            url: sent.url,
            expires_at: time::utc(sent.expires_at),
            interaction_id: sent.interaction.id.0,
        }
    }
}

impl From<SendAnswerError> for Problem {
    fn from(error: SendAnswerError) -> Self {
        match error {
            SendAnswerError::NoConsent { channel, refused } => {
                let word = if refused { "The customer has refused" } else { "The customer has never allowed" };
                let detail = format!("{word} offers by {}. Ask first, and write the consent down.", channel.code());
                Problem::conflict("no_consent", detail)
            }
            SendAnswerError::Invalid(invalid) => invalid.into(),
            SendAnswerError::Store(store) => store.into(),
        }
    }
}
