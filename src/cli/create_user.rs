//! `blisko user …`: people who may sign in, managed on the machine itself: the first admin, a forgotten
//! password. A running server takes notice within a second.

use std::io::{BufRead, IsTerminal, Write};

use clap::{Args, Subcommand};

use super::data_folder::DataFolder;
use super::{CliError, CliResult};
use crate::app::account_settings;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::user::{User, UserDraft, fold_login_name};
use crate::service::accounts::{Accounts, NewPassword, Written};
use crate::store::{Author, Store};

/// Users that one page of `list` reads.
const PAGE: i64 = 500;

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user. Example: blisko user add ewa --role agent --language pl
    Add(AddArgs),
    /// List all users.
    List,
    /// Let a user in no more; open sessions end. Example: blisko user disable ewa
    Disable { login_name: String },
    /// Let a disabled user in again.
    Enable { login_name: String },
    /// Set a new password; open sessions end. Example: blisko user password ewa
    Password {
        login_name: String,
        #[command(flatten)]
        source: PasswordSource,
    },
}

#[derive(Debug, Args)]
pub struct AddArgs {
    login_name: String,
    /// agent, manager, rep, steward, admin or analyst.
    #[arg(long, value_parser = |text: &str| Role::from_code(text).ok_or("use agent, manager, rep, steward, admin or analyst"))]
    role: Role,
    /// pl, cs or en.
    #[arg(long, default_value = "pl", value_parser = |text: &str| Language::from_code(text).ok_or("use pl, cs or en"))]
    language: Language,
    /// The name that others see; the login name when absent.
    #[arg(long, default_value = "")]
    display_name: String,
    #[command(flatten)]
    source: PasswordSource,
}

#[derive(Debug, Args)]
pub struct PasswordSource {
    /// Read the password from standard input, or ask for it; without this one is made and printed once.
    #[arg(long)]
    password_stdin: bool,
}

pub async fn run(config: Config, clock: Clock, command: UserCommand) -> CliResult {
    let _folder = DataFolder::share(&config.data_dir)?;
    let store = Store::open(&config.database(), 2).await?;
    store.migrate().await?;
    let accounts = Accounts::new(store.clone(), clock.clone(), account_settings(&config))?;
    let desk = Desk { store, accounts, author: Author::system(clock.now()) };
    let done = match command {
        UserCommand::Add(args) => desk.add(args).await,
        UserCommand::List => desk.list().await,
        UserCommand::Disable { login_name } => desk.set_disabled(&login_name, true).await,
        UserCommand::Enable { login_name } => desk.set_disabled(&login_name, false).await,
        UserCommand::Password { login_name, source } => desk.set_password(&login_name, source).await,
    };
    desk.store.close().await;
    done
}

/// What every command of this file needs.
struct Desk {
    store: Store,
    accounts: Accounts,
    author: Author,
}

impl Desk {
    async fn add(&self, args: AddArgs) -> CliResult {
        let AddArgs { login_name, role, language, display_name, source } = args;
        let draft = UserDraft { login_name, display_name, role, language, disabled: false };
        let given = source.read()?;
        let password = given.as_deref().map_or(NewPassword::Generated, NewPassword::Given);
        let written = self.accounts.create_user(self.author.clone(), &Actor::System, draft, password).await?;
        tell(&written, "added")
    }

    async fn list(&self) -> CliResult {
        let mut out = std::io::stdout().lock();
        let mut after: Option<String> = None;
        loop {
            let users = self.store.users_page(after.as_deref(), PAGE).await?;
            for User { draft, .. } in &users {
                let state = if draft.disabled { "disabled" } else { "active" };
                writeln!(out, "{:<24} {:<8} {state:<8} {}", draft.login_name, draft.role.code(), draft.display_name)?;
            }
            match users.last() {
                Some(last) if users.len() as i64 == PAGE => after = Some(last.draft.login_name.clone()),
                _ => return Ok(()),
            }
        }
    }

    async fn set_disabled(&self, login_name: &str, disabled: bool) -> CliResult {
        let user = self.find(login_name).await?;
        let draft = UserDraft { disabled, ..user.draft };
        let author = self.author.clone();
        let written = self.accounts.update_user(author, &Actor::System, user.id, Some(user.version), draft).await?;
        tell(&written, if disabled { "disabled" } else { "enabled" })
    }

    async fn set_password(&self, login_name: &str, source: PasswordSource) -> CliResult {
        let user = self.find(login_name).await?;
        let given = source.read()?;
        let password = given.as_deref().map_or(NewPassword::Generated, NewPassword::Given);
        let written = self.accounts.reset_password(self.author.clone(), &Actor::System, user.id, password).await?;
        tell(&written, "has a new password")
    }

    async fn find(&self, login_name: &str) -> Result<User, CliError> {
        let found = self.store.credentials(&fold_login_name(login_name)).await?;
        found
            .map(|found| found.user)
            .ok_or_else(|| format!("there is no user {login_name}; see `blisko user list`").into())
    }
}

impl PasswordSource {
    /// `None`: make one.
    fn read(&self) -> Result<Option<String>, CliError> {
        if !self.password_stdin {
            return Ok(None);
        }
        let terminal = std::io::stdin().is_terminal();
        if terminal {
            write!(std::io::stderr(), "Password: ")?;
            show_typing(false);
        }
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        if terminal {
            show_typing(true);
            writeln!(std::io::stderr())?;
        }
        read?;
        Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// Where there is no `stty`, what is typed shows: no reason not to take it.
fn show_typing(shown: bool) {
    let _ = std::process::Command::new("stty").arg(if shown { "echo" } else { "-echo" }).status();
}

fn tell(written: &Written, what: &str) -> CliResult {
    let mut out = std::io::stdout().lock();
    let draft = &written.user.draft;
    writeln!(out, "{} ({}) {what}", draft.login_name, draft.role.code())?;
    if let Some(password) = &written.generated_password {
        writeln!(out, "Password, shown this once: {password}")?;
    }
    Ok(())
}
