//! The Asterisk Manager Interface: lines of `Name: value`, a blank line after each message.
//!
//! Signs in with the MD5 challenge, so that the secret does not travel. Asks for the classes `call` and `agent`
//! only: the others are many and say nothing about calls. Written to the manager of Asterisk 22; what it reads
//! is the same since 13.

mod events;
mod messages;

use md5::{Digest, Md5};

use super::{Credentials, Reaction, TelephonyError};
pub use messages::{Message, Messages};

const LANGUAGE: &str = "Asterisk";
const EVENTS: &str = "call,agent";

/// Our actions carry a name, by which the answers are known.
const CHALLENGE: &str = "blisko-challenge";
const LOGIN: &str = "blisko-login";
const SNAPSHOT: &str = "blisko-snapshot";
const PING: &str = "blisko-ping";

/// One connection's talk with an Asterisk.
#[derive(Debug)]
pub struct Session {
    credentials: Credentials,
    messages: Messages,
}

impl Session {
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, messages: Messages::default() }
    }

    /// What to say first.
    pub fn hello(&self) -> Vec<u8> {
        action("Challenge", CHALLENGE, &[("AuthType", "MD5")])
    }

    /// Asks for a sign of life.
    pub fn ping(&self) -> Vec<u8> {
        action("Ping", PING, &[])
    }

    /// Asks for all legs that there are.
    pub fn ask_for_snapshot(&self) -> Vec<u8> {
        action("CoreShowChannels", SNAPSHOT, &[])
    }

    /// Takes what came, in pieces of any size.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<Reaction>, TelephonyError> {
        let mut reactions = Vec::new();
        for message in self.messages.take(bytes)? {
            if message.get("Event").is_empty() {
                self.answer(&message, &mut reactions)?;
            } else {
                reactions.extend(events::read(&message));
            }
        }
        Ok(reactions)
    }

    fn answer(&self, message: &Message, reactions: &mut Vec<Reaction>) -> Result<(), TelephonyError> {
        let is_success = message.get("Response") == "Success";
        match message.get("ActionID") {
            CHALLENGE | LOGIN if !is_success => {
                return Err(TelephonyError::Refused(message.get("Message").to_owned()));
            }
            CHALLENGE => reactions.push(Reaction::Send(self.login(message.get("Challenge")))),
            LOGIN => reactions.push(Reaction::SignedIn),
            SNAPSHOT if is_success => reactions.push(Reaction::SnapshotBegins),
            _ => {}
        }
        Ok(())
    }

    fn login(&self, challenge: &str) -> Vec<u8> {
        let digest = Md5::new().chain_update(challenge).chain_update(&self.credentials.secret).finalize();
        let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let user = &self.credentials.user;
        action("Login", LOGIN, &[("AuthType", "MD5"), ("Username", user), ("Key", &key), ("Events", EVENTS)])
    }
}

fn action(name: &str, id: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("Action: {name}\r\nActionID: {id}\r\n");
    for (field, value) in fields {
        text.push_str(&format!("{field}: {value}\r\n"));
    }
    text.push_str("\r\n");
    text.into_bytes()
}
