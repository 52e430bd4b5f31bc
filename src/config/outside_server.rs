//! The setting that names a geocoder of others: `nominatim=https://nominatim.example.com`.

use std::fmt;
use std::str::FromStr;

/// Languages that we speak with them.
const KINDS: [&str; 4] = ["photon", "nominatim", "pelias", "google"];

/// Which language the server speaks, and where it is; `None` for no server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutsideServer(pub Option<(String, String)>);

/// A text that is never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl FromStr for OutsideServer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self(None));
        }
        let (kind, url) = text.trim().split_once('=').unwrap_or_default();
        let is_address = url.starts_with("http://") || url.starts_with("https://");
        if !KINDS.contains(&kind) || !is_address {
            return Err(format!(
                "give one of {} and an address, like nominatim=https://geo.example.com",
                KINDS.join(", ")
            ));
        }
        Ok(Self(Some((kind.to_owned(), url.to_owned()))))
    }
}

impl fmt::Display for OutsideServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some((kind, url)) => write!(f, "{kind}={url}"),
            None => Ok(()),
        }
    }
}

impl Secret {
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "" } else { "(set)" })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_language_and_an_address() {
        let server: OutsideServer = "pelias=https://geo.example.com/?a=b".parse().expect("a server");
        assert_eq!(server.0, Some(("pelias".to_owned(), "https://geo.example.com/?a=b".to_owned())));
        assert_eq!("".parse(), Ok(OutsideServer(None)));
        for text in ["https://geo.example.com", "esri=https://geo.example.com", "photon=geo.example.com", "photon"] {
            assert!(text.parse::<OutsideServer>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret: Secret = "abc".parse().expect("any text");
        assert_eq!((format!("{secret} {secret:?}"), secret.reveal()), ("(set) (set)".to_owned(), "abc"));
    }
}
