//! Numbers in texts of hours: `8`, `8.00`, `0800`, `8h30`, `9 pm`, and the dates `24.12.`, `24 grudnia`, `Dec 24`.

use super::lexer::phrase;
use super::lexicon::Sense;
use super::token::{Date, Meridiem, Time};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Time(Time),
    Date(Date),
}

/// Days of each month, February with its leap day.
const MONTH_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The number at the start of `text`, which starts with a digit, and its width in bytes.
///
/// `after_month`: an English month stands right before, so that this is a day. `ends_times`: a time and a
/// dash stand before, so that this is a time.
pub(super) fn scan_number(text: &str, after_month: Option<u8>, ends_times: bool) -> Option<(Number, usize)> {
    if let Some(month) = after_month
        && let Some((day, width)) = day_of_month(text, month)
    {
        return Some((Number::Date(Date { year: None, month, day }), width));
    }
    if !ends_times && let Some((date, width)) = numeric_date(text).or_else(|| date_with_month_word(text)) {
        return Some((Number::Date(date), width));
    }
    let (time, width) = time(text)?;
    Some((Number::Time(time), width))
}

/// The value and length of the digits at the start; `None` where there are none or more than four.
fn digits(text: &str) -> Option<(u16, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length > 4 { None } else { Some((text[..length].parse().ok()?, length)) }
}

fn valid_date(day: u16, month: u16) -> Option<(u8, u8)> {
    let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
    let days = *MONTH_DAYS.get(usize::from(month).checked_sub(1)?)?;
    (1..=days).contains(&day).then_some((day, month))
}

/// `24` in `Dec 24`, not the `8` of `Dec 8:00` and `Dec 8-16`.
fn day_of_month(text: &str, month: u8) -> Option<(u8, usize)> {
    let (day, width) = digits(text)?;
    if width > 2 || text[width..].starts_with([':', '.', 'h']) {
        return None;
    }
    Some((valid_date(day, month.into())?.0, width))
}

/// `24.12.` or `24.12.2026`; the last dot or the year tells it from a time.
fn numeric_date(text: &str) -> Option<(Date, usize)> {
    let (day, first) = digits(text)?;
    let (month_text, gap) = after_dot(&text[first..])?;
    let (month, second) = digits(month_text)?;
    if first > 2 || second > 2 {
        return None;
    }
    let (day, month) = valid_date(day, month)?;
    let width = first + gap + second;
    let rest = text[width..].strip_prefix('.')?;
    let year = year(rest);
    let year_width = year.map_or(0, |(_, width)| width);
    Some((Date { year: year.map(|(year, _)| year), month, day }, width + 1 + year_width))
}

/// Past `.` and at most one space, and how many bytes that was.
fn after_dot(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('.')?;
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    Some((bare, text.len() - bare.len()))
}

/// `2026` with or without a space before it.
fn year(text: &str) -> Option<(u16, usize)> {
    let bare = text.strip_prefix(' ').unwrap_or(text);
    let (year, width) = digits(bare)?;
    let whole = width == 4 && (2000..2100).contains(&year) && !bare[width..].starts_with([':', '-']);
    whole.then_some((year, text.len() - bare.len() + width))
}

/// `24 grudnia`, `24. prosince`, `24 December 2026`.
fn date_with_month_word(text: &str) -> Option<(Date, usize)> {
    let (day, first) = digits(text)?;
    let word = text[first..].trim_start_matches(['.', ' ']);
    let gap = text.len() - first - word.len();
    if first > 2 || gap > 2 || gap == 0 || !word.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let (Sense::Month(month), _, width) = phrase(word)? else { return None };
    let (day, month) = valid_date(day, month.into())?;
    let end = first + gap + width;
    let year = year(&text[end..]);
    let year_width = year.map_or(0, |(_, width)| width);
    Some((Date { year: year.map(|(year, _)| year), month, day }, end + year_width))
}

fn time(text: &str) -> Option<(Time, usize)> {
    let (value, length) = digits(text)?;
    let (hour, minute, width, has_minutes) = match minutes_after(&text[length..]) {
        Some((minute, more)) if length <= 2 => (value, minute, length + more, true),
        _ if length > 2 => (value / 100, value % 100, length, true),
        _ => (value, 0, length, false),
    };
    if minute > 59 || hour * 60 + minute > 24 * 60 {
        return None;
    }
    let (meridiem, more) = meridiem(&text[width..]);
    // A letter right after the digits must be a unit that is known; `1st` is no time.
    if more == 0 && glued_to_a_strange_word(&text[width..]) {
        return None;
    }
    if meridiem.is_some() && !(1..=12).contains(&hour) {
        return None;
    }
    let clear = hour > 12 || hour == 0 || (text.starts_with('0') && length != 3) || (has_minutes && length == 4);
    Some((Time { minute: hour * 60 + minute, meridiem, clear }, width + more))
}

/// `:30`, `.30`, `h30`, `,30`, with seconds `:30:00` ignored; the minutes and the bytes they take.
fn minutes_after(text: &str) -> Option<(u16, usize)> {
    let sign = text.chars().next().filter(|c| matches!(c, ':' | '.' | ',' | 'h'))?;
    let (minute, length) = digits(&text[1..])?;
    if length != 2 || (sign == ',' && !decimal_comma(minute, &text[3..])) {
        return None;
    }
    let seconds = &text[3..];
    let width = if sign == ':' && seconds.starts_with(":00") { 6 } else { 3 };
    Some((minute, width))
}

/// `8,30` is half past eight; in `8-12,15-18` the comma separates.
fn decimal_comma(minute: u16, rest: &str) -> bool {
    let quarter = matches!(minute, 0 | 15 | 30 | 45);
    let starts_a_range = rest.trim_start().starts_with('-');
    quarter && (minute == 0 || minute > 24 || !starts_a_range)
}

fn meridiem(text: &str) -> (Option<Meridiem>, usize) {
    let bare = text.strip_prefix(' ').unwrap_or(text);
    for (spelling, meridiem) in SPELLINGS {
        let found = bare.get(..spelling.len()).is_some_and(|start| start.eq_ignore_ascii_case(spelling));
        let ends = found && !bare[spelling.len()..].starts_with(|c: char| c.is_alphanumeric());
        if ends {
            return (Some(meridiem), text.len() - bare.len() + spelling.len());
        }
    }
    (None, 0)
}

/// The longer ones first.
const SPELLINGS: [(&str, Meridiem); 6] = [
    ("a.m.", Meridiem::Am),
    ("p.m.", Meridiem::Pm),
    ("a.m", Meridiem::Am),
    ("p.m", Meridiem::Pm),
    ("am", Meridiem::Am),
    ("pm", Meridiem::Pm),
];

fn glued_to_a_strange_word(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_alphabetic()) {
        return text.starts_with(|c: char| c.is_ascii_digit());
    }
    let known_unit = ["h", "H", "hod", "hrs", "hr", "Uhr", "uhr", "godz", "do", "g"];
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    !known_unit.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(text: &str) -> Option<(u16, usize)> {
        match scan_number(text, None, false)? {
            (Number::Time(time), width) => Some((time.minute, width)),
            _ => None,
        }
    }

    #[test]
    fn times_are_read_in_all_their_spellings() {
        let table = [
            ("8", Some((480, 1))),
            ("8-16", Some((480, 1))),
            ("8.30-", Some((510, 4))),
            ("8:30:00", Some((510, 7))),
            ("0830", Some((510, 4))),
            ("830", Some((510, 3))),
            ("8h30", Some((510, 4))),
            ("8h", Some((480, 1))),
            ("8,30-16,30", Some((510, 4))),
            ("9,15-18", Some((540, 1))),
            ("24", Some((1440, 2))),
            ("25", None),
            ("8:60", None),
            ("1st", None),
            ("12345", None),
        ];
        for (text, expected) in table {
            assert_eq!(clock(text), expected, "{text}");
        }
    }

    #[test]
    fn meridiems_are_read_with_and_without_dots() {
        for text in ["9pm", "9 PM", "9 p.m.", "9p.m"] {
            let Some((Number::Time(time), width)) = scan_number(text, None, false) else { panic!("{text}") };
            assert_eq!((time.meridiem, width), (Some(Meridiem::Pm), text.len()), "{text}");
        }
    }

    #[test]
    fn dates_are_told_from_times() {
        let date = |text, after_month| match scan_number(text, after_month, false) {
            Some((Number::Date(date), width)) => Some((date.year, date.month, date.day, width)),
            _ => None,
        };
        assert_eq!(date("24.12. off", None), Some((None, 12, 24, 6)));
        assert_eq!(date("1. 5.-", None), Some((None, 5, 1, 5)));
        assert_eq!(date("24.12.2026", None), Some((Some(2026), 12, 24, 10)));
        assert_eq!(date("24 grudnia", None), Some((None, 12, 24, 10)));
        assert_eq!(date("24. prosince 2026", None), Some((Some(2026), 12, 24, 17)));
        assert_eq!(date("24 closed", Some(12)), Some((None, 12, 24, 2)));
        assert_eq!(date("8:00", Some(12)), None);
        assert_eq!(date("8.00.", None), None);
        assert_eq!(date("31.2.", None), None);
    }
}
