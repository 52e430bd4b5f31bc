//! What the value of a setting can be, and how it is shown.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use super::{
    Address, Adoption, ArchiveList, DomainList, Geocoders, Issuer, MailServer, OriginList, OutsideServer,
    PasswordSignIn, RoleName, RoleTable, Routers, Secret, TelephoneSystems,
};

/// A whole number within bounds that are part of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded<const MIN: u64, const MAX: u64>(u64);

impl<const MIN: u64, const MAX: u64> Bounded<MIN, MAX> {
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl<const MIN: u64, const MAX: u64> FromStr for Bounded<MIN, MAX> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number: u64 = text.parse().map_err(|_| "give a whole number".to_owned())?;
        if (MIN..=MAX).contains(&number) { Ok(Self(number)) } else { Err(format!("give a number from {MIN} to {MAX}")) }
    }
}

/// A setting's value as a person reads it.
pub(super) trait Shown {
    fn shown(&self) -> String;
}

macro_rules! shown_by_display {
    ($($type:ty),+) => {
        $(impl Shown for $type {
            fn shown(&self) -> String {
                self.to_string()
            }
        })+
    };
}

shown_by_display!(
    String,
    bool,
    SocketAddr,
    ArchiveList,
    OriginList,
    OutsideServer<Geocoders>,
    OutsideServer<Routers>,
    Secret,
    MailServer,
    Address,
    TelephoneSystems,
    Issuer,
    RoleName,
    RoleTable,
    DomainList,
    Adoption,
    PasswordSignIn
);

impl Shown for PathBuf {
    fn shown(&self) -> String {
        self.display().to_string()
    }
}

impl<const MIN: u64, const MAX: u64> Shown for Bounded<MIN, MAX> {
    fn shown(&self) -> String {
        self.0.to_string()
    }
}

impl Shown for LogFormat {
    fn shown(&self) -> String {
        match self {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        }
        .to_owned()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("give text or json".to_owned()),
        }
    }
}
