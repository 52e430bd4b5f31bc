//! One call on its way: who began it, which legs it has, and which agent it is for.

use std::collections::BTreeMap;

use super::{AgentTable, Leg};
use crate::domain::call::CallEventKind;
use crate::domain::interaction::Direction;
use crate::domain::phone::PHONE_CHARS_MAX;

/// What the calls of one name have come to.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Legs with the agent at each.
    legs: BTreeMap<String, (Leg, Option<String>)>,
    /// Whoever began it, with the agent who sits there.
    origin: Option<(Leg, Option<String>)>,
    /// Number of the first other end that is no agent's, for where the origin does not tell.
    reached: String,
    /// Whom it is for, as last said; empty while nobody is.
    agent: String,
    /// The leg that is said to ring.
    ringing: Option<String>,
    announced: bool,
    answered: bool,
    /// Sent on, and not answered there yet.
    sent_on: bool,
    held: bool,
}

impl Course {
    pub fn is_announced(&self) -> bool {
        self.announced
    }

    pub fn legs(&self) -> usize {
        self.legs.len()
    }

    pub fn agent(&self) -> &str {
        &self.agent
    }

    /// Outbound is what an agent began.
    pub fn direction(&self) -> Direction {
        if self.caller_agent().is_some() { Direction::Outbound } else { Direction::Inbound }
    }

    /// The customer's number, and ours: what was called, or what the agent called from.
    pub fn number_and_line(&self) -> (String, String) {
        let Some((origin, agent)) = &self.origin else { return Default::default() };
        let dialled = if origin.dialled.is_empty() { &self.reached } else { &origin.dialled };
        match agent {
            Some(_) => (cut(dialled), String::new()),
            // A wire bears the number that it leads to; who calls stands on its other half.
            None if origin.is_wire => (cut(&self.reached), cut(&origin.dialled)),
            None => (cut(&origin.number), cut(&origin.dialled)),
        }
    }

    /// Takes over what is new about a leg. The origin is the leg that bears the call's name, else the first one.
    pub fn learn(&mut self, call: &str, leg: &Leg, agents: &AgentTable) {
        let agent = agents.at_device(&leg.device).map(str::to_owned);
        let known = self.legs.entry(leg.id.clone()).or_insert_with(|| (leg.clone(), agent.clone()));
        if known.0.number.is_empty() {
            known.0.number.clone_from(&leg.number);
        }
        if known.0.dialled.is_empty() {
            known.0.dialled.clone_from(&leg.dialled);
        }
        let is_origin = leg.id == call || self.origin.as_ref().is_none_or(|(origin, _)| origin.id == leg.id);
        if is_origin {
            self.origin = Some(known.clone());
        } else if agent.is_none() && self.reached.is_empty() {
            self.reached.clone_from(&leg.number);
        }
    }

    pub fn remove(&mut self, leg_id: &str) {
        self.legs.remove(leg_id);
        self.quiet(leg_id);
    }

    /// In a queue: it is a call for us, though for nobody yet.
    pub fn waits(&mut self) -> Option<CallEventKind> {
        if self.announced { None } else { self.announce(CallEventKind::Ringing) }
    }

    pub fn rings(&mut self, leg_id: &str) -> Option<CallEventKind> {
        match (self.caller_agent(), self.agent_at(leg_id)) {
            (Some(caller), None) if !self.announced => {
                self.agent = caller;
                self.announce(CallEventKind::Ringing)
            }
            (None, Some(agent)) if self.ringing.is_none() => self.rings_at(leg_id, agent),
            _ => None,
        }
    }

    fn rings_at(&mut self, leg_id: &str, agent: String) -> Option<CallEventKind> {
        if self.announced && agent == self.agent {
            return None;
        }
        self.ringing = Some(leg_id.to_owned());
        self.agent = agent;
        let kind = if self.answered { CallEventKind::Transferred } else { CallEventKind::Ringing };
        self.sent_on |= self.answered;
        self.announce(kind)
    }

    /// An agent who takes up an inbound call has answered it; so has the other end of an agent's own call.
    pub fn talks(&mut self, leg_id: &str) -> Option<CallEventKind> {
        let is_origin = self.origin.as_ref().is_some_and(|(origin, _)| origin.id == leg_id);
        let with = match (self.caller_agent(), self.agent_at(leg_id)) {
            (_, _) if is_origin => return None,
            (Some(caller), None) if self.agent.is_empty() => caller,
            (Some(_), None) => self.agent.clone(),
            (Some(_), Some(agent)) if self.announced => agent,
            (None, Some(agent)) => agent,
            _ => return None,
        };
        let is_known = self.answered && !self.sent_on && with == self.agent;
        if is_known {
            return None;
        }
        (self.answered, self.sent_on, self.held, self.ringing) = (true, false, false, None);
        self.agent = with;
        self.announce(CallEventKind::Answered)
    }

    /// Another telephone may be announced.
    pub fn quiet(&mut self, leg_id: &str) -> Option<CallEventKind> {
        if self.ringing.as_deref() == Some(leg_id) {
            self.ringing = None;
        }
        None
    }

    pub fn held(&mut self) -> Option<CallEventKind> {
        if !self.answered || self.held {
            return None;
        }
        self.held = true;
        Some(CallEventKind::Held)
    }

    pub fn resumed(&mut self) -> Option<CallEventKind> {
        let was_held = std::mem::take(&mut self.held);
        was_held.then_some(CallEventKind::Answered)
    }

    /// On its way to somebody; to whom stays open where the extension is no agent's.
    pub fn sent_to(&mut self, agent: Option<String>) -> Option<CallEventKind> {
        if !self.announced {
            return None;
        }
        if let Some(agent) = agent {
            self.agent = agent;
        }
        (self.sent_on, self.held) = (true, false);
        Some(CallEventKind::Transferred)
    }

    fn announce(&mut self, kind: CallEventKind) -> Option<CallEventKind> {
        self.announced = true;
        Some(kind)
    }

    fn agent_at(&self, leg_id: &str) -> Option<String> {
        self.legs.get(leg_id).and_then(|(_, agent)| agent.clone())
    }

    fn caller_agent(&self) -> Option<String> {
        self.origin.as_ref().and_then(|(_, agent)| agent.clone())
    }
}

/// Numbers are shorter; a name that somebody made up is cut, so that the call is not lost for it.
fn cut(number: &str) -> String {
    number.chars().take(PHONE_CHARS_MAX).collect()
}
