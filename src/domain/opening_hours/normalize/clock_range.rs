//! What two written times mean together: `9-17`, `9 am-5`, `22-6`, and what nobody can tell.

use super::token::{Meridiem, Time};

const HALF_DAY: u16 = 12 * 60;
const FULL_DAY: u16 = 24 * 60;

/// From and until in minutes, until before from where the shift runs past midnight.
///
/// `Some(None)`: closed, written as `12:00 AM-12:00 AM` by programs that know no other way to say it.
/// `None`: nobody can tell; `9-5` is an office to the English and a night club to others.
pub(super) fn resolve(from: Time, until: Time) -> Option<Option<(u16, u16)>> {
    if from.meridiem.is_some() || until.meridiem.is_some() {
        return twelve_hour_range(from, until);
    }
    let (start, mut end) = (from.minute, until.minute);
    if start == FULL_DAY {
        return None;
    }
    if end == 0 || end == FULL_DAY - 1 {
        end = FULL_DAY;
    }
    let past_midnight_is_clear = start > HALF_DAY || from.clear || until.clear;
    match end.cmp(&start) {
        std::cmp::Ordering::Greater => Some(Some((start, end))),
        std::cmp::Ordering::Less if past_midnight_is_clear => Some(Some((start, end))),
        _ => None,
    }
}

fn twelve_hour_range(from: Time, until: Time) -> Option<Option<(u16, u16)>> {
    let end = match until.meridiem {
        Some(meridiem) => on_the_day(until.minute, meridiem),
        None if until.minute > HALF_DAY => until.minute,
        None => on_the_day(until.minute, Meridiem::Pm),
    };
    let start = match from.meridiem {
        Some(meridiem) => on_the_day(from.minute, meridiem),
        None => morning_or_not(from, end),
    };
    match (start, end) {
        (0, 0) => Some(None),
        (start, 0) => Some(Some((start, FULL_DAY))),
        (start, end) if end == FULL_DAY - 1 => Some(Some((start, FULL_DAY))),
        (start, end) if start == end => None,
        both => Some(Some(both)),
    }
}

/// The start of `9-5 pm` is in the morning, that of `1-5 pm` is not.
fn morning_or_not(from: Time, end: u16) -> u16 {
    let afternoon = from.minute % HALF_DAY + HALF_DAY;
    if from.minute <= HALF_DAY && end > afternoon { afternoon } else { from.minute % FULL_DAY }
}

fn on_the_day(minute: u16, meridiem: Meridiem) -> u16 {
    minute % HALF_DAY + if meridiem == Meridiem::Pm { HALF_DAY } else { 0 }
}

/// Takes a pause out of the range it lies in; `None` where it lies in none.
pub(super) fn cut_out(times: &mut Vec<(u16, u16)>, from: u16, until: u16) -> Option<()> {
    let index = times.iter().position(|&(start, end)| start < from && from < until && until < end)?;
    let end = times[index].1;
    times[index].1 = from;
    times.insert(index + 1, (until, end));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(hour: u16) -> Time {
        Time { minute: hour * 60, meridiem: None, clear: hour > 12 || hour == 0 }
    }

    fn with(hour: u16, meridiem: Meridiem) -> Time {
        Time { minute: hour * 60, meridiem: Some(meridiem), clear: false }
    }

    fn hours(from: u16, until: u16) -> Option<Option<(u16, u16)>> {
        Some(Some((from * 60, until * 60)))
    }

    #[test]
    fn ranges_by_the_day_clock() {
        assert_eq!(resolve(bare(8), bare(16)), hours(8, 16));
        assert_eq!(resolve(bare(22), bare(6)), hours(22, 6));
        assert_eq!(resolve(bare(18), bare(0)), hours(18, 24));
        assert_eq!(resolve(bare(9), bare(5)), None);
        assert_eq!(resolve(bare(8), bare(8)), None);
        assert_eq!(resolve(bare(11), Time { clear: true, ..bare(2) }), hours(11, 2));
    }

    #[test]
    fn ranges_by_the_half_day_clock() {
        use Meridiem::{Am, Pm};
        assert_eq!(resolve(with(9, Am), with(5, Pm)), hours(9, 17));
        assert_eq!(resolve(bare(9), with(5, Pm)), hours(9, 17));
        assert_eq!(resolve(bare(1), with(5, Pm)), hours(13, 17));
        assert_eq!(resolve(bare(12), with(5, Pm)), hours(12, 17));
        assert_eq!(resolve(with(9, Am), bare(5)), hours(9, 17));
        assert_eq!(resolve(with(9, Am), bare(17)), hours(9, 17));
        assert_eq!(resolve(with(6, Pm), with(2, Am)), hours(18, 2));
        assert_eq!(resolve(with(9, Am), with(12, Am)), hours(9, 24));
        assert_eq!(resolve(with(12, Am), with(12, Am)), Some(None));
        assert_eq!(resolve(with(9, Am), with(9, Am)), None);
    }

    #[test]
    fn a_pause_splits_the_range_it_lies_in() {
        let mut times = vec![(480, 960)];
        assert_eq!(cut_out(&mut times, 720, 780), Some(()));
        assert_eq!(times, [(480, 720), (780, 960)]);
        assert_eq!(cut_out(&mut times, 720, 780), None);
    }
}
