//! The countries whose tables are read with local knowledge: names, time zone, extent, form of postcodes.

use chrono_tz::Tz;

use crate::geo::BoundingBox;
use crate::tabular::columns::fold_words;

/// What is known of a country. The box is its extent, rounded outwards to hundredths of a degree.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    pub time_zone: Tz,
    /// West, south, east, north.
    extent: [f64; 4],
    /// Blank or hyphen after this many of the five digits; 5 for none.
    postcode_split: usize,
    postcode_separator: &'static str,
    /// Folded names in Polish, Czech, German, English and its own language.
    names: &'static [&'static str],
}

const fn country(
    code: &'static str,
    time_zone: Tz,
    extent: [f64; 4],
    (postcode_split, postcode_separator): (usize, &'static str),
    names: &'static [&'static str],
) -> Country {
    Country { code, time_zone, extent, postcode_split, postcode_separator, names }
}

const COUNTRIES: &[Country] = &[
    country(
        "PL",
        Tz::Europe__Warsaw,
        [14.07, 48.99, 24.16, 54.91],
        (2, "-"),
        &["polska", "polsko", "polen", "poland", "pol", "rp"],
    ),
    country(
        "CZ",
        Tz::Europe__Prague,
        [12.08, 48.54, 18.87, 51.07],
        (3, " "),
        &[
            "czechy",
            "cesko",
            "tschechien",
            "czechia",
            "czech republic",
            "ceska republika",
            "republika czeska",
            "cze",
            "cr",
        ],
    ),
    country(
        "SK",
        Tz::Europe__Bratislava,
        [16.83, 47.72, 22.58, 49.62],
        (3, " "),
        &["slowacja", "slovensko", "slowakei", "slovakia", "svk", "sr"],
    ),
    country(
        "DE",
        Tz::Europe__Berlin,
        [5.86, 47.26, 15.05, 55.06],
        (5, ""),
        &["niemcy", "nemecko", "deutschland", "germany", "deu", "brd"],
    ),
    country(
        "AT",
        Tz::Europe__Vienna,
        [9.52, 46.37, 17.17, 49.03],
        (4, ""),
        &["austria", "rakousko", "osterreich", "aut"],
    ),
    country(
        "HU",
        Tz::Europe__Budapest,
        [16.1, 45.73, 22.91, 48.6],
        (4, ""),
        &["wegry", "madarsko", "ungarn", "hungary", "magyarorszag", "hun"],
    ),
    country(
        "LT",
        Tz::Europe__Vilnius,
        [20.9, 53.89, 26.84, 56.46],
        (5, ""),
        &["litwa", "litva", "litauen", "lithuania", "lietuva", "ltu"],
    ),
];

impl Country {
    pub fn by_code(code: &str) -> Option<&'static Country> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// By code in any case or by name in any of the languages.
    pub fn by_word(word: &str) -> Option<&'static Country> {
        let folded = fold_words(word);
        COUNTRIES
            .iter()
            .find(|country| country.code.eq_ignore_ascii_case(word.trim()) || country.names.contains(&folded.as_str()))
    }

    pub fn extent(&self) -> BoundingBox {
        let [west, south, east, north] = self.extent;
        BoundingBox::new(west, south, east, north).expect("the table holds valid degrees")
    }

    /// A postcode that a spreadsheet took for a number, with its zeros again: `184` is `00-184` in Poland.
    /// `None` when nothing is missing.
    pub fn with_leading_zeros(&self, postcode: &str) -> Option<String> {
        let has_five = self.postcode_split != 4;
        let lost = has_five && (2..5).contains(&postcode.len()) && postcode.bytes().all(|byte| byte.is_ascii_digit());
        lost.then(|| {
            let full = format!("{postcode:0>5}");
            let (head, tail) = full.split_at(self.postcode_split);
            format!("{head}{}{tail}", if tail.is_empty() { "" } else { self.postcode_separator })
        })
    }
}

/// The country in whose form most of these postcodes are written, and hardly any in the form of another;
/// `None` when no form is so typical.
pub fn country_of_postcodes<'a>(postcodes: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let (mut total, mut polish, mut czech, mut slovak) = (0, 0, 0, 0);
    for postcode in postcodes.map(str::trim).filter(|postcode| !postcode.is_empty()) {
        total += 1;
        match postcode.as_bytes() {
            [a, b, b'-', c, d, e] if [a, b, c, d, e].iter().all(|digit| digit.is_ascii_digit()) => polish += 1,
            // Slovakia kept the codes of the common state that begin with 0, 8 and 9.
            [b'0' | b'8' | b'9', a, b, b' ', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()) => {
                slovak += 1;
            }
            [first, a, b, b' ', c, d] if [first, a, b, c, d].iter().all(|digit| digit.is_ascii_digit()) => czech += 1,
            _ => {}
        }
    }
    [("PL", polish), ("CZ", czech), ("SK", slovak)]
        .into_iter()
        .find(|(_, count)| *count > 0 && count * 10 >= (polish + czech + slovak) * 9 && count * 2 >= total)
        .map(|(code, _)| code)
}

/// Whether a cell names a country.
pub fn looks_like_country(cell: &str) -> bool {
    Country::by_word(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_code_and_by_name() {
        for (word, code) in
            [("pl", "PL"), ("Polska", "PL"), ("Česká republika", "CZ"), ("Österreich", "AT"), ("SK", "SK")]
        {
            assert_eq!(Country::by_word(word).map(|country| country.code), Some(code), "{word}");
        }
        assert!(Country::by_word("Narnia").is_none());
    }

    #[test]
    fn lost_zeros_of_postcodes_come_back() {
        for (country, postcode, expected) in [
            ("PL", "184", Some("00-184")),
            ("PL", "00-184", None),
            ("CZ", "1100", Some("011 00")),
            ("DE", "1067", Some("01067")),
            ("DE", "17033", None),
            ("AT", "1010", None),
        ] {
            let country = Country::by_code(country).expect("in the table");
            assert_eq!(country.with_leading_zeros(postcode).as_deref(), expected, "{postcode}");
        }
    }

    #[test]
    fn the_form_of_postcodes_tells_the_country() {
        assert_eq!(country_of_postcodes(["00-184", "43-400", ""].into_iter()), Some("PL"));
        assert_eq!(country_of_postcodes(["110 00", "737 01"].into_iter()), Some("CZ"));
        assert_eq!(country_of_postcodes(["811 01", "010 01"].into_iter()), Some("SK"));
        assert_eq!(country_of_postcodes(["17033", "17034"].into_iter()), None);
        assert_eq!(country_of_postcodes(["00-184", "737 01"].into_iter()), None);
    }
}
