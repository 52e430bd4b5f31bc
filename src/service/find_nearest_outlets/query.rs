//! What is asked, within named bounds.

use thiserror::Error;

use crate::domain::outlet::{OutletKind, OutletStatus, coded_enum};
use crate::domain::validation::{Checker, ValidationError};
use crate::geo::LonLat;
use crate::live::outlets::{OutletIndex, status_filter, tag_filter};
use crate::spatial::TagFilter;
use crate::units::{KilometersPerHour, Meters, Seconds, Timestamp};

pub const K_DEFAULT: usize = 10;
/// A page nobody reads further; keeps an answer under a megabyte.
pub const K_MAX: usize = 1_000;
/// As many reasons as outlets: what a screen shows and a caller listens to. The total is told anyway.
pub const EXCLUDED_LIMIT_DEFAULT: usize = 10;
/// Reasons for more outlets than this explain nothing any more; the total is exact all the same.
pub const EXCLUDED_LIMIT_MAX: usize = 1_000;
/// One day: longer than any visit, shorter than the days that schedules look ahead.
pub const STAY_MINUTES_MAX: i64 = 24 * 60;
/// Two days on the way: beyond it, "open on arrival" is no promise.
const TRAVEL_MAX: Seconds = Seconds::days(2);
/// Half the earth's circumference: no distance is greater.
const MAX_DISTANCE_MAX: Meters = Meters(20_100_000.0);
/// Filters by more countries than there are say nothing.
const COUNTRIES_MAX: usize = 250;
/// 2000-01-01 and 2100-01-01: the years for which holidays and trade law mean anything.
const AT_MIN: Timestamp = Timestamp(946_684_800_000);
const AT_MAX: Timestamp = Timestamp(4_102_444_800_000);

coded_enum! {
    /// Which states of an outlet will do.
    OpenFilter {
        Any = "any",
        Now = "now",
        OnArrival = "on_arrival",
    }
}

/// Travel time from a straight line, until roads are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TravelEstimate {
    /// Mean speed from door to door.
    pub speed: KilometersPerHour,
    /// How much longer the way is than the straight line.
    pub detour: f64,
    /// Said by somebody who knows better; the distance does not matter then.
    pub fixed: Option<Seconds>,
}

impl Default for TravelEstimate {
    /// By car through town and country: roads are about 1.3 times the straight line in European networks,
    /// and 40 km/h counts lights, turns and parking.
    fn default() -> Self {
        Self { speed: KilometersPerHour(40.0), detour: 1.3, fixed: None }
    }
}

impl TravelEstimate {
    pub fn time(&self, distance: Meters) -> Seconds {
        self.fixed.unwrap_or_else(|| Meters(distance.0 * self.detour).at_speed(self.speed))
    }
}

/// A question for the nearest outlets.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub from: LonLat,
    /// How many outlets to offer.
    pub k: usize,
    /// All of them must be there.
    pub services: Vec<String>,
    /// One of them; none given means any.
    pub kinds: Vec<OutletKind>,
    /// ISO 3166-1 alpha-2, one of them; none given means any.
    pub countries: Vec<String>,
    /// When the customer sets out; `None` is now.
    pub at: Option<Timestamp>,
    pub open: OpenFilter,
    /// How long the outlet must stay open from then on, in minutes.
    pub stay_minutes: i64,
    pub max_distance: Option<Meters>,
    pub travel: TravelEstimate,
    pub excluded_limit: usize,
    /// Leaves planned outlets out of the reasons: they are nobody's business outside the company.
    pub hide_planned: bool,
}

#[derive(Clone, Debug, PartialEq, Error)]
pub enum NearestError {
    #[error(transparent)]
    OutOfBounds(#[from] ValidationError),
    #[error("there is no service \"{code}\"; use one of: {}", .known.join(", "))]
    UnknownService { code: String, known: Vec<String> },
}

impl Query {
    /// The `K_DEFAULT` nearest active outlets, open or not.
    pub fn around(from: LonLat) -> Self {
        Self {
            from,
            k: K_DEFAULT,
            services: Vec::new(),
            kinds: Vec::new(),
            countries: Vec::new(),
            at: None,
            open: OpenFilter::Any,
            stay_minutes: 0,
            max_distance: None,
            travel: TravelEstimate::default(),
            excluded_limit: EXCLUDED_LIMIT_DEFAULT,
            hide_planned: false,
        }
    }

    /// Names every bound that is passed.
    pub fn check(&self) -> Result<(), ValidationError> {
        let mut check = Checker::default();
        let mut within = |holds: bool, pointer: &str, advice: String| {
            check.require(holds, pointer, "out_of_range", || advice);
        };
        within((1..=K_MAX).contains(&self.k), "/k", format!("ask for 1 to {K_MAX} outlets"));
        let limit_ok = self.excluded_limit <= EXCLUDED_LIMIT_MAX;
        within(limit_ok, "/excluded_limit", format!("ask for 0 to {EXCLUDED_LIMIT_MAX} excluded outlets"));
        let stay_ok = (0..=STAY_MINUTES_MAX).contains(&self.stay_minutes);
        within(stay_ok, "/stay_minutes", format!("stay for 0 to {STAY_MINUTES_MAX} minutes"));
        let speed_ok = (1.0..=300.0).contains(&self.travel.speed.0);
        within(speed_ok, "/travel_speed_kmh", "travel at 1 to 300 km/h".to_owned());
        let detour_ok = (1.0..=5.0).contains(&self.travel.detour);
        within(detour_ok, "/detour_factor", "use a factor from 1 to 5".to_owned());
        let fixed_ok = self.travel.fixed.is_none_or(|fixed| (Seconds(0)..=TRAVEL_MAX).contains(&fixed));
        within(fixed_ok, "/travel_s", format!("travel for 0 to {} seconds", TRAVEL_MAX.0));
        let distance_ok = self.max_distance.is_none_or(|max| max.0 > 0.0 && max.0 <= MAX_DISTANCE_MAX.0);
        within(distance_ok, "/max_distance_m", format!("use more than 0 and at most {} metres", MAX_DISTANCE_MAX.0));
        let at_ok = self.at.is_none_or(|at| (AT_MIN..AT_MAX).contains(&at));
        within(at_ok, "/at", "use a time from 2000 to 2099".to_owned());
        within(self.countries.len() <= COUNTRIES_MAX, "/countries", format!("name at most {COUNTRIES_MAX} countries"));
        check.finish(())
    }

    pub(super) fn resolve<'q>(&'q self, index: &OutletIndex, now: Timestamp) -> Result<Request<'q>, NearestError> {
        self.check()?;
        let mut required = 0;
        for code in &self.services {
            let bit = index.services().bit(code).ok_or_else(|| NearestError::UnknownService {
                code: code.clone(),
                known: index.services().codes().to_vec(),
            })?;
            required |= 1 << bit;
        }
        Ok(Request {
            query: self,
            required,
            place: tag_filter(&self.kinds, required),
            at: self.at.unwrap_or(now),
            stay: Seconds::minutes(self.stay_minutes),
        })
    }
}

/// A checked query in the terms of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'q> {
    pub query: &'q Query,
    pub required: u128,
    pub place: TagFilter,
    pub at: Timestamp,
    pub stay: Seconds,
}

impl Request<'_> {
    /// The moment at which an outlet must be open that is reached after `travel`.
    pub fn moment(&self, travel: impl FnOnce() -> Seconds) -> Timestamp {
        match self.query.open {
            OpenFilter::OnArrival => self.at + travel(),
            OpenFilter::Any | OpenFilter::Now => self.at,
        }
    }

    /// The outlets that an answer may speak of.
    pub fn told_of(&self) -> TagFilter {
        use OutletStatus::*;
        if self.query.hide_planned { status_filter(&[Active, TemporarilyClosed, Closed]) } else { TagFilter::ANY }
    }

    /// Whether the outlet in `slot` is in one of the countries asked for.
    pub fn serves_at(&self, index: &OutletIndex, slot: u32) -> bool {
        self.query.countries.is_empty()
            || index.at(slot).is_some_and(|outlet| self.query.countries.contains(&outlet.hours_source().country))
    }
}
