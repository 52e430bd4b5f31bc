//! The setting that names tile archives: `poland=/srv/poland.pmtiles, world=https://tiles.example.com/w.pmtiles`.

use std::fmt;
use std::str::FromStr;

/// Names and where the archives are: a path, or an address that begins with http.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveList(pub Vec<(String, String)>);

impl FromStr for ArchiveList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let pair = |part: &str| match part.split_once('=') {
            Some((name, place)) if !name.is_empty() && !place.is_empty() => Ok((name.to_owned(), place.to_owned())),
            _ => Err(format!("\"{part}\" is not of the form name=path or name=https://address")),
        };
        parts.map(pair).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for ArchiveList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, place)) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(f, "{comma}{name}={place}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_are_read_and_written_back() {
        let list: ArchiveList = "a=/x/a.pmtiles, b=https://h/b.pmtiles?k=v".parse().unwrap();
        assert_eq!(list.0[1], ("b".to_owned(), "https://h/b.pmtiles?k=v".to_owned()));
        assert_eq!(list.to_string(), "a=/x/a.pmtiles,b=https://h/b.pmtiles?k=v");
        assert_eq!("".parse(), Ok(ArchiveList::default()));
    }

    #[test]
    fn a_place_without_a_name_is_refused() {
        assert!("/x/a.pmtiles".parse::<ArchiveList>().unwrap_err().contains("name=path"));
    }
}
