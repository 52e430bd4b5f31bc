//! Listens to the telephone systems of the configuration and records what happens to calls.
//!
//! One task for each system keeps a connection, another writes what it hears, in order, so that a slow database
//! does not make the system wait. Two servers may listen to one system: each event has one name and is
//! recorded once. A call that ended while nobody listened is ended when all legs are told again.

mod link;
mod record;

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::store::Store;
use crate::telephony::{AgentTable, Credentials, Switchboard};
use crate::units::Timestamp;

/// What may wait for the database: minutes of a busy switchboard.
const WAITING_MAX: usize = 10_000;

/// Which language a system speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Asterisk,
    FreeSwitch,
}

impl Language {
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "asterisk" => Some(Language::Asterisk),
            "freeswitch" => Some(Language::FreeSwitch),
            _ => None,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Language::Asterisk => "asterisk",
            Language::FreeSwitch => "freeswitch",
        }
    }
}

/// What the configuration says about one system.
#[derive(Clone, Debug)]
pub struct SystemSettings {
    pub name: String,
    pub language: Language,
    /// Host and port.
    pub address: String,
    pub credentials: Credentials,
    pub agents: AgentTable,
    pub queues: Vec<String>,
}

/// Where a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    Connecting,
    Connected,
    /// It is there, but does not take our name and secret, or speaks otherwise.
    Refused,
    /// It is not there; tried again and again.
    Unreachable,
}

impl LinkState {
    pub const fn code(self) -> &'static str {
        match self {
            LinkState::Connecting => "connecting",
            LinkState::Connected => "connected",
            LinkState::Refused => "refused",
            LinkState::Unreachable => "unreachable",
        }
    }
}

/// How it is with one system.
#[derive(Clone, Debug)]
pub struct SystemStatus {
    pub name: String,
    pub language: Language,
    pub state: LinkState,
    pub since: Timestamp,
    pub live_calls: usize,
}

/// The connections of this process.
#[derive(Debug, Default)]
pub struct Telephones {
    statuses: Vec<Arc<Mutex<SystemStatus>>>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Telephones {
    /// Connects to each system, and goes on trying. `region` is where numbers without a country code are from.
    pub fn start(store: &Store, clock: &Clock, region: &str, systems: Vec<SystemSettings>) -> Self {
        let (mut statuses, mut tasks) = (Vec::new(), Vec::new());
        for system in systems {
            let status = Arc::new(Mutex::new(SystemStatus {
                name: system.name.clone(),
                language: system.language,
                state: LinkState::Connecting,
                since: clock.now(),
                live_calls: 0,
            }));
            let (sender, receiver) = mpsc::channel(WAITING_MAX);
            let switchboard = Switchboard::new(&system.name, system.agents.clone(), system.queues.clone());
            let link = link::Link::new(system, Arc::clone(&status), clock.clone(), switchboard, sender);
            tasks.push(tokio::spawn(link.keep()));
            tasks.push(tokio::spawn(record::keep_recording(store.clone(), clock.clone(), region.to_owned(), receiver)));
            statuses.push(status);
        }
        Self { statuses, tasks: Mutex::new(tasks) }
    }

    pub fn statuses(&self) -> Vec<SystemStatus> {
        self.statuses.iter().map(|status| status.lock().unwrap_or_else(PoisonError::into_inner).clone()).collect()
    }

    /// Hangs up on the systems; what was heard and not written is heard again after the next start.
    pub fn stop(&self) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).drain(..).for_each(|task| task.abort());
    }
}
