//! Settings of signing in at an OpenID provider.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::Config;

/// What a role may be called here; a test holds the list against the roles there are.
pub const ROLE_NAMES: [&str; 6] = ["agent", "manager", "rep", "steward", "admin", "analyst"];

/// A provider's own name: an https address, or http on this very machine; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issuer(String);

/// A role's name; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleName(String);

/// Roles by the groups of the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleTable(pub BTreeMap<String, String>);

/// Domains of e-mail addresses, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainList(pub Vec<String>);

/// Whose account somebody gets who comes for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adoption {
    Nobody,
    Email,
    LoginName,
}

/// Who may sign in with a password beside a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordSignIn {
    Everybody,
    Admins,
}

/// What is wrong with the settings taken together, and at which.
pub(super) fn problem(config: &Config) -> Option<(&'static str, &'static str)> {
    if config.oidc_issuer.as_str().is_empty() {
        return None;
    }
    if config.oidc_client_id.is_empty() {
        return Some(("oidc_client_id", "oidc_issuer needs it: what the provider calls Blisko"));
    }
    if !config.oidc_scopes.split(' ').any(|scope| scope == "openid") {
        return Some(("oidc_scopes", "openid must be among them"));
    }
    let nobody = config.oidc_roles.0.is_empty() && config.oidc_role_default.as_str().is_empty();
    nobody.then_some(("oidc_roles", "without it or oidc_role_default nobody could sign in"))
}

impl Issuer {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RoleName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Issuer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let is_here = here
            .iter()
            .any(|start| text.strip_prefix(start).is_some_and(|rest| rest.starts_with([':', '/']) || rest.is_empty()));
        let is_address = (text.starts_with("https://") || is_here) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !text.is_empty() && (!is_address || text.contains(['?', '#'])) {
            return Err("give the issuer's https address, as it stands in the provider's description".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for RoleName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.is_empty() || ROLE_NAMES.contains(&text) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("\"{text}\" is no role; use one of {}", ROLE_NAMES.join(", ")))
    }
}

impl FromStr for RoleTable {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let table: BTreeMap<String, String> =
            serde_json::from_str(text).map_err(|error| format!("it cannot be read: {error}"))?;
        for role in table.values() {
            role.parse::<RoleName>()?;
        }
        Ok(Self(table))
    }
}

impl FromStr for DomainList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let domains = text.split([' ', ',']).filter(|part| !part.is_empty()).map(str::to_ascii_lowercase);
        let domains: Vec<_> = domains.collect();
        match domains.iter().find(|domain| domain.contains('@') || !domain.contains('.')) {
            Some(wrong) => Err(format!("\"{wrong}\" is not a domain; write it like example.com")),
            None => Ok(Self(domains)),
        }
    }
}

impl FromStr for Adoption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "nobody" => Ok(Adoption::Nobody),
            "email" => Ok(Adoption::Email),
            "login_name" => Ok(Adoption::LoginName),
            _ => Err("give nobody, email or login_name".to_owned()),
        }
    }
}

impl FromStr for PasswordSignIn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "everybody" => Ok(PasswordSignIn::Everybody),
            "admins" => Ok(PasswordSignIn::Admins),
            _ => Err("give everybody or admins".to_owned()),
        }
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RoleTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|(group, role)| format!("{group} = {role}")).collect();
        f.write_str(&lines.join(", "))
    }
}

impl fmt::Display for DomainList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl fmt::Display for Adoption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Adoption::Nobody => "nobody",
            Adoption::Email => "email",
            Adoption::LoginName => "login_name",
        })
    }
}

impl fmt::Display for PasswordSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PasswordSignIn::Everybody => "everybody",
            PasswordSignIn::Admins => "admins",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_asked_over_https_or_on_this_machine() {
        for (text, taken) in [
            ("", true),
            ("https://login.example.com/realms/meteor", true),
            ("http://127.0.0.1:9000", true),
            ("http://localhost", true),
            ("http://login.example.com", false),
            ("http://localhost.example.com", false),
            ("https://login.example.com/?a=b", false),
            ("login.example.com", false),
        ] {
            assert_eq!(text.parse::<Issuer>().is_ok(), taken, "{text}");
        }
    }

    #[test]
    fn groups_lead_to_roles_that_there_are() {
        let table: RoleTable = r#"{"blisko-agents": "agent", "cn=it,ou=groups": "admin"}"#.parse().unwrap();
        assert_eq!(table.to_string(), "blisko-agents = agent, cn=it,ou=groups = admin");
        assert!(r#"{"a": "king"}"#.parse::<RoleTable>().unwrap_err().contains("\"king\" is no role"));
        assert!("a=agent".parse::<RoleTable>().is_err());
        assert!("example.com, Meteor.PL".parse::<DomainList>().unwrap().0.contains(&"meteor.pl".to_owned()));
        assert!("ewa@example.com".parse::<DomainList>().is_err());
    }

    #[test]
    fn settings_that_would_let_nobody_in_are_told_before_the_start() {
        let with = |more: &[(&str, &str)]| {
            let all = [("oidc_issuer", "https://login.example.com"), ("oidc_client_id", "blisko")];
            let pairs = all.iter().chain(more).map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
            Config::load(None, std::iter::empty(), &pairs.collect::<Vec<_>>())
                .map(drop)
                .map_err(|error| error.to_string())
        };
        assert!(with(&[]).unwrap_err().contains("nobody could sign in"));
        assert!(with(&[("oidc_role_default", "agent"), ("oidc_scopes", "email")]).unwrap_err().contains("openid"));
        assert!(
            with(&[("oidc_role_default", "agent"), ("oidc_client_id", "")]).unwrap_err().contains("oidc_client_id")
        );
        assert_eq!(with(&[("oidc_role_default", "agent")]), Ok(()));
    }

    #[test]
    fn a_table_of_the_file_is_the_settings_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blisko.toml");
        let text = "[oidc]\nissuer = \"https://login.example.com\"\nclient_id = \"blisko\"\n[oidc.roles]\n\"/agents\" = \"agent\"\n";
        std::fs::write(&path, text).unwrap();
        let config = Config::load(Some(&path), std::iter::empty(), &[]).unwrap();
        assert_eq!((config.oidc_client_id.as_str(), config.oidc_roles.0["/agents"].as_str()), ("blisko", "agent"));
    }
}
