//! When an outlet is open: what people typed, dated overrides, public holidays and trade law, in one answer.
//!
//! `HoursSource` is everything that decides; `Schedule` is what it decides over a window of time, kept
//! as intervals in UTC so that asking costs nanoseconds. Hours that cannot be read give `State::Unknown`
//! all the time and keep the text: never dropped, never "closed".

use chrono_tz::Tz;

use super::outlet::{HoursOverride, OutletDraft, coded_enum};
use crate::units::Timestamp;

coded_enum! {
    /// How trade law sees the outlet.
    TradeClass {
        Retail = "retail",
        OwnerServes = "owner_serves",
        PetrolStation = "petrol_station",
        Pharmacy = "pharmacy",
        RailwayStation = "railway_station",
        NotRetail = "not_retail",
    }
}

/// All that decides when an outlet is open. Equal sources have equal schedules, so they are shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HoursSource {
    pub opening_hours: String,
    pub overrides: Vec<HoursOverride>,
    pub country: String,
    pub region: String,
    pub trade_class: TradeClass,
    /// Rounded up to whole square metres.
    pub floor_area_m2: Option<u32>,
    pub time_zone: Tz,
}

impl HoursSource {
    pub fn of(draft: &OutletDraft) -> Self {
        Self {
            opening_hours: draft.opening_hours.clone(),
            overrides: draft.overrides.clone(),
            country: draft.address.country.clone(),
            region: draft.address.region.clone(),
            trade_class: draft.trade_class,
            floor_area_m2: draft.floor_area_m2.map(|area| area.ceil() as u32),
            time_zone: draft.time_zone,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Open,
    Closed,
    Unknown,
}

/// Why the state is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The weekly hours.
    Regular,
    /// The override with this index in `HoursSource::overrides`.
    Override(u16),
    PublicHoliday(HolidayId),
    LegalClosure(LegalRuleId),
}

/// A public holiday of the tables in `public_holidays`; names in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HolidayId(pub u16);

/// A rule of trade law; names in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LegalRuleId(pub u16);

/// The state at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub state: State,
    pub reason: Reason,
    /// When the state next becomes another one; `None` when it does not within the window.
    pub next_change: Option<Timestamp>,
}

/// What a source decides over a window of time.
#[derive(Clone, Debug)]
pub struct Schedule {}

impl Schedule {
    /// Evaluates `source` from `from` (inclusive) to `until` (exclusive).
    pub fn compile(_source: &HoursSource, _from: Timestamp, _until: Timestamp) -> Self {
        Self {}
    }

    /// `None` when `at` lies outside the window.
    pub fn status_at(&self, _at: Timestamp) -> Option<Status> {
        None
    }

    /// The first moment at or after `at`, inside the window, at which the outlet is open.
    pub fn next_open(&self, _at: Timestamp) -> Option<Timestamp> {
        None
    }
}
