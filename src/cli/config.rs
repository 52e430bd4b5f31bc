//! `blisko config`: what is in force. Passwords in addresses are not shown.

use std::io::Write;

use super::CliResult;
use crate::config::{Config, SETTINGS};

pub fn run(config: &Config) -> CliResult {
    let mut out = std::io::stdout().lock();
    for (setting, value) in SETTINGS.iter().zip(config.values()) {
        let value = if setting.key == "database_url" { without_password(&value) } else { value };
        writeln!(out, "{:<26} {value}  ({})", setting.key, setting.unit)?;
    }
    Ok(())
}

/// `postgres://user:secret@host/db` with the secret starred out.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => format!("{scheme}://{}:***@{host}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn the_password_of_the_database_is_not_printed() {
        assert_eq!(without_password("postgres://blisko:se:cr@et@db/blisko"), "postgres://blisko:***@db/blisko");
        assert_eq!(without_password("sqlite:var/blisko.db"), "sqlite:var/blisko.db");
    }
}
