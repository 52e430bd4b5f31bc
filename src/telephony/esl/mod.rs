//! FreeSWITCH's event socket: lines of `Name: value`, a blank line, and a body of `Content-Length` bytes.
//!
//! Signs in when it is asked to, then asks for the events of channels as JSON. Written to the documentation of
//! FreeSWITCH 1.10 and its `mod_event_socket`.

mod events;
mod packets;

use super::{Credentials, Reaction, TelephonyError};
pub use packets::{Packet, Packets};

const LANGUAGE: &str = "FreeSWITCH";

/// What concerns legs; background jobs and timers left out.
const EVENTS: &str = "event json CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE \
                      CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_HANGUP_COMPLETE CUSTOM callcenter::info\n\n";
const SNAPSHOT: &[u8] = b"api show channels as json\n\n";
/// Sent every few seconds; the answer is a sign of life.
const PING: &[u8] = b"api uptime\n\n";

/// Where the sign-in stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Expected,
    SecretSent,
    EventsAsked,
    Listening,
}

/// One connection's talk with a FreeSWITCH.
#[derive(Debug)]
pub struct Session {
    credentials: Credentials,
    packets: Packets,
    stage: Stage,
}

impl Session {
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, packets: Packets::default(), stage: Stage::Expected }
    }

    pub fn ping(&self) -> Vec<u8> {
        PING.to_vec()
    }

    /// Asks for all legs that there are.
    pub fn ask_for_snapshot(&self) -> Vec<u8> {
        SNAPSHOT.to_vec()
    }

    /// Takes what came, in pieces of any size.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<Reaction>, TelephonyError> {
        let mut reactions = Vec::new();
        for packet in self.packets.take(bytes)? {
            match packet.get("Content-Type") {
                "auth/request" => reactions.push(Reaction::Send(self.sign_in())),
                "command/reply" => self.answer(packet.get("Reply-Text"), &mut reactions)?,
                "text/rude-rejection" => return Err(TelephonyError::Refused("access denied by its list".to_owned())),
                "text/event-json" => reactions.extend(events::read(packet.body())),
                "api/response" => reactions.extend(events::read_snapshot(packet.body())),
                _ => {}
            }
        }
        Ok(reactions)
    }

    /// `userauth` where there is a user, `auth` where there is only the password of the socket.
    fn sign_in(&mut self) -> Vec<u8> {
        self.stage = Stage::SecretSent;
        let Credentials { user, secret } = &self.credentials;
        match user.as_str() {
            "" => format!("auth {secret}\n\n"),
            user => format!("userauth {user}:{secret}\n\n"),
        }
        .into_bytes()
    }

    fn answer(&mut self, text: &str, reactions: &mut Vec<Reaction>) -> Result<(), TelephonyError> {
        let is_ok = text.starts_with("+OK");
        match self.stage {
            Stage::SecretSent | Stage::EventsAsked if !is_ok => return Err(TelephonyError::Refused(text.to_owned())),
            Stage::SecretSent => {
                self.stage = Stage::EventsAsked;
                reactions.push(Reaction::Send(EVENTS.as_bytes().to_vec()));
            }
            Stage::EventsAsked => {
                self.stage = Stage::Listening;
                reactions.push(Reaction::SignedIn);
            }
            Stage::Expected | Stage::Listening => {}
        }
        Ok(())
    }
}
