//! What people type about opening hours, brought into OSM `opening_hours` syntax.
//!
//! Text that already is OSM syntax passes through, tidied. Other text is read as days, times and a few
//! words in Polish, Czech, Slovak, German and English. Reading is strict: one word that is not
//! understood and the answer is `None`, because half-understood hours send people to closed doors.
//! Linear in the length of the text, which is bounded; never panics; a second pass changes nothing.

mod clock_range;
mod lexer;
mod lexicon;
mod memo;
mod numbers;
mod parser;
mod render;
mod rule;
mod tidy;
mod token;

use std::str::FromStr;

use opening_hours::OpeningHours;

use super::dialect::{joins_holidays_and_weekdays, with_explicit_unknown};
use crate::domain::outlet::HOURS_CHARS_MAX;

/// The comment by which a rule says that it holds on trading Sundays only, whatever the trade class.
pub const TRADING_SUNDAYS: &str = "trading Sundays";

/// The hours in OSM syntax; `None` where the text is empty, too long or not understood.
/// `country` (ISO 3166-1) decides what `So` means where the text does not.
pub fn normalize_hours(text: &str, country: &str) -> Option<String> {
    understand(text, country).map(|understood| understood.osm)
}

/// A text in OSM syntax, and what the parser made of it.
#[derive(Clone, Debug)]
pub(super) struct Understood {
    pub osm: String,
    pub parsed: OpeningHours,
}

/// As `normalize_hours`, but keeps the parsed expression: parsing is most of the work.
pub(super) fn understand(text: &str, country: &str) -> Option<Understood> {
    if text.len() > 4 * HOURS_CHARS_MAX || text.chars().count() > HOURS_CHARS_MAX {
        return None;
    }
    memo::remembered(text, country, || {
        let tidied = tidy::tidy(text);
        if joins_holidays_and_weekdays(&tidied) {
            return None;
        }
        as_osm(&tidied).or_else(|| as_osm(&as_typed(&tidied, country)?))
    })
}

/// The rendered text that is no OSM syntax yet.
fn as_typed(tidied: &str, country: &str) -> Option<String> {
    let rules = parser::parse(&lexer::lex(tidied, country)?)?;
    Some(render::render(rules))
}

fn as_osm(text: &str) -> Option<Understood> {
    if text.is_empty() {
        return None;
    }
    let parsed = OpeningHours::from_str(&with_explicit_unknown(text)).ok()?;
    Some(Understood { osm: text.to_owned(), parsed })
}
