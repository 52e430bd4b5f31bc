//! When an outlet is open: what people typed, dated overrides, public holidays and trade law, in one answer.
//!
//! `HoursSource` is everything that decides; `Schedule` is what it decides over a window of time, kept
//! as intervals in UTC so that asking costs nanoseconds. Hours that cannot be read give `State::Unknown`
//! all the time and keep the text: never dropped, never "closed". The law wins over a dated override,
//! the override over the weekly hours. The rules and what differs from others: `docs/OPENING_HOURS.md`.

mod compile;
mod day;
mod days;
mod dialect;
mod easter;
mod holiday_calendar;
mod local_time;
mod normalize;
mod public_holidays;
mod reading;
mod schedule;
mod source;
mod span;
mod text_hours;
mod trade_class;
mod trade_law;
mod week;
mod words;

pub use days::{DayHours, days_of, mean_the_same};
pub use easter::easter_sunday;
pub use local_time::{LocalDay, Pass, local_date};
pub use normalize::{TRADING_SUNDAYS, normalize_hours};
pub use public_holidays::{public_holiday, public_holidays_between};
pub use reading::{HoursProblem, HoursReading, read_hours};
pub use schedule::{Schedule, Status, Stretch, WINDOW_DAYS_MAX};
pub use source::HoursSource;
pub use span::{Reason, State};
pub use trade_class::TradeClass;
pub use trade_law::{TradeBan, TradePlace, is_polish_trading_sunday, trade_ban};
pub use week::{Week, weekly_hours};
pub use words::{holiday_code, holiday_local_name, holiday_name, legal_rule_code, legal_rule_name};

/// A public holiday of the tables in `public_holidays`; names in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HolidayId(pub u16);

/// A rule of trade law; names in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LegalRuleId(pub u16);
