//! Legs in, calls out: keeps what is on the wire and says what it means for our agents.
//!
//! A call is announced when it waits in a queue or reaches an agent's telephone; what never does is nobody's
//! business here. Whoever began it decides its direction. Of several telephones that ring at once the first is
//! announced, whoever answers gets the call. An event bears a name made of the leg and the system's own time,
//! so that two servers that listen to one system tell each event under one name.

mod course;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::agents::AgentTable;
use super::notice::{Leg, News, Notice};
use crate::domain::call::{CallEvent, CallEventKind};
use crate::units::Timestamp;
use course::Course;

/// More calls at once than the systems we connect to can carry; what begins beyond it is not followed.
const CALLS_MAX: usize = 10_000;
/// Legs of one call; a queue that rings a hundred telephones at once stays below.
const LEGS_MAX: usize = 400;

/// The calls of one telephone system.
#[derive(Debug)]
pub struct Switchboard {
    provider: String,
    agents: AgentTable,
    /// Queues that matter; empty for all of them.
    queues: BTreeSet<String>,
    calls: BTreeMap<String, Course>,
    /// Which call a leg belongs to.
    call_of_leg: HashMap<String, String>,
    /// Legs that a snapshot has not named yet.
    unseen: Option<BTreeSet<String>>,
    /// What a snapshot says of legs, until it has named them all: who began a call may come last.
    deferred: Vec<Notice>,
    /// Tells apart events for which the system gives no time.
    told: u64,
}

impl Switchboard {
    /// `provider` is the name of the system in the calls that come of it.
    pub fn new(provider: &str, agents: AgentTable, queues: impl IntoIterator<Item = String>) -> Self {
        Self {
            provider: provider.to_owned(),
            agents,
            queues: queues.into_iter().collect(),
            calls: BTreeMap::new(),
            call_of_leg: HashMap::new(),
            unseen: None,
            deferred: Vec::new(),
            told: 0,
        }
    }

    /// Calls that an agent or a queue has to do with, by the system's names.
    pub fn live_calls(&self) -> impl Iterator<Item = &str> {
        self.calls.iter().filter(|(_, course)| course.is_announced()).map(|(name, _)| name.as_str())
    }

    /// What a notice means. `now` stands in where the system gives no time.
    pub fn take(&mut self, notice: Notice, now: Timestamp) -> Vec<CallEvent> {
        let notice = self.defer(notice);
        let at = notice.at(now);
        let stamp = self.stamp(&notice);
        if let Some(unseen) = &mut self.unseen {
            unseen.remove(&notice.leg.id);
        }
        if notice.news == News::Changed && !self.call_of_leg.contains_key(&notice.leg.id) {
            return Vec::new();
        }
        if notice.news == News::Gone {
            return self.end_leg(&notice.leg.id, at, &stamp);
        }
        let mut events = self.move_leg(&notice, at, &stamp);
        let sent_to = match &notice.news {
            News::SentTo(extension) => self.agents.at_extension(extension).map(str::to_owned),
            _ => None,
        };
        let is_our_queue = matches!(&notice.news, News::Waits(queue)
            if self.queues.is_empty() || self.queues.contains(queue));
        let Some(course) = self.course(&notice) else { return events };
        let leg_id = &notice.leg.id;
        let kind = match notice.news {
            News::Waits(_) if is_our_queue => course.waits(),
            News::Began | News::Changed | News::Gone | News::Waits(_) => None,
            News::Rings => course.rings(leg_id),
            News::Talks => course.talks(leg_id),
            News::Quiet => course.quiet(leg_id),
            News::Held => course.held(),
            News::Resumed => course.resumed(),
            News::SentTo(_) => course.sent_to(sent_to),
        };
        if let (Some(kind), Some(course)) = (kind, self.calls.get(&notice.call)) {
            events.push(event(&self.provider, &notice.call, course, kind, at, leg_id, &stamp));
        }
        events
    }

    /// All legs follow.
    pub fn begin_snapshot(&mut self) {
        self.unseen = Some(self.call_of_leg.keys().cloned().collect());
        self.deferred.clear();
    }

    /// What was not among them has ended without our hearing of it.
    pub fn end_snapshot(&mut self, now: Timestamp) -> Vec<CallEvent> {
        let unseen = self.unseen.take().unwrap_or_default();
        let mut events: Vec<CallEvent> = unseen.iter().flat_map(|leg| self.end_leg(leg, now, "unheard")).collect();
        for notice in std::mem::take(&mut self.deferred) {
            if self.call_of_leg.contains_key(&notice.leg.id) {
                events.extend(self.take(notice, now));
            }
        }
        events
    }

    /// While a snapshot runs, a leg is only noted; how it stands is looked at behind the last one.
    fn defer(&mut self, notice: Notice) -> Notice {
        let is_standing = matches!(notice.news, News::Rings | News::Talks | News::Held);
        if self.unseen.is_none() || notice.at_us.is_some() || !is_standing {
            return notice;
        }
        let begun = Notice { news: News::Began, ..notice.clone() };
        self.deferred.push(notice);
        begun
    }

    fn stamp(&mut self, notice: &Notice) -> String {
        self.told += 1;
        notice.at_us.map_or_else(|| format!("n{}", self.told), |at_us| at_us.to_string())
    }

    /// Legs pass from one call to another when calls are joined.
    fn move_leg(&mut self, notice: &Notice, at: Timestamp, stamp: &str) -> Vec<CallEvent> {
        match self.call_of_leg.get(&notice.leg.id) {
            Some(call) if *call != notice.call => self.end_leg(&notice.leg.id, at, stamp),
            _ => Vec::new(),
        }
    }

    /// The call of the notice, new if need be; `None` beyond the bounds.
    fn course(&mut self, notice: &Notice) -> Option<&mut Course> {
        if !self.calls.contains_key(&notice.call) {
            if self.calls.len() >= CALLS_MAX {
                return None;
            }
            self.calls.insert(notice.call.clone(), Course::default());
        }
        let course = self.calls.get_mut(&notice.call)?;
        if course.legs() >= LEGS_MAX && !self.call_of_leg.contains_key(&notice.leg.id) {
            return None;
        }
        self.call_of_leg.insert(notice.leg.id.clone(), notice.call.clone());
        course.learn(&notice.call, &notice.leg, &self.agents);
        Some(course)
    }

    /// The call ends with its last leg.
    fn end_leg(&mut self, leg_id: &str, at: Timestamp, stamp: &str) -> Vec<CallEvent> {
        let Some(call) = self.call_of_leg.remove(leg_id) else { return Vec::new() };
        let Some(course) = self.calls.get_mut(&call) else { return Vec::new() };
        course.remove(leg_id);
        if course.legs() > 0 {
            return Vec::new();
        }
        let Some(course) = self.calls.remove(&call) else { return Vec::new() };
        let ended = course.is_announced();
        let event = || event(&self.provider, &call, &course, CallEventKind::Ended, at, leg_id, stamp);
        if ended { vec![event()] } else { Vec::new() }
    }
}

fn event(
    provider: &str,
    call: &str,
    course: &Course,
    kind: CallEventKind,
    at: Timestamp,
    leg_id: &str,
    stamp: &str,
) -> CallEvent {
    let (number, line) = course.number_and_line();
    CallEvent {
        provider: provider.to_owned(),
        call_id: call.to_owned(),
        event_id: format!("{}-{leg_id}-{stamp}", kind.code()),
        kind,
        direction: course.direction(),
        at,
        number,
        line,
        agent_login: course.agent().to_owned(),
    }
}
