//! What a text of hours is made of once its words and numbers are known.

use super::lexicon::DaySet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Days(DaySet),
    Time(Time),
    Month(u8),
    Date(Date),
    Closed,
    AllDay,
    Appointment,
    TradingSundays,
    NonTradingSundays,
    To,
    And,
    Except,
    Break,
    /// A semicolon or line end.
    Stop,
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// 0 to 1440.
    pub minute: u16,
    pub meridiem: Option<Meridiem>,
    /// Cannot be a reading of a twelve-hour clock: `08:00`, `17`.
    pub clear: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meridiem {
    Am,
    Pm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

impl Token {
    /// Says on which days.
    pub fn is_when(&self) -> bool {
        use Token::*;
        matches!(self, Days(_) | TradingSundays | NonTradingSundays | Month(_) | Date(_))
    }

    /// Says what holds on them.
    pub fn is_body(&self) -> bool {
        matches!(self, Token::Time(_) | Token::Closed | Token::AllDay | Token::Appointment)
    }
}
