//! The date of Easter Sunday, from which half of Central Europe's holidays are counted.
//!
//! Gregorian computus in integers (the form of Meeus, Jones and Butcher). Only the western date is
//! given; no country of our tables reckons by the eastern one.

use chrono::{Days, NaiveDate};

/// Easter Sunday of a Gregorian year.
pub fn easter_sunday(year: i32) -> NaiveDate {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let of_century = year.rem_euclid(100);
    let moon_shift = (8 * century + 13).div_euclid(25);
    let epact = (19 * golden + century - century.div_euclid(4) - moon_shift + 15).rem_euclid(30);
    let correction = (golden + 11 * epact).div_euclid(319);
    let weekday =
        (2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - of_century.rem_euclid(4) - epact + correction + 32)
            .rem_euclid(7);
    let after_21_march = epact - correction + weekday + 1;
    NaiveDate::from_ymd_opt(year, 3, 21).expect("every year has a 21 March") + Days::new(after_21_march as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_easters_come_out() {
        let known = [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2018, 4, 1),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2030, 4, 21),
            (2038, 4, 25),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(easter_sunday(year), NaiveDate::from_ymd_opt(year, month, day).unwrap(), "{year}");
        }
    }

    /// Slow twin: the Sunday after the first tabular full moon from 21 March on, by Clavius' tables in words.
    fn easter_by_the_tables(year: i32) -> NaiveDate {
        use chrono::{Datelike, Weekday};
        let golden = year % 19 + 1;
        let century = year / 100 + 1;
        let solar = 3 * century / 4 - 12;
        let lunar = (8 * century + 5) / 25 - 5;
        let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
        if (epact == 25 && golden > 11) || epact == 24 {
            epact += 1;
        }
        let mut moon = 44 - epact;
        if moon < 21 {
            moon += 30;
        }
        let first_of_march = NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
        let mut day = first_of_march + Days::new(moon as u64);
        while day.weekday() != Weekday::Sun {
            day = day.succ_opt().unwrap();
        }
        day
    }

    #[test]
    fn both_ways_to_easter_agree_for_seven_centuries() {
        for year in 1600..2300 {
            assert_eq!(easter_sunday(year), easter_by_the_tables(year), "{year}");
        }
    }
}
