//! Everything that decides when an outlet is open, in one value that can be compared and shared.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::holiday_calendar::HolidayCalendar;
use super::local_time::local_date;
use super::trade_law::depends_on_area;
use super::{HolidayId, TradeClass, TradePlace};
use crate::domain::outlet::{HoursOverride, OutletDraft};
use crate::units::Timestamp;

/// All that decides when an outlet is open. Equal sources have equal schedules, so they are shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HoursSource {
    pub opening_hours: String,
    pub overrides: Vec<HoursOverride>,
    pub country: String,
    pub region: String,
    pub trade_class: TradeClass,
    /// Rounded up to whole square metres; `None` also where no law looks at it, so that sources stay equal.
    pub floor_area_m2: Option<u32>,
    pub time_zone: Tz,
}

impl HoursSource {
    pub fn of(draft: &OutletDraft) -> Self {
        let country = &draft.address.country;
        Self {
            opening_hours: draft.opening_hours.clone(),
            overrides: draft.overrides.clone(),
            country: country.clone(),
            region: draft.address.region.clone(),
            trade_class: draft.trade_class,
            floor_area_m2: draft.floor_area_m2.filter(|_| depends_on_area(country)).map(|area| area.ceil() as u32),
            time_zone: draft.time_zone,
        }
    }

    /// The public holiday kept at the outlet on that local day.
    pub fn holiday_on(&self, date: NaiveDate) -> Option<HolidayId> {
        HolidayCalendar::of(&self.country, &self.region, date, date).holiday_on(date)
    }

    /// The public holiday kept at the outlet at that moment.
    pub fn holiday_at(&self, at: Timestamp) -> Option<HolidayId> {
        self.holiday_on(local_date(self.time_zone, at)?)
    }

    /// What trade law needs to know of the outlet.
    pub fn trade_place(&self) -> TradePlace<'_> {
        TradePlace {
            country: &self.country,
            region: &self.region,
            class: self.trade_class,
            floor_area_m2: self.floor_area_m2,
        }
    }
}
