//! The sites that may show the locator inside their own pages.

use std::fmt;
use std::str::FromStr;

/// Origins as browsers send them: `https://www.example.com`, a port where it is not the usual one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginList(Vec<String>);

impl OriginList {
    pub fn contains(&self, origin: &str) -> bool {
        self.0.iter().any(|each| each == origin)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for OriginList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl FromStr for OriginList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let origins = text.split([' ', ',']).filter(|part| !part.is_empty());
        origins.map(|origin| parse_origin(origin.trim_end_matches('/'))).collect::<Result<_, _>>().map(Self)
    }
}

/// Takes nothing that could say more than an origin where it is put into a header.
fn parse_origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_host = |host: &&str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    match host.filter(is_host) {
        Some(_) => Ok(text.to_ascii_lowercase()),
        None => Err(format!("\"{text}\" is not an origin; write it like https://www.example.com")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_separated_by_blanks_or_commas() {
        let list: OriginList = "https://shop.example, http://localhost:3000/".parse().unwrap();
        assert!(list.contains("http://localhost:3000"));
        assert_eq!(list.to_string(), "https://shop.example http://localhost:3000");
    }

    #[test]
    fn anything_but_an_origin_is_refused() {
        for text in ["shop.example", "https://", "https://a.example/path", "https://a.example;script-src", "*"] {
            assert!(text.parse::<OriginList>().is_err(), "{text}");
        }
    }
}
