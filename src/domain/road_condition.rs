//! What is different on the roads, kept for every answer that it concerns: closures, zones that some vehicles may not
//! enter, slow hours, a person's own pace.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;

use super::ids::{RoadConditionId, UserId};
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// All of them are looked at for every question about roads.
pub const ROAD_CONDITIONS_MAX: usize = 200;
const NAME_CHARS_MAX: usize = 120;
/// Words for vehicles are the company's own; a fleet has a few kinds.
const VEHICLES_MAX: usize = 20;
const VEHICLE_CHARS_MAX: usize = 40;
const MINUTES_OF_DAY: u16 = 24 * 60;

/// A stored condition.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadCondition {
    pub id: RoadConditionId,
    pub draft: RoadConditionDraft,
}

/// A condition as it is written. What is left empty holds for all.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadConditionDraft {
    pub name: String,
    /// Names of ways of travelling: `car`, `foot`, `bike`.
    pub modes: Vec<String>,
    /// Classes of vehicles, in the company's words; it holds for who says that they drive one.
    pub vehicles: Vec<String>,
    /// Holds only for this person's journeys.
    pub person: Option<UserId>,
    /// Both days included, in `time_zone`.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// 1 is Monday, 7 Sunday.
    pub weekdays: Vec<u8>,
    /// Minutes of the day, the second excluded; over midnight where it is the smaller one.
    pub hours: Option<[u16; 2]>,
    pub time_zone: Tz,
    pub effect: RoadEffect,
}

/// What it does to the roads. Places are longitude and latitude.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoadEffect {
    pub closures: Vec<RoadClosure>,
    pub closed_areas: Vec<Vec<[f64; 2]>>,
    /// Names of classes of roads, and percent of the usual speed there.
    pub speed_percent: Vec<(String, u32)>,
    pub pace_percent: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RoadClosure {
    /// Of an OpenStreetMap way.
    Way(i64),
    Point([f64; 2]),
    Line(Vec<[f64; 2]>),
}

/// Who sets out when, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occasion<'a> {
    pub at: Timestamp,
    pub mode: &'a str,
    pub vehicle: Option<&'a str>,
    pub person: Option<UserId>,
}

impl RoadConditionDraft {
    /// Names every bound that is passed; of the effect whoever reads it knows the bounds.
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check.require(!self.name.trim().is_empty(), "/name", "required", || "give it a name".to_owned());
        check.text("/name", &self.name, NAME_CHARS_MAX);
        let short = |word: &String| (1..=VEHICLE_CHARS_MAX).contains(&word.chars().count());
        let vehicles_fit = self.vehicles.len() <= VEHICLES_MAX && self.vehicles.iter().all(short);
        check.require(vehicles_fit, "/vehicles", "out_of_range", || {
            format!("give at most {VEHICLES_MAX} words of 1 to {VEHICLE_CHARS_MAX} characters")
        });
        let days_fit = self.weekdays.iter().all(|day| (1..=7).contains(day));
        check.require(days_fit, "/weekdays", "out_of_range", || "give days from 1, Monday, to 7, Sunday".to_owned());
        let is_in_order = self.from.zip(self.until).is_none_or(|(from, until)| from <= until);
        check.require(is_in_order, "/until", "out_of_range", || "end it on the first day or later".to_owned());
        let hours_fit =
            self.hours.is_none_or(|hours| hours[0] != hours[1] && hours.iter().all(|each| *each <= MINUTES_OF_DAY));
        check.require(hours_fit, "/hours", "out_of_range", || "give two different times of a day".to_owned());
        let does_something = self.effect != RoadEffect::default();
        check.require(does_something, "/conditions", "required", || "say what is different".to_owned());
        check.finish(self)
    }

    /// Whether it concerns a journey.
    pub fn concerns(&self, journey: &Occasion<'_>) -> bool {
        let is_for = |words: &[String], word: Option<&str>| {
            words.is_empty() || word.is_some_and(|word| words.iter().any(|each| each == word))
        };
        is_for(&self.modes, Some(journey.mode))
            && is_for(&self.vehicles, journey.vehicle)
            && self.person.is_none_or(|person| journey.person == Some(person))
            && self.holds_at(journey.at)
    }

    fn holds_at(&self, at: Timestamp) -> bool {
        let Some(local) = DateTime::from_timestamp_millis(at.0).map(|utc| utc.with_timezone(&self.time_zone)) else {
            return false;
        };
        let (day, minute) = (local.date_naive(), (local.hour() * 60 + local.minute()) as u16);
        let is_in_hours = self.hours.is_none_or(|[from, until]| match from < until {
            true => (from..until).contains(&minute),
            false => minute >= from || minute < until,
        });
        let is_on_day =
            self.weekdays.is_empty() || self.weekdays.contains(&(local.weekday().number_from_monday() as u8));
        is_in_hours
            && is_on_day
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 27 November 2026, 08:30 in Warsaw.
    const FRIDAY: Timestamp = Timestamp(1_795_764_600_000);

    fn condition() -> RoadConditionDraft {
        RoadConditionDraft {
            name: "Rush hour".to_owned(),
            modes: Vec::new(),
            vehicles: Vec::new(),
            person: None,
            from: None,
            until: None,
            weekdays: Vec::new(),
            hours: None,
            time_zone: chrono_tz::Europe::Warsaw,
            effect: RoadEffect { pace_percent: Some(80), ..RoadEffect::default() },
        }
    }

    fn by_car() -> Occasion<'static> {
        Occasion { at: FRIDAY, mode: "car", vehicle: None, person: None }
    }

    #[test]
    fn what_says_nothing_more_concerns_every_journey() {
        assert!(condition().concerns(&by_car()));
    }

    #[test]
    fn days_and_hours_are_those_of_its_own_zone() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        for (condition, concerns) in [
            (RoadConditionDraft { hours: Some([8 * 60, 9 * 60]), ..condition() }, true),
            (RoadConditionDraft { hours: Some([7 * 60, 8 * 60 + 30]), ..condition() }, false),
            (RoadConditionDraft { hours: Some([22 * 60, 9 * 60]), ..condition() }, true),
            (RoadConditionDraft { hours: Some([22 * 60, 6 * 60]), ..condition() }, false),
            (RoadConditionDraft { weekdays: vec![5], ..condition() }, true),
            (RoadConditionDraft { weekdays: vec![6, 7], ..condition() }, false),
            (RoadConditionDraft { from: day(27), until: day(27), ..condition() }, true),
            (RoadConditionDraft { from: day(28), ..condition() }, false),
            (RoadConditionDraft { until: day(26), ..condition() }, false),
        ] {
            assert_eq!(condition.concerns(&by_car()), concerns, "{condition:?}");
        }
    }

    #[test]
    fn a_zone_for_some_vehicles_is_open_to_the_others() {
        let zone = RoadConditionDraft { vehicles: vec!["diesel-euro-4".to_owned()], ..condition() };
        assert!(!zone.concerns(&by_car()));
        assert!(!zone.concerns(&Occasion { vehicle: Some("electric"), ..by_car() }));
        assert!(zone.concerns(&Occasion { vehicle: Some("diesel-euro-4"), ..by_car() }));
        let for_bikes = RoadConditionDraft { modes: vec!["bike".to_owned()], ..condition() };
        assert!(!for_bikes.concerns(&by_car()));
    }

    #[test]
    fn a_pace_of_ones_own_slows_nobody_else() {
        let (one, other) = (UserId::generate(), UserId::generate());
        let pace = RoadConditionDraft { person: Some(one), ..condition() };
        assert!(pace.concerns(&Occasion { person: Some(one), ..by_car() }));
        assert!(!pace.concerns(&Occasion { person: Some(other), ..by_car() }) && !pace.concerns(&by_car()));
    }

    #[test]
    fn all_that_is_wrong_is_named_at_once() {
        let wrong = RoadConditionDraft {
            name: " ".to_owned(),
            vehicles: vec![String::new()],
            weekdays: vec![0],
            hours: Some([60, 60]),
            effect: RoadEffect::default(),
            ..condition()
        };
        let errors = wrong.validate().expect_err("refused").0;
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/vehicles", "/weekdays", "/hours", "/conditions"]);
    }
}
