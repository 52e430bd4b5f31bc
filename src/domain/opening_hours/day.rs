//! One local day as painted by its sources: weekly hours first, then overrides, then the law.

use super::local_time::MINUTES_PER_DAY;
use super::trade_law::TradeBan;
use super::{Reason, State};

/// A stretch of one day, in minutes after local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub from: u16,
    pub until: u16,
    pub state: State,
    pub reason: Reason,
    /// The text offers this stretch on trading Sundays only.
    pub trading_sundays_only: bool,
}

/// The cells of one day, in order, without gaps from 0 to 1440.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub cells: Vec<Cell>,
}

impl Day {
    pub fn all(state: State, reason: Reason) -> Self {
        let cell = Cell { from: 0, until: MINUTES_PER_DAY, state, reason, trading_sundays_only: false };
        Self { cells: vec![cell] }
    }

    /// Lays a stretch over what is there.
    pub fn paint(&mut self, from: u16, until: u16, state: State, reason: Reason) {
        let mut painted = Vec::with_capacity(self.cells.len() + 2);
        for cell in &self.cells {
            if cell.from < from {
                painted.push(Cell { until: cell.until.min(from), ..*cell });
            }
        }
        painted.push(Cell { from, until, state, reason, trading_sundays_only: false });
        for cell in &self.cells {
            if cell.until > until {
                painted.push(Cell { from: cell.from.max(until), ..*cell });
            }
        }
        self.cells = painted;
    }

    /// Closes what the ban touches among the cells that `applies` picks.
    ///
    /// Only what would have been open is closed by the law; but where that begins later than the ban,
    /// the closed time around it is the law's too: at 8 on a banned day the next opening is not at 9.
    pub fn ban(&mut self, ban: &TradeBan, applies: impl Fn(&Cell) -> bool) {
        let reason = Reason::LegalClosure(ban.rule);
        let state = if ban.certain { State::Closed } else { State::Unknown };
        let touched: Vec<Cell> = self
            .cells
            .iter()
            .filter(|cell| cell.state != State::Closed && cell.until > ban.from_minute && applies(cell))
            .copied()
            .collect();
        if ban.certain && touched.iter().any(|cell| cell.from > ban.from_minute) {
            let closed: Vec<Cell> = self.cells.iter().filter(|cell| cell.state == State::Closed).copied().collect();
            self.paint_from(ban.from_minute, &closed, State::Closed, reason);
        }
        self.paint_from(ban.from_minute, &touched, state, reason);
    }

    fn paint_from(&mut self, from: u16, cells: &[Cell], state: State, reason: Reason) {
        for cell in cells.iter().filter(|cell| cell.until > from) {
            self.paint(cell.from.max(from), cell.until, state, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opening_hours::LegalRuleId;

    const RULE: LegalRuleId = LegalRuleId(0);

    fn ban_from(from_minute: u16) -> TradeBan {
        TradeBan { rule: RULE, from_minute, certain: true, yields_to_override: false }
    }

    fn shown(day: &Day) -> Vec<(u16, u16, State, bool)> {
        let legal = |cell: &Cell| matches!(cell.reason, Reason::LegalClosure(_));
        day.cells.iter().map(|cell| (cell.from, cell.until, cell.state, legal(cell))).collect()
    }

    fn shop_day(open: u16, close: u16) -> Day {
        let mut day = Day::all(State::Closed, Reason::Regular);
        day.paint(open, close, State::Open, Reason::Regular);
        day
    }

    #[test]
    fn painting_keeps_the_day_without_gaps() {
        let mut day = shop_day(540, 1200);
        day.paint(600, 660, State::Unknown, Reason::Override(0));
        let bounds: Vec<_> = day.cells.iter().map(|cell| (cell.from, cell.until)).collect();
        assert_eq!(bounds, [(0, 540), (540, 600), (600, 660), (660, 1200), (1200, 1440)]);
    }

    #[test]
    fn a_banned_day_is_the_laws_from_midnight_to_midnight() {
        let mut day = shop_day(540, 1200);
        day.ban(&ban_from(0), |_| true);
        assert!(day.cells.iter().all(|cell| cell.reason == Reason::LegalClosure(RULE)));
    }

    #[test]
    fn a_ban_from_noon_leaves_the_morning_and_the_usual_evening() {
        let mut day = shop_day(540, 1200);
        day.ban(&ban_from(720), |_| true);
        let expected = [
            (0, 540, State::Closed, false),
            (540, 720, State::Open, false),
            (720, 1200, State::Closed, true),
            (1200, 1440, State::Closed, false),
        ];
        assert_eq!(shown(&day), expected);
    }

    #[test]
    fn a_day_that_is_closed_anyway_is_not_the_laws() {
        let mut day = Day::all(State::Closed, Reason::Regular);
        day.ban(&ban_from(0), |_| true);
        assert_eq!(shown(&day), [(0, 1440, State::Closed, false)]);
    }

    #[test]
    fn the_tail_of_last_nights_shift_is_cut_alone() {
        let mut day = shop_day(0, 120);
        day.ban(&ban_from(0), |_| true);
        assert_eq!(shown(&day), [(0, 120, State::Closed, true), (120, 1440, State::Closed, false)]);
    }

    #[test]
    fn an_uncertain_ban_makes_the_open_time_unknown() {
        let mut day = shop_day(540, 1200);
        day.ban(&TradeBan { certain: false, ..ban_from(0) }, |_| true);
        let states: Vec<_> = day.cells.iter().map(|cell| cell.state).collect();
        assert_eq!(states, [State::Closed, State::Unknown, State::Closed]);
    }
}
