//! Settings that name whoever sends messages.

use std::fmt;
use std::str::FromStr;

use super::Secret;

/// A mail server's URL, which may hold a password; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailServer(Secret);

/// Where something is handed over by HTTP; empty for nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address(String);

impl MailServer {
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl Address {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MailServer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_url = text.starts_with("smtp://") || text.starts_with("smtps://");
        if !text.is_empty() && !is_url {
            return Err("give a URL like smtps://user:password@mail.example.com:465".to_owned());
        }
        text.parse().map(Self).map_err(|never: std::convert::Infallible| match never {})
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        if text.is_empty() || is_url { Ok(Self(text.to_owned())) } else { Err("give an address with http".to_owned()) }
    }
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_urls_are_taken_and_a_password_is_not_shown() {
        let server: MailServer = "smtps://info:abc@mail.example.com:465".parse().unwrap();
        assert_eq!((server.to_string().as_str(), format!("{server:?}").contains("abc")), ("(set)", false));
        assert!("mail.example.com".parse::<MailServer>().is_err());
        assert!("sms.example.com/send".parse::<Address>().is_err());
        assert_eq!("".parse(), Ok(Address::default()));
    }
}
