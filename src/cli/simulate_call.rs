//! `blisko call`: a telephone system in one command, to see the desk at work before the real one is connected.
//!
//! The events take the way of a switchboard's, so the call is in the timeline afterwards. A running server shows each
//! of them within a second.

use std::io::Write;
use std::time::Duration;

use clap::Args;
use uuid::Uuid;

use super::CliResult;
use super::data_folder::DataFolder;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::call::{CallEvent, CallEventKind};
use crate::domain::interaction::Direction;
use crate::service::record_call_event::record_call_event;
use crate::store::{Author, Store};

/// Name of the switchboard in the calls that this command makes.
const PROVIDER: &str = "simulator";

#[derive(Debug, Args)]
pub struct CallArgs {
    /// Who calls, in any notation; `anonymous` for a withheld number.
    number: String,
    /// Login name of the agent whose telephone rings.
    #[arg(long)]
    agent: String,
    /// Our number that was called.
    #[arg(long, default_value = "")]
    line: String,
    /// Seconds until the agent answers.
    #[arg(long, default_value_t = 3)]
    ring_s: u64,
    /// Seconds until somebody hangs up.
    #[arg(long, default_value_t = 60)]
    talk_s: u64,
}

pub async fn run(config: Config, clock: Clock, args: CallArgs) -> CliResult {
    let _folder = DataFolder::share(&config.data_dir)?;
    let store = Store::open(&config.database(), 2).await?;
    store.migrate().await?;
    let rung = ring(&store, &clock, &config.call_country, &args).await;
    store.close().await;
    rung
}

async fn ring(store: &Store, clock: &Clock, region: &str, args: &CallArgs) -> CliResult {
    let call_id = Uuid::now_v7().to_string();
    let course =
        [(CallEventKind::Ringing, args.ring_s), (CallEventKind::Answered, args.talk_s), (CallEventKind::Ended, 0)];
    for (kind, pause_s) in course {
        let (now, request_id) = (clock.now(), format!("{call_id}-{}", kind.code()));
        let event = CallEvent {
            provider: PROVIDER.to_owned(),
            call_id: call_id.clone(),
            event_id: request_id.clone(),
            kind,
            direction: Direction::Inbound,
            at: now,
            number: args.number.clone(),
            line: args.line.clone(),
            agent_login: args.agent.clone(),
        };
        let recorded = record_call_event(store, Author::hook(PROVIDER, &request_id, now), event, region).await?;
        writeln!(std::io::stdout(), "{} (caller: {})", kind.code(), recorded.call.caller.code())?;
        tokio::time::sleep(Duration::from_secs(pause_s)).await;
    }
    Ok(())
}
