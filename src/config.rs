//! Every setting: name, unit, default; read once from file, environment and flags, validated once.
//!
//! `settings!` is the one list. The configuration page of the documentation is held against it by a test.
//! Later sources win: defaults, then the file, then `BLISKO_*` in the environment, then `--set` on the
//! command line. A key that is not in the list is an error that names the nearest one that is.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use thiserror::Error;

pub use archive_list::ArchiveList;
pub use mail_server::{Address, MailServer};
pub use oidc::{Adoption, DomainList, Issuer, PasswordSignIn, RoleName, RoleTable};
pub use origin_list::OriginList;
pub use outside_server::{Geocoders, OutsideServer, Routers, Secret};
pub use telephony::{TelephoneSystem, TelephoneSystems};
use value::Shown;
pub use value::{Bounded, LogFormat};

mod archive_list;
mod mail_server;
mod oidc;
mod origin_list;
mod outside_server;
mod telephony;
mod value;

/// One line of the documentation.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub key: &'static str,
    pub unit: &'static str,
    pub default: &'static str,
    pub about: &'static str,
}

#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("cannot read the configuration file {path}: {problem}")]
    File { path: PathBuf, problem: String },
    #[error("{origin} has the setting \"{key}\", which does not exist{}", nearest(.key))]
    UnknownKey { origin: String, key: String },
    #[error("{origin} sets {key} to \"{value}\": {problem}")]
    BadValue { origin: String, key: &'static str, value: String, problem: String },
}

macro_rules! settings {
    ($($key:ident: $type:ty = $default:literal, $unit:literal, $about:literal;)+) => {
        /// The validated configuration. One field per setting; the units are in `SETTINGS`.
        #[derive(Clone, Debug)]
        pub struct Config {
            $(#[doc = $about] pub $key: $type,)+
        }

        pub const SETTINGS: &[Setting] = &[
            $(Setting { key: stringify!($key), unit: $unit, default: $default, about: $about },)+
        ];

        impl Config {
            /// Every value as text, in the order of `SETTINGS`.
            pub fn values(&self) -> Vec<String> {
                vec![$(self.$key.shown(),)+]
            }

            fn from_values(values: &BTreeMap<String, Sourced>) -> Result<Self, ConfigError> {
                Ok(Self {
                    $($key: parse_setting::<$type>(stringify!($key), $default, values)?,)+
                })
            }
        }
    };
}

settings! {
    listen: SocketAddr = "127.0.0.1:8080", "address:port", "Where the server listens.";
    public_url: String = "", "URL", "The address people use, as seen through a reverse proxy; empty means http:// and the listening address. With https:// the session cookie is bound to the host and secure.";
    data_dir: PathBuf = "var", "path", "The data folder: database, uploads, backups.";
    database_url: String = "", "URL", "sqlite:PATH or postgres://user:password@host/name; empty means blisko.db in the data folder.";
    database_connections_max: Bounded<1, 200> = "8", "connections", "Connections for reading (SQLite) or in all (PostgreSQL).";
    log: String = "info", "filter", "What is logged, in the notation of tracing: info, blisko=debug,warn.";
    log_format: LogFormat = "text", "text or json", "How log lines are written.";
    request_timeout_s: Bounded<1, 3600> = "30", "seconds", "A request that takes longer is answered with 503.";
    body_bytes_max: Bounded<1024, 104857600> = "1048576", "bytes", "Largest request body, uploads excepted.";
    upload_bytes_max: Bounded<1024, 1073741824> = "67108864", "bytes", "Largest file that may be uploaded for import.";
    shutdown_grace_s: Bounded<0, 600> = "10", "seconds", "How long running requests may go on after the order to stop.";
    trusted_proxies: Bounded<0, 8> = "0", "hops", "How many reverse proxies stand in front; that many addresses at the end of X-Forwarded-For are believed.";
    locator_public: bool = "true", "true or false", "Whether the nearest outlets may be asked for without signing in.";
    company_name: String = "", "text", "The company as customers know it, at the head of the locator; empty means Blisko, or the company of the demo.";
    locator_start: String = "", "place", "Around which town, postcode or lat,lon the locator opens; empty means Warszawa, in Czech Praha.";
    locator_picture: String = "", "URL", "The picture that stands for the locator where its address is shared, 1200 x 630 pixels; empty means a drawn map.";
    embed_origins: OriginList = "", "list", "Sites that may show the locator in their pages, like https://www.example.com, separated by blanks.";
    metrics_public: bool = "false", "true or false", "Whether /metrics answers without a key that may read metrics.";
    session_idle_minutes: Bounded<1, 10080> = "60", "minutes", "A session unused for this long ends.";
    session_absolute_hours: Bounded<1, 720> = "12", "hours", "A session ends after this long in any case.";
    session_rotation_minutes: Bounded<1, 1440> = "15", "minutes", "How often a session gets a new token.";
    password_hash_parallel: Bounded<1, 64> = "2", "hashes", "Passwords checked at the same time; each takes 19 MiB of memory.";
    password_hash_memory_kib: Bounded<8, 1048576> = "19456", "KiB", "Memory of one password hash (argon2id).";
    sign_in_attempts_max: Bounded<1, 1000> = "5", "attempts", "Failed sign-ins to one account from one address before the waiting time starts.";
    oidc_issuer: Issuer = "", "URL", "The OpenID provider that people sign in at, exactly as it calls itself; empty means none. A table [oidc] in the file holds these settings without the oidc_ in front. See SIGN_IN.md.";
    oidc_client_id: String = "", "text", "What the provider calls Blisko.";
    oidc_client_secret: Secret = "", "text", "The secret that it shares with Blisko; empty for a client without one, which PKCE protects.";
    oidc_scopes: String = "openid profile email", "list", "What is asked of it, with blanks between; openid is among them.";
    oidc_name: String = "OpenID", "text", "What the button on the sign-in page calls it.";
    oidc_role_claim: String = "groups", "claim", "Where it says which groups or roles somebody has: a claim, or names with points between them like realm_access.roles.";
    oidc_roles: RoleTable = "", "table", "Which of those is which role here: a table [oidc.roles] like blisko-agents = \"agent\"; in the environment the same as JSON. Of several, the first of admin, steward, manager, agent, rep, analyst counts.";
    oidc_role_default: RoleName = "", "role", "The role of those who have none of them; empty means that they are not let in.";
    oidc_email_domains: DomainList = "", "list", "Only people with an e-mail address at one of these domains are let in; empty means all.";
    oidc_adopt: Adoption = "nobody", "nobody, email or login_name", "Whose account a person gets who signs in there for the first time: a new one, the one whose login name is their verified e-mail address, or the one whose login name is theirs there.";
    oidc_timeout_s: Bounded<1, 30> = "5", "seconds", "How long it may take for one answer.";
    oidc_ca_file: PathBuf = "", "path", "Certificates (PEM) of the authority that signs its address, where that is not a public one.";
    password_sign_in: PasswordSignIn = "everybody", "everybody or admins", "Who may still sign in with a password where there is an OpenID provider: everybody who has one, or only administrators, for the day when the provider is down.";
    travel_speed_kmh: Bounded<1, 200> = "40", "km/h", "Speed of the straight-line travel estimate when a question does not say one.";
    tile_archives: ArchiveList = "", "list", "PMTiles archives beside those of the regions: name=path or name=https://address, separated by commas.";
    basemap: String = "", "name", "The archive that maps are drawn from; empty means the first of the regions, then of the list.";
    tile_poll_s: Bounded<1, 3600> = "2", "seconds", "How often archives are looked at for a new version; those on servers thirty times less often.";
    tile_cache_bytes_max: Bounded<0, 17179869184> = "67108864", "bytes", "Memory for tiles that were asked for lately.";
    tile_fetch_timeout_s: Bounded<1, 120> = "10", "seconds", "How long a server with an archive may take for one answer.";
    geocoder_base: bool = "true", "true or false", "Whether the towns and postcodes that Blisko brings along are searched beside the regions' addresses.";
    matrix_cells_visitor_max: Bounded<0, 1000000> = "10000", "pairs", "Origins times destinations of one matrix of travel times for callers without roads.plan: visitors, and planners that ask without a key.";
    outside_geocoder: OutsideServer<Geocoders> = "", "kind=address", "A geocoder of others that is asked where our own data has no answer: photon=, nominatim=, pelias= or google= and its address; empty means none.";
    outside_geocoder_key: Secret = "", "text", "The key that it wants, if any.";
    outside_geocoder_timeout_s: Bounded<1, 30> = "3", "seconds", "How long it may take for one answer.";
    outside_router: OutsideServer<Routers> = "", "kind=address", "A router of others that is asked where no region's roads cover a question: osrm= or valhalla= and its address; empty means none.";
    outside_router_timeout_s: Bounded<1, 30> = "3", "seconds", "How long it may take for one answer.";
    call_hook_secrets: Secret = "", "list", "The secrets with which a telephone system signs POST /api/v1/calls (Standard Webhooks: whsec_ and base64), separated by blanks, so that an old one can run out; empty means that only API keys may.";
    telephony: TelephoneSystems = "", "tables", "Telephone systems that Blisko listens to: a table [telephony.NAME] for each, with system, address, user, secret, agents and queues; in the environment the same as JSON. See TELEPHONES.md.";
    call_simulator: bool = "false", "true or false", "Whether agents may let their own telephone ring without a telephone system, to try the desk; serve --demo turns it on.";
    call_country: String = "PL", "country", "Where numbers without a country code are from: ISO 3166-1, two letters.";
    queue_return_minutes: Bounded<1, 1440> = "15", "minutes", "How long an item of the queue stays with whoever took it before it goes back.";
    answer_link_hours: Bounded<1, 8760> = "72", "hours", "How long a link that was sent with an answer leads to the outlet.";
    smtp_url: MailServer = "", "URL", "The server that sends mail: smtps://user:password@mail.example.com:465, smtp://user:password@mail.example.com:587?tls=required for STARTTLS, or smtp://127.0.0.1:25 for a relay on this machine; empty means that no mail is sent.";
    mail_from: String = "", "address", "From whom mail comes: Meteor <info@example.com>.";
    sms_gateway: Address = "", "URL", "Where text messages are handed over, by POST; empty means that none are sent.";
    chat_gateway: Address = "", "URL", "Where answers to chats are handed over, by POST; empty means that none are sent.";
    gateway_secret: Secret = "", "text", "With which messages to the gateways are signed (Standard Webhooks: whsec_ and base64); empty means that they are not.";
    outbox_tries_max: Bounded<1, 20> = "8", "tries", "How often a message is tried, with growing pauses between; eight take about nine hours.";
    outbox_hours: Bounded<1, 720> = "72", "hours", "A message that could not be sent for so long is given up.";
    idempotency_hours: Bounded<1, 720> = "24", "hours", "How long an answer to a POST with an Idempotency-Key is kept.";
    change_days: Bounded<1, 3650> = "30", "days", "How long the log of changes is kept for listeners that come back.";
}

/// A raw value and where it was found.
#[derive(Clone, Debug)]
struct Sourced {
    value: String,
    origin: String,
}

impl Config {
    /// Reads `file` (TOML; optional), the environment and `overrides` (`key=value`), and validates all.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        overrides: &[(String, String)],
    ) -> Result<Self, ConfigError> {
        let mut values = BTreeMap::new();
        if let Some(path) = file {
            read_file(path, &mut values)?;
        }
        for (name, value) in environment {
            let key = name.strip_prefix("BLISKO_").map(str::to_ascii_lowercase);
            if let Some(key) = key.filter(|key| is_known(key)) {
                values.insert(key, Sourced { value, origin: format!("the environment variable {name}") });
            }
        }
        for (key, value) in overrides {
            let origin = "the command line".to_owned();
            if !is_known(key) {
                return Err(ConfigError::UnknownKey { origin, key: key.clone() });
            }
            values.insert(key.clone(), Sourced { value: value.clone(), origin });
        }
        let config = Self::from_values(&values)?;
        match oidc::problem(&config) {
            Some((key, problem)) => {
                let origin = "the configuration".to_owned();
                Err(ConfigError::BadValue { origin, key, value: String::new(), problem: problem.to_owned() })
            }
            None => Ok(config),
        }
    }

    /// The database: as set, or the file in the data folder.
    pub fn database(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite:{}", self.data_dir.join("blisko.db").display())
        } else {
            self.database_url.clone()
        }
    }

    /// The address people use, without a slash at the end.
    pub fn public_address(&self) -> String {
        if self.public_url.is_empty() {
            format!("http://{}", self.listen)
        } else {
            self.public_url.trim_end_matches('/').to_owned()
        }
    }

    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::from_values(&BTreeMap::new()).expect("the defaults are valid; a test holds them")
    }
}

fn read_file(path: &Path, values: &mut BTreeMap<String, Sourced>) -> Result<(), ConfigError> {
    let problem = |problem: String| ConfigError::File { path: path.to_owned(), problem };
    let text = std::fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| problem(error.message().to_owned()))?;
    for (key, value) in table.into_iter().flat_map(flattened) {
        let origin = format!("the file {}", path.display());
        if !is_known(&key) {
            return Err(ConfigError::UnknownKey { origin, key });
        }
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            toml::Value::Table(tables) if key == "telephony" || key == "oidc_roles" => {
                json(&tables).map_err(&problem)?
            }
            _ => return Err(problem(format!("{key} must be a text, a whole number, true or false"))),
        };
        values.insert(key, Sourced { value, origin });
    }
    Ok(())
}

/// `[oidc]` with `issuer` in it is `oidc_issuer`.
fn flattened((key, value): (String, toml::Value)) -> Vec<(String, toml::Value)> {
    match value {
        toml::Value::Table(inner) if key == "oidc" => {
            inner.into_iter().map(|(name, value)| (format!("oidc_{name}"), value)).collect()
        }
        value => vec![(key, value)],
    }
}

/// Tables as the environment says them.
fn json(tables: &toml::Table) -> Result<String, String> {
    serde_json::to_string(tables).map_err(|error| error.to_string())
}

fn parse_setting<T: FromStr>(
    key: &'static str,
    default: &'static str,
    values: &BTreeMap<String, Sourced>,
) -> Result<T, ConfigError>
where
    T::Err: ToString,
{
    let (value, origin) = match values.get(key) {
        Some(sourced) => (sourced.value.as_str(), sourced.origin.as_str()),
        None => (default, "the default"),
    };
    value.parse().map_err(|error: T::Err| ConfigError::BadValue {
        origin: origin.to_owned(),
        key,
        value: value.to_owned(),
        problem: error.to_string(),
    })
}

fn is_known(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key == key)
}

/// "; did you mean …?" for a key that shares most of its beginning with a real one.
fn nearest(key: &str) -> String {
    let shared = |setting: &&Setting| setting.key.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
    match SETTINGS.iter().max_by_key(shared).filter(|setting| shared(setting) * 2 > key.len()) {
        Some(setting) => format!("; did you mean {}?", setting.key),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(overrides: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let overrides: Vec<_> = overrides.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::load(None, std::iter::empty(), &overrides)
    }

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(Config::default().listen.port(), 8080);
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_real_one() {
        let error = load(&[("session_idle_minute", "5")]).expect_err("unknown key").to_string();
        assert!(error.contains("did you mean session_idle_minutes?"), "{error}");
    }

    #[test]
    fn a_value_out_of_bounds_names_the_bounds() {
        let error = load(&[("trusted_proxies", "99")]).expect_err("out of bounds").to_string();
        assert!(error.contains("from 0 to 8"), "{error}");
    }

    #[test]
    fn the_environment_beats_the_default_and_the_command_line_beats_both() {
        let environment = [("BLISKO_LOG".to_owned(), "debug".to_owned())];
        let config = Config::load(None, environment.clone().into_iter(), &[]).expect("valid");
        assert_eq!(config.log, "debug");
        let overrides = [("log".to_owned(), "warn".to_owned())];
        let config = Config::load(None, environment.into_iter(), &overrides).expect("valid");
        assert_eq!(config.log, "warn");
    }

    #[test]
    fn every_setting_has_a_line_in_the_documentation() {
        let page = include_str!("../docs/CONFIGURATION.md");
        for setting in SETTINGS {
            let line = format!(
                "| `{}` | {} | {} | {} |",
                setting.key,
                setting.unit,
                if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) },
                setting.about
            );
            assert!(page.contains(&line), "docs/CONFIGURATION.md lacks the line\n{line}");
        }
    }
}
