//! One rule of a text: which days, in which season, open from when until when.

use super::lexicon::DaySet;
use super::token::Date;

/// One rule of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub season: Option<Season>,
    /// `None`: every day.
    pub days: Option<DaySet>,
    pub body: Body,
    pub trading_sundays_only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// From and until in minutes; until before from where the shift runs past midnight.
    Times(Vec<(u16, u16)>),
    Closed,
    AllDay,
    Appointment,
}

/// A part of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Months(u8, u8),
    Dates(Date, Date),
}

impl Season {
    /// A day or a short stretch said for one rule only, unlike a season that stands until the next one.
    pub fn is_dated(self) -> bool {
        matches!(self, Season::Dates(..))
    }
}
