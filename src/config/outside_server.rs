//! Settings that name a server of others: `nominatim=https://nominatim.example.com`, `osrm=https://roads.example.com`.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// What kinds of servers there are, and what a setting looks like.
pub trait Kinds {
    const KINDS: &[&str];
    const EXAMPLE: &str;
}

/// Languages of geocoders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geocoders;

/// Languages of routers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Routers;

impl Kinds for Geocoders {
    const KINDS: &[&str] = &["photon", "nominatim", "pelias", "google"];
    const EXAMPLE: &str = "nominatim=https://geo.example.com";
}

impl Kinds for Routers {
    const KINDS: &[&str] = &["osrm", "valhalla"];
    const EXAMPLE: &str = "osrm=https://roads.example.com";
}

/// Which language the server speaks, and where it is; `None` for no server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutsideServer<K>(pub Option<(String, String)>, PhantomData<K>);

/// A text that is never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl<K: Kinds> FromStr for OutsideServer<K> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self(None, PhantomData));
        }
        let (kind, url) = text.trim().split_once('=').unwrap_or_default();
        let is_address = url.starts_with("http://") || url.starts_with("https://");
        if !K::KINDS.contains(&kind) || !is_address {
            return Err(format!("give one of {} and an address, like {}", K::KINDS.join(", "), K::EXAMPLE));
        }
        Ok(Self(Some((kind.to_owned(), url.to_owned())), PhantomData))
    }
}

impl<K> fmt::Display for OutsideServer<K> {
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
        let server: OutsideServer<Geocoders> = "pelias=https://geo.example.com/?a=b".parse().expect("a server");
        assert_eq!(server.0, Some(("pelias".to_owned(), "https://geo.example.com/?a=b".to_owned())));
        assert_eq!("".parse::<OutsideServer<Routers>>().expect("none").0, None);
        assert!("osrm=http://roads.example.com".parse::<OutsideServer<Routers>>().is_ok());
        assert!("photon=http://geo.example.com".parse::<OutsideServer<Routers>>().is_err());
        for text in ["https://geo.example.com", "esri=https://geo.example.com", "photon=geo.example.com", "photon"] {
            assert!(text.parse::<OutsideServer<Geocoders>>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret: Secret = "abc".parse().expect("any text");
        assert_eq!((format!("{secret} {secret:?}"), secret.reveal()), ("(set) (set)".to_owned(), "abc"));
    }
}
