//! `blisko serve`: opens the database, loads the index, answers until told to stop.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt;
use clap::Args;
use tokio::net::TcpListener;

use super::chores::{Chores, senders};
use super::data_folder::DataFolder;
use super::{CliResult, seed_demo};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::http::router;
use crate::service::imports::clean_uploads;
use crate::service::load_demo;
use crate::telemetry;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Where to listen, short for --set listen=…; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Load the invented company first when there is no outlet yet, print the demo logins, and make the map of the
    /// demo town while serving when there is no region yet.
    #[arg(long)]
    demo: bool,
    /// With --demo: leave the map alone.
    #[arg(long, requires = "demo")]
    no_map: bool,
}

pub async fn run(mut config: Config, clock: Clock, args: ServeArgs) -> CliResult {
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    telemetry::start_logging(&config.log, config.log_format)?;
    let _folder = DataFolder::share(&config.data_dir)?;
    clean_uploads(&config.data_dir)?;
    let grace = Duration::from_secs(config.shutdown_grace_s.get());
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}. Is another server running there?", config.listen))?;
    config.listen = listener.local_addr()?;
    let senders = senders(&config)?;
    if args.demo {
        config.call_simulator = true;
        if config.company_name.is_empty() {
            config.company_name = load_demo::COMPANY.to_owned();
        }
        seed_demo::prepare(&config, &clock).await?;
        if !args.no_map {
            seed_demo::make_map_beside(&config, &clock);
        }
    }
    let app = App::start(config, clock, telemetry::start_metrics()).await?;
    let address = app.config.public_address();
    tracing::info!(%address, outlets = app.live.outlet_count(), "Serving on {address}");
    let _chores = Chores::start(&app, senders);
    answer_until_stopped(app, listener, grace).await
}

/// After the signal no connection is taken; running requests have `grace` to end.
async fn answer_until_stopped(app: App, listener: TcpListener, grace: Duration) -> CliResult {
    let until_stopping = app.clone();
    // Small answers and events go out at once, not when the reader has acknowledged those before.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let service = router::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server =
        axum::serve(listener, service).with_graceful_shutdown(async move { until_stopping.until_stopping().await });
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut server => return Ok(ended??),
        () = told_to_stop() => {}
    }
    tracing::info!("Stopping: finishing the requests that run");
    app.begin_stop();
    if tokio::time::timeout(grace, &mut server).await.is_err() {
        tracing::warn!("Some requests did not finish in {} s and were cut off", grace.as_secs());
        server.abort();
    }
    app.stop().await;
    tracing::info!("Stopped");
    Ok(())
}

/// Ctrl+C, or SIGTERM from whatever supervises the process.
async fn told_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            return interrupt.await;
        };
        tokio::select! {
            () = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
