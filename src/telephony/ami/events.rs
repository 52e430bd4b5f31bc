//! What Asterisk's events say about legs.

use super::Message;
use crate::telephony::Reaction;
use crate::telephony::notice::{Leg, News, Notice};

/// `AST_STATE_RINGING` and `AST_STATE_UP`, as a snapshot says them.
const RINGING: &str = "5";
const UP: &str = "6";

/// What an event says; nothing for most of them.
pub(super) fn read(message: &Message) -> Vec<Reaction> {
    match message.get("Event") {
        "Newchannel" => told(message, "", News::Began),
        // A half of a Local channel gets a caller after its `Hangup`.
        "NewCallerid" | "Newstate" => told(message, "", News::Changed),
        "QueueCallerJoin" => told(message, "", News::Waits(message.get("Queue").to_owned())),
        "DialBegin" => [told(message, "", News::Began), told(message, "Dest", News::Rings)].concat(),
        "DialEnd" if message.get("DialStatus") == "ANSWER" => told(message, "Dest", News::Talks),
        "DialEnd" | "AgentRingNoAnswer" => told(message, "Dest", News::Quiet),
        "AgentConnect" => told(message, "Dest", News::Talks),
        "BridgeEnter" => told(message, "", News::Talks),
        "Hold" => told(message, "", News::Held),
        "Unhold" => told(message, "", News::Resumed),
        "BlindTransfer" if message.get("Result") == "Success" => {
            told(message, "Transferer", News::SentTo(message.get("Extension").to_owned()))
        }
        "Hangup" => told(message, "", News::Gone),
        "CoreShowChannel" => told(message, "", standing(message)),
        "CoreShowChannelsComplete" => vec![Reaction::SnapshotEnds],
        _ => Vec::new(),
    }
}

/// How a leg of a snapshot stands.
fn standing(message: &Message) -> News {
    match message.get("ChannelState") {
        UP if !message.get("BridgeId").is_empty() => News::Talks,
        RINGING => News::Rings,
        _ => News::Began,
    }
}

/// A notice about the leg whose fields begin with `prefix`; nothing where the event names no such leg.
fn told(message: &Message, prefix: &str, news: News) -> Vec<Reaction> {
    let field = |name: &str| message.get(&format!("{prefix}{name}"));
    let id = field("Uniqueid");
    if id.is_empty() || field("Linkedid").is_empty() {
        return Vec::new();
    }
    let leg = Leg {
        id: id.to_owned(),
        device: device_of(field("Channel")).to_owned(),
        number: known(field("CallerIDNum")).to_owned(),
        dialled: dialled(field("Exten")).to_owned(),
        is_wire: field("Channel").starts_with("Local/"),
    };
    let call = field("Linkedid").to_owned();
    vec![Reaction::Told(Notice { at_us: microseconds(message.get("Timestamp")), call, leg, news })]
}

/// `PJSIP/201` of `PJSIP/201-0000001c`, `Local/202@from-phones` of `Local/202@from-phones-00000000;1`.
fn device_of(channel: &str) -> &str {
    channel.rsplit_once('-').map_or(channel, |(device, _)| device)
}

fn known(number: &str) -> &str {
    if number == "<unknown>" { "" } else { number }
}

/// Extensions of one letter (`s`, `h`, `i`) are places in the dialplan, not numbers.
fn dialled(extension: &str) -> &str {
    let is_number = extension.bytes().any(|byte| byte.is_ascii_digit());
    if is_number { extension } else { "" }
}

/// `1795372751.941243`, which Asterisk adds with `timestampevents = yes`.
fn microseconds(text: &str) -> Option<i64> {
    let (seconds, fraction) = text.split_once('.')?;
    let is_digits = fraction.len() == 6 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let (seconds, fraction): (i64, i64) = (seconds.parse().ok()?, fraction.parse().ok().filter(|_| is_digits)?);
    seconds.checked_mul(1_000_000)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_taken_whole_or_not_at_all() {
        for (text, expected) in [
            ("1795372751.941243", Some(1_795_372_751_941_243)),
            ("1795372751.000001", Some(1_795_372_751_000_001)),
            ("", None),
            ("now", None),
            ("1.5", None),
            ("1.+00005", None),
            ("9223372036854775807.000000", None),
        ] {
            assert_eq!(microseconds(text), expected, "{text}");
        }
    }
}
