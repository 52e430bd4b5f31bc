//! The ordinary week of an outlet, for timetables and structured data: no holidays, overrides or law.

use chrono::{Datelike, Days, NaiveDate};

use super::State;
use super::local_time::MINUTES_PER_DAY;
use super::text_hours::Hours;

/// Open stretches of each weekday, Monday first, in minutes after midnight of the day on which they begin;
/// a shift past midnight ends beyond 1440.
pub type Week = [Vec<(u16, u16)>; 7];

/// The hours of the week in which `date` lies, were none of its days a holiday; seasons are those of that week.
/// `None` where the text cannot be read or some of the week is unknown.
pub fn weekly_hours(text: &str, country: &str, date: NaiveDate) -> Option<Week> {
    let hours = Hours::read(text, country).ok()?;
    let monday = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
    // From the Sunday before, whose night may end on Monday, to the Monday after, on which Sunday's may.
    let days: Option<Vec<_>> = monday.pred_opt()?.iter_days().take(9).map(|day| open_stretches(&hours, day)).collect();
    let days = days?;
    Some(std::array::from_fn(|weekday| shifts(&days[weekday], &days[weekday + 1], &days[weekday + 2])))
}

type Stretches = Vec<(u16, u16)>;

/// The stretches that begin on `day`, the last one as far as it runs on into the day after.
fn shifts(before: &Stretches, day: &Stretches, after: &Stretches) -> Stretches {
    let begins_the_night_before = night_end(before, day).is_some();
    let mut shifts: Stretches = day.iter().skip(usize::from(begins_the_night_before)).copied().collect();
    if let (Some(last), Some(until)) = (shifts.last_mut(), night_end(day, after)) {
        last.1 = MINUTES_PER_DAY + until;
    }
    shifts
}

/// When a shift of the first day ends on the second; a second day that is open throughout is a day of its own.
fn night_end(first: &Stretches, second: &Stretches) -> Option<u16> {
    let (from, until) = *second.first()?;
    let runs_on = first.last()?.1 == MINUTES_PER_DAY && from == 0 && until < MINUTES_PER_DAY;
    runs_on.then_some(until)
}

fn open_stretches(hours: &Hours, day: NaiveDate) -> Option<Stretches> {
    let cells = hours.on(day);
    let known = cells.iter().all(|cell| cell.state != State::Unknown);
    known.then(|| cells.iter().filter(|cell| cell.state == State::Open).map(|cell| (cell.from, cell.until)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> Option<Week> {
        weekly_hours(text, "PL", "2026-11-26".parse().unwrap())
    }

    #[test]
    fn the_week_lists_each_days_stretches() {
        let week = week("Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00").unwrap();
        assert_eq!(week[0], [(480, 720), (780, 1020)]);
        assert_eq!(week[5], [(540, 780)]);
        assert!(week[6].is_empty());
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let week = week("Sa,Su 20:00-02:00").unwrap();
        assert_eq!(week[5], [(1200, 1560)]);
        assert_eq!(week[6], [(1200, 1560)]);
        assert!(week[0].is_empty());
    }

    #[test]
    fn round_the_clock_is_seven_whole_days() {
        assert!(week("24/7").unwrap().iter().all(|day| *day == [(0, 1440)]));
    }

    #[test]
    fn a_holiday_of_that_week_is_no_part_of_the_ordinary_week() {
        let week = weekly_hours("Mo-Fr 08:00-16:00; PH off", "PL", "2026-11-11".parse().unwrap()).unwrap();
        assert_eq!(week[2], [(480, 960)]);
    }

    #[test]
    fn unknown_hours_make_no_week() {
        assert_eq!(week("ask inside"), None);
        assert_eq!(week("Mo-Fr sunrise-sunset"), None);
    }
}
