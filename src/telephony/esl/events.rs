//! What FreeSWITCH's events, and its list of channels, say about legs.

use serde_json::Value;

use crate::telephony::Reaction;
use crate::telephony::notice::{Leg, News, Notice};

/// What an event says; nothing for what cannot be read.
pub(super) fn read(body: &[u8]) -> Vec<Reaction> {
    let Ok(event) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let news = match text(&event, "Event-Name") {
        "CHANNEL_CREATE" => News::Began,
        "CHANNEL_PROGRESS" | "CHANNEL_PROGRESS_MEDIA" => News::Rings,
        "CHANNEL_ANSWER" => News::Talks,
        "CHANNEL_BRIDGE" => return told(&event, other_leg(&event), News::Talks),
        "CHANNEL_HOLD" => News::Held,
        "CHANNEL_UNHOLD" => News::Resumed,
        "CHANNEL_HANGUP_COMPLETE" => News::Gone,
        "CUSTOM" => return read_queue(&event),
        _ => return Vec::new(),
    };
    told(&event, own_leg(&event), news)
}

/// What the list of channels says; nothing for answers to other questions.
pub(super) fn read_snapshot(body: &[u8]) -> Vec<Reaction> {
    let Ok(list) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    if list.get("row_count").is_none() {
        return Vec::new();
    }
    let rows = list.get("rows").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut reactions = vec![Reaction::SnapshotBegins];
    reactions.extend(rows.iter().flat_map(read_row));
    reactions.push(Reaction::SnapshotEnds);
    reactions
}

fn read_row(row: &Value) -> Vec<Reaction> {
    let is_called = text(row, "direction") == "outbound";
    let (own, dest) = (text(row, "cid_num"), text(row, "dest"));
    let device = [text(row, "presence_id"), text(row, "name")];
    let leg = leg(text(row, "uuid"), device, if is_called { dest } else { own }, if is_called { "" } else { dest });
    let call = [text(row, "call_uuid"), text(row, "uuid")];
    let standing: &[News] = match text(row, "callstate") {
        "ACTIVE" | "UNHELD" => &[News::Talks],
        "HELD" => &[News::Talks, News::Held],
        "RINGING" | "EARLY" => &[News::Rings],
        _ => &[News::Began],
    };
    let notice = |news: &News| {
        let (call, leg, news) = (first_said(call).to_owned(), leg.clone(), news.clone());
        Reaction::Told(Notice { at_us: None, call, leg, news })
    };
    if leg.id.is_empty() { Vec::new() } else { standing.iter().map(notice).collect() }
}

/// `mod_callcenter` says who waits in which queue.
fn read_queue(event: &Value) -> Vec<Reaction> {
    let is_start = text(event, "CC-Action") == "member-queue-start";
    let id = text(event, "CC-Member-Session-UUID");
    if !is_start || id.is_empty() {
        return Vec::new();
    }
    let (at_us, call) = (microseconds(event), id.to_owned());
    let leg = leg(id, ["", ""], text(event, "CC-Member-CID-Number"), "");
    let news = News::Waits(text(event, "CC-Queue").to_owned());
    vec![Reaction::Told(Notice { at_us, call, leg, news })]
}

fn told(event: &Value, leg: Leg, news: News) -> Vec<Reaction> {
    // The queue rings an agent by a call of its own, and says for whom.
    let call = [text(event, "variable_cc_member_session_uuid"), text(event, "Channel-Call-UUID")];
    let call = first_said(call).to_owned();
    if leg.id.is_empty() || call.is_empty() {
        return Vec::new();
    }
    vec![Reaction::Told(Notice { at_us: microseconds(event), call, leg, news })]
}

/// The leg that the event is about. Of a leg that was called, the caller's number is that of the other end.
fn own_leg(event: &Value) -> Leg {
    let is_called = text(event, "Call-Direction") == "outbound";
    let (caller, dialled) = (text(event, "Caller-Caller-ID-Number"), text(event, "Caller-Destination-Number"));
    let device = [text(event, "Channel-Presence-ID"), text(event, "Channel-Name")];
    let (number, dialled) = if is_called { (dialled, "") } else { (caller, dialled) };
    leg(text(event, "Unique-ID"), device, number, dialled)
}

/// The leg that it was connected with.
fn other_leg(event: &Value) -> Leg {
    let is_called = text(event, "Other-Leg-Direction") != "inbound";
    let caller = text(event, "Other-Leg-Caller-ID-Number");
    let dialled = text(event, "Other-Leg-Destination-Number");
    let (number, dialled) = if is_called { (dialled, "") } else { (caller, dialled) };
    leg(text(event, "Other-Leg-Unique-ID"), [text(event, "Other-Leg-Channel-Name"), ""], number, dialled)
}

fn leg(id: &str, device: [&str; 2], number: &str, dialled: &str) -> Leg {
    let device = first_said(device).to_owned();
    let is_wire = device.starts_with("loopback/");
    Leg { id: id.to_owned(), device, number: number.to_owned(), dialled: dialled.to_owned(), is_wire }
}

fn first_said(texts: [&str; 2]) -> &str {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

fn microseconds(event: &Value) -> Option<i64> {
    text(event, "Event-Date-Timestamp").parse().ok()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
