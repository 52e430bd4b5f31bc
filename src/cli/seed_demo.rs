//! `blisko demo load` and what `serve --demo` does first: the invented company and its people.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::DateTime;
use clap::{Args, Subcommand};

use super::data_folder::DataFolder;
use super::region::rfc_3339;
use super::{CliError, CliResult};
use crate::app::account_settings;
use crate::clock::Clock;
use crate::config::Config;
use crate::region::REGIONS_FOLDER;
use crate::service::load_demo::{self, DemoLoaded, DemoLogin, Onto};
use crate::service::passwords::Passwords;
use crate::service::tokens;
use crate::store::{Store, StoreError};

/// Holds the password of the demo logins, readable by its owner only, so that a later start can tell it again.
const LOGINS_FILE: &str = "demo-logins.txt";

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(subcommand)]
    command: DemoCommand,
}

#[derive(Debug, Subcommand)]
enum DemoCommand {
    /// Load the demo company into an empty database. Example: blisko demo load
    Load {
        /// Renew the demo outlets (codes MT-…) of a database that has others too; those stay as they are.
        #[arg(long)]
        replace: bool,
    },
}

pub async fn run(config: Config, clock: Clock, args: DemoArgs) -> CliResult {
    let DemoCommand::Load { replace } = args.command;
    let _folder = DataFolder::share(&config.data_dir)?;
    let store = open_store(&config).await?;
    let onto = if replace { Onto::EarlierDemo } else { Onto::Empty };
    let loaded = load_outlets(&store, &clock, onto).await;
    let told = match &loaded {
        Ok(_) => add_customers_and_people(&store, &config, &clock).await,
        Err(_) => Ok(None),
    };
    store.close().await;
    let mut out = std::io::stdout().lock();
    write_loaded(&mut out, &loaded?)?;
    write_logins(&mut out, told?.as_deref())
}

/// The answer is the page with the logins, if there is one to tell.
async fn add_customers_and_people(store: &Store, config: &Config, clock: &Clock) -> Result<Option<String>, CliError> {
    load_demo::add_demo_customers(store, clock.now()).await?;
    add_people(store, config, clock).await
}

/// For `serve --demo`: loads the demo when there is no outlet yet, and tells how to sign in.
pub async fn prepare(config: &Config, clock: &Clock) -> CliResult {
    let store = open_store(config).await?;
    if load_demo::is_empty(&store).await? {
        let loaded = load_outlets(&store, clock, Onto::Empty).await?;
        write_loaded(&mut std::io::stdout().lock(), &loaded)?;
    }
    let told = add_customers_and_people(&store, config, clock).await?;
    store.close().await;
    write_logins(&mut std::io::stdout().lock(), told.as_deref())
}

/// For `serve --demo`: makes the demo's map beside the server when there is no region yet. The end of the process
/// ends it too, and the next start goes on.
pub fn make_map_beside(config: &Config, clock: &Clock) {
    let (regions, built_at) = (config.data_dir.join(REGIONS_FOLDER), rfc_3339(clock));
    std::thread::spawn(move || {
        let begun = Instant::now();
        match load_demo::make_demo_map(&regions, &built_at) {
            Ok(None) => {}
            Ok(Some(info)) => {
                let seconds = begun.elapsed().as_secs_f64();
                tracing::info!(region = info.name, "Made the demo's map in {seconds:.1} s: {}", info.name);
            }
            Err(error) => tracing::warn!(%error, "The demo goes on without a map: {error}"),
        }
    });
}

async fn open_store(config: &Config) -> Result<Store, StoreError> {
    let store = Store::open(&config.database(), config.database_connections_max.get() as u32).await?;
    store.migrate().await?;
    Ok(store)
}

async fn load_outlets(store: &Store, clock: &Clock, onto: Onto) -> Result<DemoLoaded, load_demo::LoadDemoError> {
    let now = clock.now();
    let moment = DateTime::from_timestamp_millis(now.0).unwrap_or_default();
    let today = moment.with_timezone(&chrono_tz::Europe::Warsaw).date_naive();
    load_demo::load_demo(store, onto, now, today).await
}

/// Adds the people who are missing. The answer is the page with the logins, if there is one to tell.
async fn add_people(store: &Store, config: &Config, clock: &Clock) -> Result<Option<String>, CliError> {
    let path = config.data_dir.join(LOGINS_FILE);
    let settings = account_settings(config);
    let passwords = Passwords::new(settings.hash_cost, settings.hashes_at_once)?;
    let password = password();
    let added = load_demo::add_demo_users(store, &passwords, &password, clock.now()).await?;
    if !added.is_empty() {
        write_private(&path, &login_page(&added, &password))?;
    }
    Ok(std::fs::read_to_string(path).ok())
}

/// Three groups of four letters and digits that nobody confuses on the telephone: 60 bits.
fn password() -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letters: Vec<char> =
        tokens::random::<12>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join("-")
}

fn login_page(logins: &[DemoLogin], password: &str) -> String {
    let mut page = format!("Demo logins, all with the password {password}\n");
    for login in logins {
        page.push_str(&format!("  {:<7} {:<9} {}\n", login.login_name, login.role.code(), login.display_name));
    }
    page
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(PathBuf::from(path))?.write_all(text.as_bytes())
}

fn write_loaded(out: &mut impl Write, loaded: &DemoLoaded) -> CliResult {
    let DemoLoaded { created, renewed, deleted, services, .. } = loaded;
    writeln!(
        out,
        "Demo: {created} outlets created, {renewed} renewed, {deleted} deleted, {services} services. The company is invented."
    )?;
    Ok(())
}

fn write_logins(out: &mut impl Write, page: Option<&str>) -> CliResult {
    match page {
        Some(page) => write!(out, "{page}")?,
        None => writeln!(out, "The demo logins are there; their password was told when they were made.")?,
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_password_is_long_and_easy_to_read_aloud() {
        let password = password();
        assert_eq!(password.len(), 14);
        assert!(!password.contains(['0', 'o', '1', 'l']), "{password}");
    }

    #[test]
    fn no_two_demo_passwords_are_alike() {
        assert_ne!(password(), password());
    }
}
