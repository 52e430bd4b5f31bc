//! One connection to a telephone system: made, kept alive, and made again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::record::Heard;
use super::{Language, LinkState, SystemSettings, SystemStatus};
use crate::clock::Clock;
use crate::telephony::{Reaction, Switchboard, TelephonyError, ami, esl};

/// A system in the same building answers at once, one in another country within a second.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two signs of life; firewalls forget silent connections after minutes.
const PING_EVERY: Duration = Duration::from_secs(15);
/// Three signs of life missed.
const SILENCE_MAX: Duration = Duration::from_secs(45);
/// A hang-up that was never told is noticed then.
const SNAPSHOT_EVERY: Duration = Duration::from_secs(600);
/// The first pause; each is twice the one before, up to `PAUSE_MAX`.
const PAUSE_MIN: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// A talk in either language.
enum Session {
    Asterisk(ami::Session),
    FreeSwitch(esl::Session),
}

impl Session {
    fn new(settings: &SystemSettings) -> Self {
        let credentials = settings.credentials.clone();
        match settings.language {
            Language::Asterisk => Session::Asterisk(ami::Session::new(credentials)),
            Language::FreeSwitch => Session::FreeSwitch(esl::Session::new(credentials)),
        }
    }

    fn hello(&self) -> Vec<u8> {
        match self {
            Session::Asterisk(session) => session.hello(),
            Session::FreeSwitch(_) => Vec::new(),
        }
    }

    fn ping(&self) -> Vec<u8> {
        match self {
            Session::Asterisk(session) => session.ping(),
            Session::FreeSwitch(session) => session.ping(),
        }
    }

    fn ask_for_snapshot(&self) -> Vec<u8> {
        match self {
            Session::Asterisk(session) => session.ask_for_snapshot(),
            Session::FreeSwitch(session) => session.ask_for_snapshot(),
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<Vec<Reaction>, TelephonyError> {
        match self {
            Session::Asterisk(session) => session.take(bytes),
            Session::FreeSwitch(session) => session.take(bytes),
        }
    }
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum LinkError {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Talk(#[from] TelephonyError),
    #[error("it hung up")]
    HungUp,
    #[error("it has been silent for {} s", SILENCE_MAX.as_secs())]
    Silent,
    #[error("nobody writes down what is heard")]
    Deaf,
}

/// The keeper of one connection.
pub(super) struct Link {
    settings: SystemSettings,
    status: Arc<Mutex<SystemStatus>>,
    clock: Clock,
    switchboard: Switchboard,
    heard: mpsc::Sender<Heard>,
}

impl Link {
    pub fn new(
        settings: SystemSettings,
        status: Arc<Mutex<SystemStatus>>,
        clock: Clock,
        switchboard: Switchboard,
        heard: mpsc::Sender<Heard>,
    ) -> Self {
        Self { settings, status, clock, switchboard, heard }
    }

    /// Connects again after growing pauses, for ever.
    pub async fn keep(mut self) {
        let mut pause = PAUSE_MIN;
        loop {
            let error = match self.talk().await {
                Ok(never) => match never {},
                Err(error) => error,
            };
            if self.state() == LinkState::Connected {
                pause = PAUSE_MIN;
            }
            let refused = matches!(error, LinkError::Talk(_));
            self.set_state(if refused { LinkState::Refused } else { LinkState::Unreachable });
            tracing::warn!(system = %self.settings.name, %error,
                "The telephone system {} is not connected: {error}. Trying again in {} ms.",
                self.settings.name, pause.as_millis());
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }

    /// One connection from its beginning to its end.
    async fn talk(&mut self) -> Result<std::convert::Infallible, LinkError> {
        let connecting = timeout(CONNECT_TIMEOUT, TcpStream::connect(&self.settings.address));
        let mut stream = connecting.await.map_err(|_| std::io::Error::from(std::io::ErrorKind::TimedOut))??;
        stream.set_nodelay(true)?;
        let mut session = Session::new(&self.settings);
        stream.write_all(&session.hello()).await?;
        let mut ping = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        let mut snapshot = interval_at(Instant::now() + SNAPSHOT_EVERY, SNAPSHOT_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut buffer = vec![0; 16 << 10];
        let mut last_heard = Instant::now();
        loop {
            tokio::select! {
                read = stream.read(&mut buffer) => {
                    let count = read?;
                    if count == 0 {
                        return Err(LinkError::HungUp);
                    }
                    last_heard = Instant::now();
                    let replies = self.hear(&mut session, &buffer[..count]).await?;
                    stream.write_all(&replies).await?;
                }
                _ = ping.tick() => {
                    if last_heard.elapsed() > SILENCE_MAX {
                        return Err(LinkError::Silent);
                    }
                    stream.write_all(&session.ping()).await?;
                }
                _ = snapshot.tick() => stream.write_all(&session.ask_for_snapshot()).await?,
            }
        }
    }

    /// Takes what came; returns what to say to it.
    async fn hear(&mut self, session: &mut Session, bytes: &[u8]) -> Result<Vec<u8>, LinkError> {
        let mut replies = Vec::new();
        for reaction in session.take(bytes)? {
            let now = self.clock.now();
            match reaction {
                Reaction::Send(bytes) => replies.extend(bytes),
                Reaction::SignedIn => {
                    self.set_state(LinkState::Connected);
                    tracing::info!(system = %self.settings.name, "Listening to the telephone system {}",
                        self.settings.name);
                    replies.extend(session.ask_for_snapshot());
                }
                Reaction::Told(notice) => {
                    let events = self.switchboard.take(notice, now);
                    self.pass_on(events.into_iter().map(Heard::Event)).await?;
                }
                Reaction::SnapshotBegins => self.switchboard.begin_snapshot(),
                Reaction::SnapshotEnds => {
                    let events = self.switchboard.end_snapshot(now);
                    let live = self.switchboard.live_calls().map(str::to_owned).collect();
                    let all = Heard::LiveCalls { provider: self.settings.name.clone(), live, at: now };
                    self.pass_on(events.into_iter().map(Heard::Event).chain([all])).await?;
                }
            }
        }
        self.lock_status().live_calls = self.switchboard.live_calls().count();
        Ok(replies)
    }

    async fn pass_on(&self, heard: impl Iterator<Item = Heard>) -> Result<(), LinkError> {
        for heard in heard {
            self.heard.send(heard).await.map_err(|_| LinkError::Deaf)?;
        }
        Ok(())
    }

    fn state(&self) -> LinkState {
        self.lock_status().state
    }

    fn set_state(&self, state: LinkState) {
        let (since, name) = (self.clock.now(), self.settings.name.clone());
        let mut status = self.lock_status();
        if status.state != state {
            (status.state, status.since) = (state, since);
        }
        drop(status);
        let is_connected = f64::from(u8::from(state == LinkState::Connected));
        metrics::gauge!("blisko_telephone_connected", "system" => name).set(is_connected);
    }

    fn lock_status(&self) -> std::sync::MutexGuard<'_, SystemStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
