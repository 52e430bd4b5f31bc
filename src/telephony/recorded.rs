//! What a real Asterisk 22 said during whole calls, and what is made of it. `docs/TELEPHONES.md` tells how the
//! talks were recorded; lines that are not read were left out of the files.

use super::agents::AgentTable;
use super::ami::Session;
use super::{Credentials, Reaction, Switchboard, esl};
use crate::domain::call::CallEvent;
use crate::domain::interaction::Direction;
use crate::units::Timestamp;

fn switchboard() -> Switchboard {
    let agents = [("201".to_owned(), "ewa".to_owned()), ("202".to_owned(), "jan".to_owned())];
    Switchboard::new("pbx", AgentTable::new(agents), [])
}

fn credentials() -> Credentials {
    Credentials { user: "blisko".to_owned(), secret: "lab-secret".to_owned() }
}

/// Plays what the system said, and gives back what calls it makes.
fn played(reactions: Vec<Reaction>) -> Vec<CallEvent> {
    let (mut switchboard, now) = (switchboard(), Timestamp(0));
    let mut events = Vec::new();
    for reaction in reactions {
        match reaction {
            Reaction::Told(notice) => events.extend(switchboard.take(notice, now)),
            Reaction::SnapshotBegins => switchboard.begin_snapshot(),
            Reaction::SnapshotEnds => events.extend(switchboard.end_snapshot(now)),
            Reaction::Send(_) | Reaction::SignedIn => {}
        }
    }
    assert_eq!(switchboard.live_calls().count(), 0, "every recorded call has ended");
    events
}

fn asterisk(talk: &str) -> Vec<CallEvent> {
    let mut session = Session::new(credentials());
    played(session.take(talk.replace('\n', "\r\n").as_bytes()).expect("Asterisk speaks its language"))
}

/// Kinds and agents, as one reads them.
fn course(events: &[CallEvent]) -> Vec<String> {
    events.iter().map(|event| format!("{} {}", event.kind.code(), event.agent_login).trim().to_owned()).collect()
}

#[test]
fn a_call_that_is_held_and_taken_up_again() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-held.txt"));
    assert_eq!(course(&events), ["ringing ewa", "answered ewa", "held ewa", "answered ewa", "ended ewa"]);
    let first = &events[0];
    assert_eq!(
        (first.number.as_str(), first.line.as_str(), first.direction),
        ("601100201", "800100100", Direction::Inbound)
    );
    assert!(events.iter().all(|event| event.call_id == first.call_id && event.at >= first.at));
    assert!(first.at > Timestamp(1_700_000_000_000), "the system's own time: {:?}", first.at);
}

#[test]
fn a_call_that_is_sent_on_blindly_is_for_whom_it_goes_to() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-sent-on.txt"));
    assert_eq!(course(&events), ["ringing ewa", "answered ewa", "transferred jan", "answered jan", "ended jan"]);
}

#[test]
fn a_call_that_is_handed_over_after_a_word_is_for_whoever_took_it() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-handed-over.txt"));
    let expected = ["ringing ewa", "answered ewa", "held ewa", "transferred jan", "answered jan", "ended jan"];
    assert_eq!(course(&events), expected);
}

#[test]
fn a_caller_who_gives_up_was_never_answered() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-given-up.txt"));
    assert_eq!(course(&events), ["ringing ewa", "ended ewa"]);
}

#[test]
fn a_call_in_a_queue_is_there_before_any_telephone_rings_and_for_whoever_answers() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-queue.txt"));
    assert_eq!(course(&events), ["ringing", "ringing ewa", "answered jan", "ended jan"]);
}

/// Somebody let Asterisk dial both ends (`originate Local/…`): half of the wire is told of once more after it has gone.
#[test]
fn a_call_through_wires_is_of_whoever_is_at_their_end_and_ends_with_the_last_of_them() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-through-wires.txt"));
    assert_eq!(course(&events), ["ringing", "ringing ewa", "answered ewa", "ended ewa"]);
    let numbers: Vec<_> = events.iter().map(|event| (event.number.as_str(), event.line.as_str())).collect();
    assert_eq!(numbers, [("601100202", "800100200"); 4]);
}

#[test]
fn a_call_that_began_before_we_listened_is_taken_up_whoever_is_named_first() {
    let talk = include_str!("../../tests/data/telephony/asterisk-begun-before.txt");
    let (head, rest) = talk.split_once("Event: CoreShowChannel\n").unwrap();
    let (first, rest) = rest.split_once("Event: CoreShowChannel\n").unwrap();
    let (second, rest) = rest.split_once("Event: CoreShowChannelsComplete\n").unwrap();
    let row = "Event: CoreShowChannel\n";
    let turned = [head, row, second, row, first, "Event: CoreShowChannelsComplete\n", rest].concat();
    for talk in [talk, &turned] {
        let events = asterisk(talk);
        assert_eq!(course(&events), ["answered ewa", "ended ewa"]);
        assert_eq!((events[0].number.as_str(), events[0].direction), ("601100201", Direction::Inbound));
    }
}

#[test]
fn a_call_that_an_agent_makes_is_outbound() {
    let events = asterisk(include_str!("../../tests/data/telephony/asterisk-outbound.txt"));
    assert_eq!(course(&events), ["ringing ewa", "answered ewa", "ended ewa"]);
    assert!(events.iter().all(|event| event.direction == Direction::Outbound && event.number == "601100201"));
}

#[test]
fn two_servers_that_hear_the_same_give_events_the_same_names() {
    let talk = include_str!("../../tests/data/telephony/asterisk-sent-on.txt");
    let (one, other) = (asterisk(talk), asterisk(talk));
    assert_eq!(one, other);
    let mut names: Vec<&str> = one.iter().map(|event| event.event_id.as_str()).collect();
    names.dedup();
    assert_eq!(names.len(), one.len());
}

#[test]
fn the_secret_does_not_travel_when_there_is_a_challenge() {
    let mut session = Session::new(credentials());
    let hello = String::from_utf8(session.hello()).unwrap();
    let talk = include_str!("../../tests/data/telephony/asterisk-held.txt");
    let said = session.take(talk.replace('\n', "\r\n").as_bytes()).unwrap();
    let Reaction::Send(login) = &said[0] else { panic!("the challenge is answered first: {said:?}") };
    let login = String::from_utf8_lossy(login).into_owned();
    assert!(login.contains("AuthType: MD5") && login.contains("Key: ") && said[1] == Reaction::SignedIn, "{login}");
    assert!(!hello.contains("lab-secret") && !login.contains("lab-secret"));
    assert!(!format!("{session:?}").contains("lab-secret"));
}

#[test]
fn what_is_gone_when_all_legs_are_told_again_has_ended() {
    let talk = include_str!("../../tests/data/telephony/asterisk-held.txt");
    let answered = talk.split("Event: Hold").next().unwrap().replace('\n', "\r\n");
    let mut switchboard = switchboard();
    let mut events = Vec::new();
    for reaction in Session::new(credentials()).take(answered.as_bytes()).unwrap() {
        if let Reaction::Told(notice) = reaction {
            events.extend(switchboard.take(notice, Timestamp(0)));
        }
    }
    assert_eq!((switchboard.live_calls().count(), course(&events).len()), (1, 2));
    switchboard.begin_snapshot();
    assert_eq!(course(&switchboard.end_snapshot(Timestamp(5))), ["ended ewa"]);
    assert_eq!(switchboard.live_calls().count(), 0);
}

/// Written after the documentation of the event socket, not recorded from a running FreeSWITCH.
#[test]
fn freeswitch_tells_of_the_same_call_in_its_own_words() {
    let mut session = esl::Session::new(credentials());
    let talk = freeswitch(include_str!("../../tests/data/telephony/freeswitch-written.txt"));
    let said = session.take(&talk).expect("FreeSWITCH speaks its language");
    let sent: Vec<String> = said
        .iter()
        .filter_map(|reaction| match reaction {
            Reaction::Send(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(sent[0], "userauth blisko:lab-secret\n\n");
    assert!(sent[1].starts_with("event json CHANNEL_CREATE "), "{sent:?}");
    let events = played(said);
    let expected = ["ringing ewa", "answered ewa", "held ewa", "answered ewa", "transferred jan", "answered jan"];
    assert_eq!(course(&events), [&expected[..], &["ended jan"]].concat());
    assert_eq!((events[0].number.as_str(), events[0].line.as_str()), ("601100201", "800100100"));
}

/// Each paragraph of the file is a packet; one that begins with `{` gets the head of an event.
fn freeswitch(written: &str) -> Vec<u8> {
    let packet = |text: &str| match text.starts_with('{') {
        true => format!("Content-Length: {}\nContent-Type: text/event-json\n\n{text}", text.len()),
        false => format!("{text}\n\n"),
    };
    written.trim_end().split("\n\n").map(packet).collect::<String>().into_bytes()
}
