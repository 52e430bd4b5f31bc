//! Regions by name: people write `mazowieckie` or `Jihomoravský kraj` where the law of holidays wants a code.

use crate::tabular::columns::fold_words;

/// Country, ISO 3166-2 code after the hyphen, folded name.
const REGIONS: &[(&str, &str, &str)] = &[
    ("PL", "02", "dolnoslaskie"),
    ("PL", "04", "kujawsko pomorskie"),
    ("PL", "06", "lubelskie"),
    ("PL", "08", "lubuskie"),
    ("PL", "10", "lodzkie"),
    ("PL", "12", "malopolskie"),
    ("PL", "14", "mazowieckie"),
    ("PL", "16", "opolskie"),
    ("PL", "18", "podkarpackie"),
    ("PL", "20", "podlaskie"),
    ("PL", "22", "pomorskie"),
    ("PL", "24", "slaskie"),
    ("PL", "26", "swietokrzyskie"),
    ("PL", "28", "warminsko mazurskie"),
    ("PL", "30", "wielkopolskie"),
    ("PL", "32", "zachodniopomorskie"),
    ("CZ", "10", "praha"),
    ("CZ", "20", "stredocesky"),
    ("CZ", "31", "jihocesky"),
    ("CZ", "32", "plzensky"),
    ("CZ", "41", "karlovarsky"),
    ("CZ", "42", "ustecky"),
    ("CZ", "51", "liberecky"),
    ("CZ", "52", "kralovehradecky"),
    ("CZ", "53", "pardubicky"),
    ("CZ", "63", "vysocina"),
    ("CZ", "64", "jihomoravsky"),
    ("CZ", "71", "olomoucky"),
    ("CZ", "72", "zlinsky"),
    ("CZ", "80", "moravskoslezsky"),
    ("SK", "BL", "bratislavsky"),
    ("SK", "TA", "trnavsky"),
    ("SK", "TC", "trenciansky"),
    ("SK", "NI", "nitriansky"),
    ("SK", "ZI", "zilinsky"),
    ("SK", "BC", "banskobystricky"),
    ("SK", "PV", "presovsky"),
    ("SK", "KI", "kosicky"),
    ("DE", "BW", "baden wurttemberg"),
    ("DE", "BY", "bayern"),
    ("DE", "BE", "berlin"),
    ("DE", "BB", "brandenburg"),
    ("DE", "HB", "bremen"),
    ("DE", "HH", "hamburg"),
    ("DE", "HE", "hessen"),
    ("DE", "MV", "mecklenburg vorpommern"),
    ("DE", "NI", "niedersachsen"),
    ("DE", "NW", "nordrhein westfalen"),
    ("DE", "RP", "rheinland pfalz"),
    ("DE", "SL", "saarland"),
    ("DE", "SN", "sachsen"),
    ("DE", "ST", "sachsen anhalt"),
    ("DE", "SH", "schleswig holstein"),
    ("DE", "TH", "thuringen"),
];

/// Words that say only that a region follows.
const FILLERS: [&str; 6] = ["wojewodztwo", "woj", "kraj", "hlavni mesto", "hl m", "land"];

/// The ISO 3166-2 code of a region of `country` by name or code; `None` when it is not known.
pub fn region_code(country: &str, word: &str) -> Option<String> {
    let word = word.trim();
    if word.len() <= 6 && word.to_ascii_uppercase().starts_with(&format!("{country}-")) {
        return Some(word.to_ascii_uppercase());
    }
    let name = plain_name(word);
    let region = REGIONS.iter().find(|(of, code, known)| *of == country && (*known == name || *code == word));
    region.map(|(country, code, _)| format!("{country}-{code}"))
}

/// Whether a cell names a region of any country.
pub fn looks_like_region(cell: &str) -> bool {
    let name = plain_name(cell);
    let is_code =
        matches!(cell.trim().as_bytes(), [a, b, b'-', ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase());
    is_code || REGIONS.iter().any(|(_, _, known)| *known == name)
}

fn plain_name(word: &str) -> String {
    let mut name = fold_words(word);
    for filler in FILLERS {
        name = name.trim_start_matches(&format!("{filler} ")).trim_end_matches(&format!(" {filler}")).to_owned();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_by_name_and_by_code() {
        for (country, word, expected) in [
            ("PL", "mazowieckie", Some("PL-14")),
            ("PL", "woj. śląskie", Some("PL-24")),
            ("PL", "PL-14", Some("PL-14")),
            ("CZ", "Jihomoravský kraj", Some("CZ-64")),
            ("CZ", "Kraj Vysočina", Some("CZ-63")),
            ("CZ", "Hlavní město Praha", Some("CZ-10")),
            ("DE", "Mecklenburg-Vorpommern", Some("DE-MV")),
            ("DE", "MV", Some("DE-MV")),
            ("CZ", "mazowieckie", None),
        ] {
            assert_eq!(region_code(country, word).as_deref(), expected, "{word}");
        }
    }
}
