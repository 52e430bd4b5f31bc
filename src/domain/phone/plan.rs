//! The numbering plans of the world, read once from data.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

/// From Google's libphonenumber (Apache-2.0); data/README.md says how it was taken.
const PLANS: &str = include_str!("../../../data/phone/plans.csv");

/// How one country or region numbers its phones. Patterns are compiled when the first number needs them.
#[derive(Debug)]
pub struct Plan {
    pub country_code: String,
    international_prefix: Pattern,
    national_prefix: Pattern,
    /// What the national prefix becomes, with `$1` for what it caught; empty where it only falls away.
    transform: String,
    national_number: Pattern,
}

#[derive(Debug)]
struct Pattern {
    text: String,
    compiled: OnceLock<Regex>,
}

#[derive(Debug, Default)]
struct Plans {
    all: Vec<Plan>,
    by_region: HashMap<String, usize>,
    /// The main region of a code comes first.
    by_code: HashMap<String, Vec<usize>>,
}

static KNOWN: LazyLock<Plans> = LazyLock::new(load);

/// The plan of an ISO 3166-1 region.
pub fn of_region(region: &str) -> Option<&'static Plan> {
    KNOWN.by_region.get(region).map(|at| &KNOWN.all[*at])
}

/// Splits digits that begin with the code of a country: its plans, the main one first, and the rest.
pub fn of_digits(digits: &str) -> Option<(Vec<&'static Plan>, &str)> {
    (1..=3).filter(|length| *length < digits.len()).find_map(|length| {
        let (code, rest) = digits.split_at(length);
        Some((of_code(code)?, rest))
    })
}

/// All plans behind one code: `1` is many countries.
pub fn of_code(code: &str) -> Option<Vec<&'static Plan>> {
    KNOWN.by_code.get(code).map(|plans| plans.iter().map(|at| &KNOWN.all[*at]).collect())
}

impl Plan {
    /// What is left of `digits` behind the prefix for calls abroad.
    pub fn after_international_prefix<'a>(&self, digits: &'a str) -> Option<&'a str> {
        let found = self.international_prefix.at_start(digits)?;
        // A code never begins with zero: `00` in a country that dials `0` abroad is its own prefix, then a zero.
        let rest = &digits[found..];
        (!rest.is_empty() && !rest.starts_with('0')).then_some(rest)
    }

    /// `national` as it is called from abroad, where it begins with the prefix for calls within the country.
    pub fn without_national_prefix(&self, national: &str) -> Option<String> {
        let regex = self.national_prefix.regex()?;
        let caught = regex.captures(national)?;
        let whole = caught.get(0).filter(|whole| !whole.is_empty())?;
        let rest = &national[whole.end()..];
        let mut begin = String::new();
        let last = caught.len() - 1;
        if !self.transform.is_empty() && (last == 0 || caught.get(last).is_some()) {
            caught.expand(&self.transform, &mut begin);
        }
        let number = format!("{begin}{rest}");
        (!number.is_empty()).then_some(number)
    }

    /// Whether the country gives out numbers of this shape.
    pub fn has_shape(&self, national: &str) -> bool {
        self.national_number.at_start(national) == Some(national.len())
    }
}

impl Pattern {
    fn new(text: &str, whole: bool) -> Self {
        let text = match (text, whole) {
            ("", _) => String::new(),
            (text, true) => format!("^(?:{text})$"),
            (text, false) => format!("^(?:{text})"),
        };
        Self { text, compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        let compile = || Regex::new(&self.text).expect("a test compiles every pattern of the data");
        (!self.text.is_empty()).then(|| self.compiled.get_or_init(compile))
    }

    /// How many letters it matches at the start of `text`.
    fn at_start(&self, text: &str) -> Option<usize> {
        self.regex()?.find(text).map(|found| found.end())
    }
}

fn load() -> Plans {
    let mut plans = Plans::default();
    let mut reader = csv::Reader::from_reader(PLANS.as_bytes());
    for row in reader.records().map(|row| row.expect("a test reads every row of the data")) {
        let at = plans.all.len();
        plans.by_region.insert(row[0].to_owned(), at);
        plans.by_code.entry(row[1].to_owned()).or_default().push(at);
        plans.all.push(Plan {
            country_code: row[1].to_owned(),
            international_prefix: Pattern::new(&row[2], false),
            national_prefix: Pattern::new(&row[3], false),
            transform: row[4].replace("$1", "${1}").replace("$2", "${2}").replace("$3", "${3}"),
            national_number: Pattern::new(&row[5], true),
        });
    }
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_the_data_compiles() {
        for plan in &KNOWN.all {
            for pattern in [&plan.international_prefix, &plan.national_prefix, &plan.national_number] {
                assert!(pattern.text.is_empty() || pattern.regex().is_some());
            }
        }
        assert!(KNOWN.all.len() > 240);
    }
}
