//! `blisko call`: a telephone system in one command. A running server shows each of its events within a second.

use std::io::Write;
use std::time::Duration;

use clap::Args;

use super::CliResult;
use super::data_folder::DataFolder;
use crate::clock::Clock;
use crate::config::Config;
use crate::service::simulate_call::SimulatedCall;
use crate::store::Store;

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
    let (rings_for, talks_for) = (Duration::from_secs(args.ring_s), Duration::from_secs(args.talk_s));
    let call = SimulatedCall::new(&args.number, &args.line, &args.agent, rings_for, talks_for);
    for (kind, pause) in call.course() {
        let recorded = call.tell(store, clock, region, kind).await?;
        writeln!(std::io::stdout(), "{} (caller: {})", kind.code(), recorded.call.caller.code())?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}
