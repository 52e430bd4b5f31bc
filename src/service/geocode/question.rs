//! What can be asked, with texts of its own: a question outlives the request while a thread works on it.

use crate::geo::LonLat;
use crate::geocoder::query::{Options, StructuredQuery, TextQuery};
use crate::units::Meters;

/// An address in its parts; empty parts are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressParts {
    pub house_number: String,
    pub street: String,
    pub city: String,
    pub district: String,
    pub county: String,
    pub region: String,
    pub postcode: String,
    /// ISO 3166-1 alpha-2, or a name.
    pub country: String,
}

/// What is to be found.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    Text(String),
    /// A text that somebody is still typing.
    Beginning(String),
    Parts(AddressParts),
    /// What is at this point, no farther away than this.
    Near(LonLat, Meters),
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    pub sought: Sought,
    pub options: Options,
}

impl AddressParts {
    /// Whether nothing is said but, perhaps, the country.
    pub fn is_blank(&self) -> bool {
        let parts =
            [&self.house_number, &self.street, &self.city, &self.district, &self.county, &self.region, &self.postcode];
        parts.iter().all(|part| part.trim().is_empty())
    }

    pub(super) fn query(&self, options: &Options) -> StructuredQuery<'_> {
        StructuredQuery {
            house_number: &self.house_number,
            street: &self.street,
            city: &self.city,
            district: &self.district,
            county: &self.county,
            region: &self.region,
            postcode: &self.postcode,
            country: &self.country,
            options: options.clone(),
        }
    }

    /// The parts as one line, in the order in which people write them.
    pub fn line(&self) -> String {
        let spaced = |first: &str, second: &str| format!("{} {}", first.trim(), second.trim()).trim().to_owned();
        let street = spaced(&self.street, &self.house_number);
        let city = spaced(&self.postcode, &self.city);
        let parts =
            [street, city, self.district.clone(), self.county.clone(), self.region.clone(), self.country.clone()];
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

impl Question {
    pub fn text(text: &str, options: Options) -> Self {
        Self { sought: Sought::Text(text.to_owned()), options }
    }

    pub fn parts(parts: AddressParts, options: Options) -> Self {
        Self { sought: Sought::Parts(parts), options }
    }

    /// What is sought in one line; `None` for a point and for what is still being typed.
    pub(super) fn line(&self) -> Option<String> {
        match &self.sought {
            Sought::Text(text) => Some(text.clone()),
            Sought::Parts(parts) => Some(parts.line()),
            Sought::Beginning(_) | Sought::Near(..) => None,
        }
    }

    /// The text as the engine takes it; `None` for parts and points.
    pub(super) fn text_query(&self) -> Option<TextQuery<'_>> {
        let (text, unfinished) = match &self.sought {
            Sought::Text(text) => (text, false),
            Sought::Beginning(text) => (text, true),
            Sought::Parts(_) | Sought::Near(..) => return None,
        };
        Some(TextQuery { text, options: self.options.clone(), unfinished })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_the_line_that_people_would_write() {
        let parts = AddressParts {
            house_number: "14/16".into(),
            street: "Mickiewicza".into(),
            city: "Cieszyn".into(),
            postcode: "43-400".into(),
            country: "PL".into(),
            ..AddressParts::default()
        };
        assert_eq!(parts.line(), "Mickiewicza 14/16, 43-400 Cieszyn, PL");
        assert_eq!(AddressParts { city: "Cieszyn".into(), ..AddressParts::default() }.line(), "Cieszyn");
    }
}
