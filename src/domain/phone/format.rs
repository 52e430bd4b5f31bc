//! Numbers as people read them out: `+48 601 100 201`.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::PhoneNumber;
use super::plan;

/// Grouping in European countries and the United States, from Google's libphonenumber (Apache-2.0).
const FORMATS: &str = include_str!("../../../data/phone/formats.csv");

#[derive(Debug)]
struct Format {
    number: Regex,
    leading_digits: Option<Regex>,
    groups: String,
}

static KNOWN: LazyLock<HashMap<String, Vec<Format>>> = LazyLock::new(load);

/// With the code of the country and groups of digits; threes where the country's habit is not known.
pub fn international(number: &PhoneNumber) -> String {
    let digits = number.e164.trim_start_matches('+');
    let Some((plans, national)) = plan::of_digits(digits) else {
        return number.e164.clone();
    };
    let code = &plans[0].country_code;
    let formats = KNOWN.get(code).map(Vec::as_slice).unwrap_or_default();
    let fitting = formats.iter().find(|format| format.fits(national));
    let groups = fitting.map_or_else(|| in_threes(national), |format| format.apply(national));
    format!("+{code} {groups}")
}

impl Format {
    fn fits(&self, national: &str) -> bool {
        self.leading_digits.as_ref().is_none_or(|leading| leading.is_match(national)) && self.number.is_match(national)
    }

    fn apply(&self, national: &str) -> String {
        self.number.replace(national, self.groups.as_str()).into_owned()
    }
}

/// Threes from the left, and a last group of two to four, since one digit alone is easily lost.
fn in_threes(national: &str) -> String {
    let digits: Vec<char> = national.chars().collect();
    let mut groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    if groups.len() > 1 && groups.last().is_some_and(|last| last.len() == 1) {
        let last = groups.pop().unwrap_or_default();
        groups.last_mut().into_iter().for_each(|group| group.push_str(&last));
    }
    groups.join(" ")
}

fn load() -> HashMap<String, Vec<Format>> {
    let mut formats: HashMap<String, Vec<Format>> = HashMap::new();
    let mut reader = csv::Reader::from_reader(FORMATS.as_bytes());
    for row in reader.records().map(|row| row.expect("a test reads every row of the data")) {
        let regex = |text: &str| Regex::new(text).expect("a test compiles every pattern of the data");
        formats.entry(row[0].to_owned()).or_default().push(Format {
            number: regex(&format!("^(?:{})$", &row[1])),
            leading_digits: (!row[2].is_empty()).then(|| regex(&format!("^(?:{})", &row[2]))),
            groups: row[3]
                .replace("$1", "${1}")
                .replace("$2", "${2}")
                .replace("$3", "${3}")
                .replace("$4", "${4}")
                .replace("$5", "${5}"),
        });
    }
    formats
}
