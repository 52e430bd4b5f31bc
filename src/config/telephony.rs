//! The setting that names telephone systems: a table for each, as TOML in the file and as JSON in the environment.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::Secret;

/// Names of calls' origins that are not systems of the configuration.
const RESERVED_NAMES: [&str; 2] = ["webhook", "simulator"];
/// Languages that Blisko speaks.
const SYSTEMS: [&str; 2] = ["asterisk", "freeswitch"];

/// Telephone systems by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TelephoneSystems(pub BTreeMap<String, TelephoneSystem>);

/// One telephone system.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelephoneSystem {
    /// `asterisk` or `freeswitch`.
    pub system: String,
    /// Host and port.
    pub address: String,
    /// Of the manager account; empty for FreeSWITCH's password alone.
    #[serde(default)]
    pub user: String,
    #[serde(deserialize_with = "secret")]
    pub secret: Secret,
    /// Devices or extensions, and the login names of those who sit there.
    pub agents: BTreeMap<String, String>,
    /// Queues that matter; all of them when there are none.
    #[serde(default)]
    pub queues: Vec<String>,
}

fn secret<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

impl TelephoneSystem {
    fn problem(&self) -> Option<String> {
        let is_bad = |text: &str| text.chars().any(char::is_control);
        if !SYSTEMS.contains(&self.system.as_str()) {
            return Some(format!("system must be one of {}", SYSTEMS.join(", ")));
        }
        if !self.address.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok()) {
            return Some("address must be a host and a port, like pbx.example.com:5038".to_owned());
        }
        if is_bad(&self.user) || is_bad(self.secret.reveal()) {
            return Some("user and secret must not hold line breaks".to_owned());
        }
        None
    }
}

impl FromStr for TelephoneSystems {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let systems: BTreeMap<String, TelephoneSystem> =
            serde_json::from_str(text).map_err(|error| format!("it cannot be read: {error}"))?;
        for (name, system) in &systems {
            if RESERVED_NAMES.contains(&name.as_str()) || name.is_empty() {
                return Err(format!("\"{name}\" cannot be the name of a telephone system"));
            }
            if let Some(problem) = system.problem() {
                return Err(format!("{name}: {problem}"));
            }
        }
        Ok(Self(systems))
    }
}

/// Without secrets and people.
impl fmt::Display for TelephoneSystems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, system)) in self.0.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{name} ({} at {})", system.system, system.address)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = r#"{"office": {"system": "asterisk", "address": "pbx.example.com:5038", "user": "blisko",
        "secret": "abc", "agents": {"PJSIP/201": "ewa"}}}"#;

    #[test]
    fn a_system_is_read_and_its_secret_is_never_shown() {
        let systems: TelephoneSystems = OFFICE.parse().unwrap();
        let office = &systems.0["office"];
        assert_eq!((office.secret.reveal(), office.agents["PJSIP/201"].as_str()), ("abc", "ewa"));
        assert_eq!(systems.to_string(), "office (asterisk at pbx.example.com:5038)");
        assert!(!format!("{systems:?}").contains("abc"));
        assert_eq!("".parse(), Ok(TelephoneSystems::default()));
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_name() {
        for (wrong, said) in [
            (OFFICE.replace("asterisk", "skype"), "office: system must be one of asterisk, freeswitch"),
            (OFFICE.replace(":5038", ""), "office: address must be a host and a port"),
            (OFFICE.replace("abc", "a\\nb"), "office: user and secret must not hold line breaks"),
            (OFFICE.replace("office", "webhook"), "\"webhook\" cannot be the name"),
            (OFFICE.replace("agents", "agent"), "unknown field `agent`"),
            ("office".to_owned(), "it cannot be read"),
        ] {
            let error = wrong.parse::<TelephoneSystems>().unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
