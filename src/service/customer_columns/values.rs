//! Values of cells in the words of four languages.

use chrono::NaiveDate;

use crate::domain::customer::{CustomerKind, ValueTier};
use crate::domain::language::Language;
use crate::tabular::columns::fold_words;

const KINDS: &[(CustomerKind, &[&str])] = &[
    (
        CustomerKind::Person,
        &[
            "person",
            "osoba",
            "osoba fizyczna",
            "prywatny",
            "klient indywidualny",
            "fyzicka osoba",
            "privat",
            "individual",
        ],
    ),
    (
        CustomerKind::Company,
        &[
            "company",
            "firma",
            "spolka",
            "biznes",
            "business",
            "b2b",
            "spolecnost",
            "pravnicka osoba",
            "unternehmen",
            "org",
        ],
    ),
];

const TIERS: &[(ValueTier, &[&str])] = &[
    (ValueTier::Standard, &["standard", "standardowy", "zwykly", "bezny", "normal", "basic"]),
    (ValueTier::Silver, &["silver", "srebrny", "srebro", "stribrny", "stribro", "silber"]),
    (ValueTier::Gold, &["gold", "zloty", "zloto", "zlaty", "vip"]),
    (ValueTier::Platinum, &["platinum", "platynowy", "platyna", "platinovy", "platina", "platin"]),
];

const LANGUAGES: &[(Language, &[&str])] = &[
    (Language::Polish, &["pl", "polski", "polish", "polsky", "polstina", "polnisch", "pol"]),
    (Language::Czech, &["cs", "cz", "czeski", "czech", "cesky", "cestina", "tschechisch", "ces", "cze"]),
    (Language::English, &["en", "angielski", "english", "anglicky", "anglictina", "englisch", "eng", "gb"]),
];

const YES: &[&str] = &["1", "yes", "y", "true", "tak", "t", "ano", "a", "ja", "j", "x", "v", "zgoda", "opt in"];
const NO: &[&str] = &["0", "no", "n", "false", "nie", "ne", "nein", "brak", "opt out"];

/// Legal forms that only companies have.
const LEGAL_FORMS: &[&str] =
    &["sp z o o", "s a", "s c", "sp j", "sp k", "s r o", "a s", "v o s", "gmbh", "ag", "ltd", "inc", "llc", "z s"];

pub fn kind(cell: &str) -> Result<CustomerKind, String> {
    read(cell, KINDS).ok_or_else(|| format!("\"{}\" is not known here: use person or company", shown(cell)))
}

pub fn tier(cell: &str) -> Result<ValueTier, String> {
    read(cell, TIERS)
        .ok_or_else(|| format!("\"{}\" is not known here: use standard, silver, gold or platinum", shown(cell)))
}

/// `pl-PL` is Polish too.
pub fn language(cell: &str) -> Result<Language, String> {
    let primary = cell.split(['-', '_']).next().unwrap_or_default();
    read(cell, LANGUAGES)
        .or_else(|| Language::from_code(&primary.trim().to_lowercase()))
        .ok_or_else(|| format!("\"{}\" is not a language we speak: use pl, cs or en", shown(cell)))
}

pub fn yes_or_no(cell: &str) -> Result<bool, String> {
    let folded = fold_words(cell);
    match (YES.contains(&folded.as_str()), NO.contains(&folded.as_str())) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(format!("\"{}\" is neither yes nor no", shown(cell))),
    }
}

/// `2026-11-28`, `28.11.2026`, `28/11/2026`, with or without a time of day behind it.
pub fn day(cell: &str) -> Result<NaiveDate, String> {
    let date = cell.trim().split(['T', ' ']).next().unwrap_or_default();
    let forms = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y.%m.%d", "%Y%m%d"];
    let read = forms.iter().find_map(|form| NaiveDate::parse_from_str(date, form).ok());
    read.ok_or_else(|| format!("\"{}\" is not a date: write it like 2026-11-28", shown(cell)))
}

/// Whether a name carries a legal form.
pub fn is_company_name(name: &str) -> bool {
    let plain = deunicode::deunicode(name).to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let folded = format!(" {} ", words.join(" "));
    LEGAL_FORMS.iter().any(|form| folded.contains(&format!(" {form} ")))
}

pub fn looks_like_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let plain = cell.chars().all(|c| c.is_ascii_digit() || " +-().;/|".contains(c));
    plain && (9..=40).contains(&digits) && !cell.contains("..")
}

pub fn looks_like_language(cell: &str) -> bool {
    language(cell).is_ok()
}

pub fn looks_like_tier(cell: &str) -> bool {
    tier(cell).is_ok()
}

pub fn looks_like_yes_or_no(cell: &str) -> bool {
    yes_or_no(cell).is_ok()
}

/// The beginning of a cell, for a sentence.
pub fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

fn read<T: Copy>(cell: &str, table: &[(T, &[&str])]) -> Option<T> {
    let folded = fold_words(cell);
    table.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_four_languages_are_understood() {
        assert_eq!(kind("Firma"), Ok(CustomerKind::Company));
        assert_eq!(tier("Złoty"), Ok(ValueTier::Gold));
        assert_eq!(language("Čeština"), Ok(Language::Czech));
        assert_eq!(language("pl-PL"), Ok(Language::Polish));
        assert_eq!((yes_or_no("ANO"), yes_or_no("nie")), (Ok(true), Ok(false)));
        assert!(kind("zamek").is_err() && language("klingon").is_err() && yes_or_no("może").is_err());
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 28);
        for cell in ["2026-11-28", "28.11.2026", "28/11/2026", "2026-11-28 14:00", "2026-11-28T14:00:00"] {
            assert_eq!(day(cell).ok(), expected, "{cell}");
        }
        assert!(day("wczoraj").is_err());
    }

    #[test]
    fn a_legal_form_tells_a_company() {
        for name in ["Kowal Sp. z o.o.", "Novák s.r.o.", "Müller GmbH", "ČEZ, a. s."] {
            assert!(is_company_name(name), "{name}");
        }
        for name in ["Anna Nowak", "Aga Sasin", "Jan Gmbhowski"] {
            assert!(!is_company_name(name), "{name}");
        }
    }
}
