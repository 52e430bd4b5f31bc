//! Dated overrides and promotions as text in a cell, one entry each, readable by people and without loss.
//!
//! An override is `2026-12-24..2026-12-26 closed # Wigilia` or `2026-12-24 10:00-14:00`; a promotion is
//! `2026-12-01..2026-12-24 # tytuł # titulek # title`. A single day needs no `..`. A backslash keeps `#` and
//! itself from being read. How entries share a cell is the business of `ENTRY_SEPARATORS`.

use chrono::NaiveDate;

use crate::domain::outlet::{HoursOverride, Localized, Promotion};
use crate::tabular::columns::fold_words;

/// Between the entries of a cell; the first is written.
pub const ENTRY_SEPARATORS: &[char] = &['|', '\n'];

const PART: char = '#';
const ESCAPE: char = '\\';
const CLOSED: &str = "closed";
const CLOSED_WORDS: [&str; 8] =
    ["closed", "zamkniete", "nieczynne", "zavreno", "geschlossen", "off", "zamknieta", "zatvorene"];

pub fn override_text(each: &HoursOverride) -> String {
    let hours = match &each.hours {
        None => CLOSED.to_owned(),
        Some(hours) if is_closed_word(hours) => format!("{ESCAPE}{hours}"),
        Some(hours) => escape(hours),
    };
    let reason = if each.reason.is_empty() { String::new() } else { format!(" {PART} {}", escape(&each.reason)) };
    format!("{} {hours}{reason}", span_text(each.from, each.until))
}

pub fn promotion_text(each: &Promotion) -> String {
    let Localized { pl, cs, en } = &each.title;
    let titles = [pl, cs, en].map(|title| format!(" {PART} {}", escape(title)));
    format!("{}{}", span_text(each.valid_from, each.valid_until), titles.concat())
}

/// Errors are sentences for the person who typed the entry.
pub fn read_override(entry: &str) -> Result<HoursOverride, String> {
    let parts = split_parts(entry);
    let (head, reason) = match parts.as_slice() {
        [head] => (*head, ""),
        [head, reason] => (*head, *reason),
        _ => return Err(format!("\"{}\" has more than one {PART}", shown(entry))),
    };
    let head = trim_end_unless_escaped(head.trim_start());
    let (span, hours) = head.split_once(' ').unwrap_or((head, CLOSED));
    let (from, until) = read_span(span).ok_or_else(|| {
        format!("write \"{}\" like `2026-12-24 10:00-14:00 # reason` or `2026-12-24..2026-12-26 closed`", shown(entry))
    })?;
    let closed = is_closed_word(hours) && !hours.contains(ESCAPE);
    let hours = (!closed).then(|| unescape(hours));
    Ok(HoursOverride { from, until, hours, reason: unescape(reason) })
}

/// Titles in the order Polish, Czech, English; those left out are empty.
pub fn read_promotion(entry: &str) -> Result<Promotion, String> {
    let parts = split_parts(entry);
    let span = parts.first().and_then(|span| read_span(span.trim()));
    match (span, parts.get(1), parts.len()) {
        (Some((valid_from, valid_until)), Some(pl), ..=4) => {
            let title = |index: usize| parts.get(index).map(|title| unescape(title)).unwrap_or_default();
            Ok(Promotion { title: Localized { pl: unescape(pl), cs: title(2), en: title(3) }, valid_from, valid_until })
        }
        _ => Err(format!(
            "write \"{}\" like `2026-12-01..2026-12-24 {PART} tytuł {PART} titulek {PART} title`",
            shown(entry)
        )),
    }
}

fn span_text(from: NaiveDate, until: NaiveDate) -> String {
    if from == until { from.to_string() } else { format!("{from}..{until}") }
}

fn read_span(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, until) = text.split_once("..").unwrap_or((text, text));
    Some((read_date(from)?, read_date(until)?))
}

/// `2026-12-24`, or as people write it: `24.12.2026`.
fn read_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y")).ok()
}

fn is_closed_word(text: &str) -> bool {
    CLOSED_WORDS.contains(&fold_words(text).as_str())
}

/// A backslash before `#`, itself and blanks at the ends.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (place, character) in text.chars().enumerate() {
        let outer_blank = character.is_whitespace() && (place == 0 || place == last);
        if character == PART || character == ESCAPE || outer_blank {
            escaped.push(ESCAPE);
        }
        escaped.push(character);
    }
    escaped
}

/// Takes each backslash away and the character after it as it is.
fn unescape(text: &str) -> String {
    let trimmed = trim_end_unless_escaped(text.trim_start());
    let mut plain = String::with_capacity(trimmed.len());
    let mut characters = trimmed.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == ESCAPE { characters.next() } else { Some(character) });
    }
    plain
}

fn trim_end_unless_escaped(text: &str) -> &str {
    let trimmed = text.trim_end();
    let backslashes = trimmed.chars().rev().take_while(|character| *character == ESCAPE).count();
    let kept = if backslashes % 2 == 1 { text[trimmed.len()..].chars().next().map_or(0, char::len_utf8) } else { 0 };
    &text[..trimmed.len() + kept]
}

fn split_parts(entry: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (index, character) in entry.char_indices() {
        if character == PART && !escaped {
            parts.push(&entry[start..index]);
            start = index + 1;
        }
        escaped = character == ESCAPE && !escaped;
    }
    parts.push(&entry[start..]);
    parts
}

fn shown(entry: &str) -> String {
    entry.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn overrides_are_written_and_read_as_people_would() {
        let closed = HoursOverride {
            from: day("2026-12-24"),
            until: day("2026-12-26"),
            hours: None,
            reason: "Wigilia i święta".into(),
        };
        assert_eq!(override_text(&closed), "2026-12-24..2026-12-26 closed # Wigilia i święta");
        for (text, hours, reason) in [
            ("2026-12-24 10:00-14:00", Some("10:00-14:00"), ""),
            ("24.12.2026 10:00-14:00 # Wigilia", Some("10:00-14:00"), "Wigilia"),
            ("2026-12-24 nieczynne", None, ""),
            ("2026-12-24", None, ""),
            ("2026-12-24 # remont", None, "remont"),
        ] {
            let read = read_override(text).expect(text);
            assert_eq!((read.from, read.hours.as_deref(), read.reason.as_str()), (day("2026-12-24"), hours, reason));
        }
        assert!(read_override("w Wigilię do 14").expect_err("no date").contains("2026-12-24"));
    }

    #[test]
    fn promotions_need_a_span_and_a_title() {
        let read = read_promotion("2026-12-01..2026-12-24 # Czajniki -20%").expect("readable");
        assert_eq!((read.title.pl.as_str(), read.title.cs.as_str()), ("Czajniki -20%", ""));
        assert!(read_promotion("Czajniki -20%").is_err());
        assert!(read_promotion("2026-12-01 # a # b # c # d").is_err());
    }

    fn text() -> impl Strategy<Value = String> {
        "(closed|[a# \\\\.ł-]{0,6})"
    }

    proptest! {
        #[test]
        fn an_override_comes_back_as_it_was(hours in prop::option::of(text()), reason in text(), days in 0_u64..3) {
            let hours = hours.filter(|hours| !hours.trim().is_empty());
            let from = day("2026-12-24");
            let each = HoursOverride { from, until: from + chrono::Days::new(days), hours, reason };
            prop_assert_eq!(read_override(&override_text(&each)), Ok(each));
        }

        #[test]
        fn a_promotion_comes_back_as_it_was(pl in text(), cs in text(), en in text()) {
            let title = Localized { pl, cs, en };
            let each = Promotion { title, valid_from: day("2026-12-24"), valid_until: day("2026-12-31") };
            prop_assert_eq!(read_promotion(&promotion_text(&each)), Ok(each));
        }
    }
}
