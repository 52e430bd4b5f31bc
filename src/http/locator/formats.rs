//! Numbers, distances and dates as people of a language write them, with blanks that do not break.

use chrono::{Datelike, NaiveDate};

use crate::domain::language::Language;

/// Does not break at the end of a line.
pub const NBSP: char = '\u{a0}';

/// `570 m`, `2,5 km`, `84 km`.
pub fn distance(metres: f64, language: Language) -> String {
    if metres < 995.0 {
        return format!("{:.0}{NBSP}m", (metres / 10.0).round() * 10.0);
    }
    let kilometres = metres / 1_000.0;
    let text = if kilometres < 9.95 { format!("{kilometres:.1}") } else { format!("{kilometres:.0}") };
    let text = if language == Language::English { text } else { text.replace('.', ",") };
    format!("{text}{NBSP}km")
}

/// `8 min`, `1 h 20 min`; never none at all.
pub fn minutes(seconds: i64) -> String {
    let minutes = (seconds + 59).div_euclid(60).max(1);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes}{NBSP}min"),
    }
}

const WEEKDAYS: [[&str; 7]; 3] = [
    ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
    ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

const MONTHS: [[&str; 12]; 3] = [
    ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10.", "11.", "12."],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

pub fn weekday(date: NaiveDate, language: Language) -> &'static str {
    WEEKDAYS[language.index()][date.weekday().num_days_from_monday() as usize]
}

/// `24 gru`, `24. 12.`, `24 Dec`.
pub fn day_and_month(date: NaiveDate, language: Language) -> String {
    let dot = if language == Language::Czech { "." } else { "" };
    format!("{}{dot}{NBSP}{}", date.day(), MONTHS[language.index()][date.month0() as usize])
}

/// `27 lis 2026`, `27. 11. 2026`, `27 Nov 2026`.
pub fn date(date: NaiveDate, language: Language) -> String {
    format!("{}{NBSP}{}", day_and_month(date, language), date.year())
}

/// The first letter large, as a row begins.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// In the quotation marks of the language.
pub fn quoted(text: &str, language: Language) -> String {
    let (open, close) = [("„", "”"), ("„", "“"), ("“", "”")][language.index()];
    format!("{open}{text}{close}")
}

/// The word that goes with a number: one, a few (2 to 4), many.
pub fn plural(count: usize, language: Language, [one, few, many]: [&str; 3]) -> &str {
    let is_few = match language {
        Language::Polish => (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100)),
        Language::Czech => (2..=4).contains(&count),
        Language::English => false,
    };
    match (count, is_few) {
        (1, _) => one,
        (_, true) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_as_exact_as_one_can_walk_them() {
        for (metres, pl, en) in [
            (572.0, "570\u{a0}m", "570\u{a0}m"),
            (2_450.0, "2,5\u{a0}km", "2.5\u{a0}km"),
            (9_960.0, "10\u{a0}km", "10\u{a0}km"),
            (84_210.0, "84\u{a0}km", "84\u{a0}km"),
        ] {
            assert_eq!((&*distance(metres, Language::Polish), &*distance(metres, Language::English)), (pl, en));
        }
    }

    #[test]
    fn times_are_rounded_up_so_that_nobody_comes_late() {
        assert_eq!(minutes(0), "1\u{a0}min");
        assert_eq!(minutes(421), "8\u{a0}min");
        assert_eq!(minutes(3_600), "1\u{a0}h");
        assert_eq!(minutes(4_790), "1\u{a0}h\u{a0}20\u{a0}min");
    }

    #[test]
    fn numbers_take_the_word_that_goes_with_them() {
        let polish = |count| plural(count, Language::Polish, ["placówka", "placówki", "placówek"]);
        assert_eq!(
            [1, 2, 5, 12, 22, 25].map(polish),
            ["placówka", "placówki", "placówek", "placówek", "placówki", "placówek"]
        );
        let czech = |count| plural(count, Language::Czech, ["pobočka", "pobočky", "poboček"]);
        assert_eq!([1, 3, 22].map(czech), ["pobočka", "pobočky", "poboček"]);
    }
}
