//! From the text somebody typed to hours that can be evaluated, or to the reason why not.
//!
//! A text is brought into OSM syntax by `normalize` and parsed by the `opening-hours` crate. What cannot
//! be read is a problem with a sentence for the steward; the text itself is never changed.

use super::local_time::MINUTES_PER_DAY;
use super::normalize::normalize_hours;
use super::text_hours::{Hours, clock_minutes};
use crate::domain::outlet::HOURS_CHARS_MAX;

/// Why a text of hours cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursProblem {
    #[error("no hours are given: write them like `Mo-Fr 08:00-16:00; Sa 09:00-13:00`")]
    Empty,
    #[error("the text has more than {HOURS_CHARS_MAX} characters: keep the hours and move the rest to a note")]
    TooLong,
    #[error("these hours are not understood: write them like `Mo-Fr 08:00-16:00; Sa 09:00-13:00; PH off`")]
    NotUnderstood,
    #[error("hours by the sun are shown as unknown: write times if the outlet keeps any")]
    FollowsTheSun,
    #[error("school holidays are not known here, so `SH` rules never hold: write dated overrides instead")]
    SchoolHolidays,
    #[error("an open end like `17:00+` is shown as unknown: write when the outlet closes")]
    OpenEnd,
}

/// How a text of hours reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursReading {
    pub readable: bool,
    /// The same hours in OSM syntax.
    pub normalized: Option<String>,
    /// What to do about a text that is not readable, or a caution about one that is.
    pub problem: Option<String>,
}

/// Reads a text of hours as typed in `country` (ISO 3166-1; it decides what `So` means).
pub fn read_hours(text: &str, country: &str) -> HoursReading {
    match Hours::read(text, country) {
        Ok(hours) => {
            let problem = hours.caution().map(|problem| problem.to_string());
            HoursReading { readable: true, normalized: Some(hours.osm), problem }
        }
        Err(problem) => HoursReading { readable: false, normalized: None, problem: Some(problem.to_string()) },
    }
}

/// The hours of a dated override: open from and until, in minutes after midnight of its day, until up to 2880.
/// `None` when the text is not plain hours of one day.
pub(super) fn read_day_hours(text: &str, country: &str) -> Option<Vec<(u16, u16)>> {
    let osm = normalize_hours(text, country)?;
    match osm.as_str() {
        "off" | "closed" => return Some(Vec::new()),
        "24/7" | "open" => return Some(vec![(0, MINUTES_PER_DAY)]),
        _ => {}
    }
    osm.split(',').map(|range| one_range(range.trim())).collect()
}

fn one_range(range: &str) -> Option<(u16, u16)> {
    let (from, until) = range.split_once('-')?;
    let pad = |text: &str| if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    let (from, until) = (clock_minutes(&pad(from))?, clock_minutes(&pad(until))?);
    let until = if until <= from { until + MINUTES_PER_DAY } else { until };
    (from < MINUTES_PER_DAY && until <= 2 * MINUTES_PER_DAY).then_some((from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_of_one_day_are_read() {
        assert_eq!(read_day_hours("10:00-14:00", "PL"), Some(vec![(600, 840)]));
        assert_eq!(read_day_hours("10:00-12:00,13:00-14:00", "PL"), Some(vec![(600, 720), (780, 840)]));
        assert_eq!(read_day_hours("22:00-04:00", "PL"), Some(vec![(1320, 1680)]));
        assert_eq!(read_day_hours("24/7", "PL"), Some(vec![(0, 1440)]));
        assert_eq!(read_day_hours("off", "PL"), Some(vec![]));
        assert_eq!(read_day_hours("Mo 10:00-14:00", "PL"), None);
        assert_eq!(read_day_hours("after lunch", "PL"), None);
    }

    #[test]
    fn a_text_that_cannot_be_read_says_what_to_do() {
        let reading = read_hours("call us maybe", "PL");
        assert!(!reading.readable);
        assert!(reading.problem.unwrap().contains("write them like"));
        assert_eq!(
            read_hours("Mo-Fr 08:00-16:00; SH off", "PL").problem,
            Some(HoursProblem::SchoolHolidays.to_string())
        );
        assert!(read_hours("Mo sunrise-sunset", "PL").readable);
        assert_eq!(read_hours(" ", "PL").problem, Some(HoursProblem::Empty.to_string()));
        assert_eq!(read_hours(&"x".repeat(5_000), "PL").problem, Some(HoursProblem::TooLong.to_string()));
    }
}
