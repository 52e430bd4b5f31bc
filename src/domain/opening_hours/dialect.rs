//! Where the parser is more certain than the OSM specification, or than we are: rules that are only a
//! comment, open ends (`17:00+`), hours by the sun, school holidays.
//!
//! All functions look at text in OSM syntax, outside of its quoted comments.

use std::borrow::Cow;

use super::normalize::TRADING_SUNDAYS;

const MODIFIERS: [&str; 4] = ["open", "off", "closed", "unknown"];
const SUN: [&str; 4] = ["sunrise", "sunset", "dawn", "dusk"];

/// A comment without a modifier says "ask", so it becomes `unknown "..."`; the parser would take it for open.
pub(super) fn with_explicit_unknown(osm: &str) -> Cow<'_, str> {
    if !osm.contains('"') {
        return Cow::Borrowed(osm);
    }
    let pieces: Vec<&str> = osm.split('"').collect();
    let mut explicit = String::with_capacity(osm.len() + 16);
    for (index, piece) in pieces.iter().enumerate() {
        let is_comment = index % 2 == 1;
        if !is_comment {
            explicit.push_str(piece);
            continue;
        }
        let after_modifier = ends_with_modifier(pieces[index - 1]);
        let titles_a_rule = pieces.get(index + 1).is_some_and(|next| next.trim_start().starts_with(':'));
        if !after_modifier && !titles_a_rule && *piece != TRADING_SUNDAYS {
            explicit.push_str("unknown ");
        }
        explicit.push('"');
        explicit.push_str(piece);
        explicit.push('"');
    }
    Cow::Owned(explicit)
}

fn ends_with_modifier(text: &str) -> bool {
    let text = text.trim_end();
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    MODIFIERS.iter().any(|modifier| word.eq_ignore_ascii_case(modifier))
}

/// The minutes from which on nobody knows until when it is open: `17:00+`, `13:00-17:00+`.
pub(super) fn open_ends(osm: &str) -> Vec<u16> {
    outside_quotes(osm)
        .flat_map(|piece| piece.match_indices('+').filter_map(move |(plus, _)| clock_at_end(&piece[..plus])))
        .collect()
}

/// The `17:00` at the end of the text, in minutes.
fn clock_at_end(text: &str) -> Option<u16> {
    let clock = text.trim_end().rsplit(|c: char| !c.is_ascii_digit() && c != ':').next()?;
    let (hour, minute) = clock.split_once(':')?;
    Some(hour.parse::<u16>().ok().filter(|hour| *hour < 24)? * 60 + minute.parse::<u16>().ok()?)
}

/// The rules after the last `||`; `None` where there are none, or where something is closed on purpose, which
/// the fallback must not touch.
pub(super) fn last_fallback(osm: &str) -> Option<&str> {
    let closes =
        |piece: &str| piece.split(|c: char| !c.is_ascii_alphabetic()).any(|word| matches!(word, "off" | "closed"));
    if !osm.contains("||") || outside_quotes(osm).any(closes) {
        return None;
    }
    // A `||` inside a comment would cut it open: then an odd number of quotes follows.
    osm.rsplit_once("||").map(|(_, rules)| rules.trim()).filter(|rules| rules.matches('"').count() % 2 == 0)
}

/// Whether the hours follow the sun, which we cannot reckon without coordinates.
pub(super) fn follows_the_sun(osm: &str) -> bool {
    outside_quotes(osm).any(|piece| {
        let piece = piece.to_ascii_lowercase();
        SUN.iter().any(|event| piece.contains(event))
    })
}

/// Whether a rule speaks of school holidays, whose dates we do not have.
pub(super) fn names_school_holidays(osm: &str) -> bool {
    outside_quotes(osm).any(|piece| piece.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "SH"))
}

/// Whether a rule opens on holidays and weekdays side by side (`PH We 10:00-12:00`): the specification means
/// holidays that fall on a Wednesday, the parser and many people mean both, so nobody can tell.
/// Where such a rule closes, both is taken.
pub(super) fn joins_holidays_and_weekdays(osm: &str) -> bool {
    outside_quotes(osm).flat_map(|piece| piece.split(';')).any(|rule| {
        let words: Vec<&str> = rule.split_whitespace().filter(|word| !is_day_offset(word)).collect();
        let closes = words.last().is_some_and(|word| matches!(*word, "off" | "closed"));
        let beside = words.windows(2).any(|pair| {
            let (last, first) = (pair[0].rsplit(',').next().unwrap_or(""), pair[1].split(',').next().unwrap_or(""));
            (is_holiday(last) && is_weekday(first)) || (is_weekday(last) && is_holiday(first))
        });
        beside && !closes
    })
}

/// The words of ` -1 day`.
fn is_day_offset(word: &str) -> bool {
    matches!(word, "day" | "days") || word.strip_prefix(['+', '-']).is_some_and(|rest| rest.parse::<u16>().is_ok())
}

fn is_holiday(word: &str) -> bool {
    matches!(word.trim_end_matches(':'), "PH" | "SH")
}

fn is_weekday(word: &str) -> bool {
    let name = word.get(..2).unwrap_or("");
    let ends = !word.get(2..).unwrap_or("").starts_with(|c: char| c.is_alphabetic());
    ends && ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].contains(&name)
}

fn outside_quotes(osm: &str) -> impl Iterator<Item = &str> {
    osm.split('"').step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_comment_becomes_unknown() {
        let table = [
            ("Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00"),
            ("Sa \"ask\"", "Sa unknown \"ask\""),
            ("Sa 10:00-12:00 open \"ring\"; Su off \"rest\"", "Sa 10:00-12:00 open \"ring\"; Su off \"rest\""),
            ("Mo 10:00-12:00 || \"by appointment\"", "Mo 10:00-12:00 || unknown \"by appointment\""),
            ("\"kitchen\": Mo 10:00-12:00", "\"kitchen\": Mo 10:00-12:00"),
        ];
        for (osm, expected) in table {
            assert_eq!(with_explicit_unknown(osm), expected);
        }
    }

    #[test]
    fn open_ends_are_found_outside_quotes() {
        assert_eq!(open_ends("Mo 17:00+; Tu 8:30+"), [1020, 510]);
        assert_eq!(open_ends("Mo 10:00-17:00+ \"18:00+\""), [1020]);
        assert!(open_ends("easter +1 day 10:00-12:00").is_empty());
    }

    #[test]
    fn holidays_beside_weekdays_are_found() {
        for osm in ["PH We,Fr", "Mo-We PH", "Mo-Fr 10:00-12:00; SH Mo-Fr 08:00-12:00", "PH -1 day Mo-We"] {
            assert!(joins_holidays_and_weekdays(osm), "{osm}");
        }
        for osm in ["PH Su off", "PH,We", "We, PH off", "Mo-We; PH off", "Su,PH off", "Mo-Fr 10:00-12:00 \"PH We\""] {
            assert!(!joins_holidays_and_weekdays(osm), "{osm}");
        }
    }

    #[test]
    fn sun_and_school_are_found_outside_quotes() {
        assert!(follows_the_sun("Mo sunrise-18:00"));
        assert!(!follows_the_sun("Mo 10:00-18:00 \"until sunset\""));
        assert!(names_school_holidays("Mo-Fr 08:00-16:00; SH off"));
        assert!(!names_school_holidays("Mo-Fr 08:00-16:00 \"SH\""));
    }
}
