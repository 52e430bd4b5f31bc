//! Mail by SMTP: plain text, one recipient, and a `Message-ID` that stays the same when a try is repeated.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::{SmtpTransport, Transport};
use thiserror::Error as ThisError;

use super::SendError;
use crate::domain::answer::OutboxMessage;
use crate::units::Timestamp;

/// For one command; RFC 5321 asks for minutes, which nobody needs who is there. The dozen commands of a mail
/// stay below the time-out of sending.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug, ThisError)]
pub enum MailSettingsError {
    #[error("smtp_url cannot be used: {0}")]
    Url(String),
    #[error("mail_from must be an address, like Meteor <info@example.com>")]
    From,
}

/// A mail server, and from whom mail comes.
#[derive(Clone, Debug)]
pub struct MailSender {
    transport: SmtpTransport,
    from: Mailbox,
}

impl MailSender {
    pub fn new(url: &str, from: &str) -> Result<Self, MailSettingsError> {
        let builder = SmtpTransport::from_url(url).map_err(|error| MailSettingsError::Url(error.to_string()))?;
        let transport = builder.timeout(Some(COMMAND_TIMEOUT)).build();
        let from = from.parse().map_err(|_| MailSettingsError::From)?;
        Ok(Self { transport, from })
    }

    pub(super) async fn send(&self, message: &OutboxMessage, now: Timestamp) -> Result<(), SendError> {
        let (mail, transport) = (self.mail(message, now)?, self.transport.clone());
        let sent = tokio::task::spawn_blocking(move || transport.send(&mail).map(drop).map_err(told)).await;
        sent.unwrap_or_else(|error| Err(SendError::Unavailable(error.to_string(), None)))
    }

    fn mail(&self, message: &OutboxMessage, now: Timestamp) -> Result<Message, SendError> {
        let refused = |error: String| SendError::Refused(error);
        let to: Mailbox = message.recipient.parse().map_err(|_| refused("not an address".to_owned()))?;
        let date = UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or(0));
        let id = format!("<{}@{}>", message.id.0, self.from.email.domain());
        let builder = Message::builder().from(self.from.clone()).to(to).date(date).message_id(Some(id));
        let builder = builder.subject(&message.subject).header(ContentType::TEXT_PLAIN);
        builder.body(message.body.clone()).map_err(|error| refused(error.to_string()))
    }
}

/// A server that says never means it; all else may pass.
fn told(error: Error) -> SendError {
    if error.is_permanent() {
        SendError::Refused(error.to_string())
    } else {
        SendError::Unavailable(error.to_string(), None)
    }
}
