//! From tokens to rules: which days, in which season, open from when until when.
//!
//! Days come before their times (`pn-pt 8-16`) or, when the text begins with a time, after them
//! (`8-16 pn-pt`). Whatever does not fit ends the reading.

use super::clock_range::{cut_out, resolve};
use super::lexicon::{DaySet, MO_SU, PH, SU};
use super::rule::{Body, Rule, Season};
use super::token::{Time, Token};

/// More rules than a week of single days in four seasons; bounds what later steps compare.
const RULES_MAX: usize = 64;

/// The rules of a text; `None` where the tokens make no sense together.
pub(super) fn parse(tokens: &[Token]) -> Option<Vec<Rule>> {
    let mut parser = Parser::new(tokens);
    while parser.at < tokens.len() {
        parser.step()?;
        if parser.rules.len() > RULES_MAX {
            return None;
        }
    }
    parser.finish()
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    rules: Vec<Rule>,
    /// Days that wait for their times.
    pending: Option<DaySet>,
    pending_trading: bool,
    /// A `Stop` came since the pending days.
    stopped: bool,
    season: Option<Season>,
    season_used: bool,
    /// `święta nieczynne` said as an exception of another rule.
    off_later: DaySet,
    closed_on_other_sundays: bool,
    times_first: bool,
}

impl<'a> Parser<'a> {
    fn new(tokens: &'a [Token]) -> Self {
        let first_when = tokens.iter().position(Token::is_when);
        let first_body = tokens.iter().position(Token::is_body);
        let times_first = matches!((first_body, first_when), (Some(body), Some(when)) if body < when);
        Self {
            tokens,
            at: 0,
            rules: Vec::new(),
            pending: None,
            pending_trading: false,
            stopped: false,
            season: None,
            season_used: true,
            off_later: 0,
            closed_on_other_sundays: false,
            times_first,
        }
    }

    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn peek_at(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn step(&mut self) -> Option<()> {
        match self.peek()? {
            Token::Stop => {
                self.stopped = true;
                self.at += 1;
            }
            Token::And => self.at += 1,
            Token::Days(_) => self.days()?,
            Token::TradingSundays => self.trading_sundays()?,
            Token::NonTradingSundays => self.non_trading_sundays()?,
            Token::Month(_) | Token::Date(_) => self.season()?,
            Token::Time(_) | Token::Closed | Token::AllDay | Token::Appointment => self.body()?,
            Token::Except => self.except()?,
            Token::Break => self.pause()?,
            Token::To => return None,
        }
        Some(())
    }

    fn days(&mut self) -> Option<()> {
        let set = self.day_list()?;
        match self.rules.last_mut() {
            Some(last) if self.times_first && last.days.is_none() && self.pending.is_none() => last.days = Some(set),
            _ => self.wait_for_times(set)?,
        }
        Some(())
    }

    fn wait_for_times(&mut self, set: DaySet) -> Option<()> {
        if self.pending.is_some() && self.stopped {
            return None;
        }
        self.pending = Some(self.pending.unwrap_or(0) | set);
        self.stopped = false;
        Some(())
    }

    /// `pn-pt`, `so, ne`, `pn i śr`, `po st pá`.
    fn day_list(&mut self) -> Option<DaySet> {
        let mut list = self.day_item()?;
        loop {
            match (self.peek(), self.peek_at(1)) {
                (Some(Token::And), Some(Token::Days(_))) => self.at += 1,
                (Some(Token::Days(_)), _) => {}
                _ => return Some(list),
            }
            list |= self.day_item()?;
        }
    }

    fn day_item(&mut self) -> Option<DaySet> {
        let Some(Token::Days(first)) = self.peek() else { return None };
        self.at += 1;
        if self.peek() != Some(Token::To) {
            return Some(first);
        }
        let Some(Token::Days(last)) = self.peek_at(1) else { return None };
        self.at += 2;
        day_range(first, last)
    }

    fn trading_sundays(&mut self) -> Option<()> {
        self.at += 1;
        let body_follows = matches!(self.peek(), Some(Token::Time(_) | Token::Closed | Token::AllDay));
        match self.rules.last_mut() {
            // `nd 10-16 tylko niedziele handlowe` speaks of the rule before it.
            Some(last) if !body_follows && self.pending.is_none() && last.days == Some(SU) => {
                last.trading_sundays_only = true;
            }
            _ if self.pending.is_some_and(|days| days != SU) => return None,
            _ => {
                self.wait_for_times(SU)?;
                self.pending_trading = true;
            }
        }
        Some(())
    }

    /// Only "closed on non-trading Sundays" can be said in OSM syntax, by limiting the other Sundays' rule.
    fn non_trading_sundays(&mut self) -> Option<()> {
        let closed_before = self.at > 0 && self.tokens[self.at - 1] == Token::Closed;
        self.at += 1;
        let closed_after = self.peek() == Some(Token::Closed);
        if self.pending.is_some() || !(closed_after || closed_before) {
            return None;
        }
        if closed_after {
            self.at += 1;
        } else if self.rules.last().is_some_and(|last| last.body == Body::Closed && last.days.is_none()) {
            self.rules.pop();
        }
        self.closed_on_other_sundays = true;
        Some(())
    }

    fn season(&mut self) -> Option<()> {
        if self.pending.is_some() || !self.season_used {
            return None;
        }
        let first = self.peek()?;
        self.at += 1;
        let last = if self.peek() == Some(Token::To) {
            self.at += 2;
            *self.tokens.get(self.at - 1)?
        } else {
            first
        };
        self.season = Some(match (first, last) {
            (Token::Month(first), Token::Month(last)) => Season::Months(first, last),
            (Token::Date(first), Token::Date(last)) => Season::Dates(first, last),
            _ => return None,
        });
        self.season_used = false;
        Some(())
    }

    fn body(&mut self) -> Option<()> {
        let body = self.read_body()?;
        if let Some(days) = self.pending.take() {
            return self.push(Some(days), body);
        }
        let fresh_season = !self.season_used;
        match self.rules.last_mut() {
            None => self.push(None, body),
            _ if fresh_season => self.push(None, body),
            Some(last) if !self.times_first || last.days.is_none() => match (&mut last.body, body) {
                (Body::Times(times), Body::Times(more)) => {
                    times.extend(more);
                    Some(())
                }
                (_, Body::Closed) => self.closed_days(),
                _ => None,
            },
            Some(_) => self.push(None, body),
        }
    }

    /// `..., nieczynne w niedziele` at the end of a text in which days come first.
    fn closed_days(&mut self) -> Option<()> {
        if self.peek() == Some(Token::NonTradingSundays) {
            return Some(());
        }
        let days = self.day_list()?;
        let times_follow = matches!(self.peek(), Some(Token::Time(_) | Token::AllDay | Token::Closed));
        if times_follow { None } else { self.push(Some(days), Body::Closed) }
    }

    fn read_body(&mut self) -> Option<Body> {
        let body = match self.peek()? {
            Token::Closed => Body::Closed,
            Token::AllDay => Body::AllDay,
            Token::Appointment => Body::Appointment,
            _ => return self.times(),
        };
        self.at += 1;
        Some(body)
    }

    /// `8-12, 13-17`; one range from midnight to midnight by the twelve-hour clock means closed.
    fn times(&mut self) -> Option<Body> {
        let mut times = vec![self.clock_range()?];
        loop {
            match (self.peek(), self.peek_at(1)) {
                (Some(Token::And), Some(Token::Time(_))) => self.at += 1,
                (Some(Token::Time(_)), _) => {}
                _ => break,
            }
            times.push(self.clock_range()?);
        }
        let times: Option<Vec<_>> = times.into_iter().map(|(from, until)| resolve(from, until)).collect();
        let times = times?;
        match times.as_slice() {
            [None] => Some(Body::Closed),
            [Some((0, 1440))] => Some(Body::AllDay),
            _ => Some(Body::Times(times.into_iter().collect::<Option<_>>()?)),
        }
    }

    fn clock_range(&mut self) -> Option<(Time, Time)> {
        match (self.peek(), self.peek_at(1), self.peek_at(2)) {
            (Some(Token::Time(from)), Some(Token::To), Some(Token::Time(until))) => {
                self.at += 3;
                Some((from, until))
            }
            _ => None,
        }
    }

    /// `codziennie oprócz niedziel 8-20`, `8-20 codziennie oprócz niedziel`.
    fn except(&mut self) -> Option<()> {
        self.at += 1;
        let list = self.day_list()?;
        let days = match (&mut self.pending, self.rules.last_mut()) {
            (Some(days), _) => days,
            (None, Some(last)) => last.days.get_or_insert(MO_SU),
            (None, None) => return None,
        };
        *days &= !list;
        self.off_later |= list & PH;
        if *days == 0 { None } else { Some(()) }
    }

    /// `8-16 (przerwa 12-13)`.
    fn pause(&mut self) -> Option<()> {
        self.at += 1;
        let (from, until) = self.clock_range()?;
        let (from, until) = resolve(from, until)??;
        match self.rules.last_mut().map(|last| &mut last.body) {
            Some(Body::Times(times)) if self.pending.is_none() => cut_out(times, from, until),
            _ => None,
        }
    }

    fn push(&mut self, days: Option<DaySet>, body: Body) -> Option<()> {
        let trading_sundays_only = std::mem::take(&mut self.pending_trading);
        self.rules.push(Rule { season: self.season, days, body, trading_sundays_only });
        self.season_used = true;
        if self.season.is_some_and(Season::is_dated) {
            self.season = None;
        }
        Some(())
    }

    fn finish(mut self) -> Option<Vec<Rule>> {
        let days_missing =
            self.times_first && self.rules.iter().any(|rule| rule.days.is_none() && rule.season.is_none());
        let overlap = self.rules.iter().any(|rule| matches!(&rule.body, Body::Times(times) if overlapping(times)));
        if self.pending.is_some() || !self.season_used || days_missing || overlap || self.rules.is_empty() {
            return None;
        }
        if self.off_later != 0 {
            let days = Some(self.off_later);
            self.rules.push(Rule { season: None, days, body: Body::Closed, trading_sundays_only: false });
        }
        if self.closed_on_other_sundays {
            self.limit_sundays();
        }
        Some(self.rules)
    }

    /// Repeats what holds on Sundays as a rule for trading Sundays.
    fn limit_sundays(&mut self) {
        let on_sundays = |rule: &&Rule| rule.season.is_none() && rule.days.unwrap_or(MO_SU) & SU != 0;
        let Some(rule) = self.rules.iter().rev().find(on_sundays) else { return };
        if rule.body != Body::Closed && !rule.trading_sundays_only {
            let limited = Rule { days: Some(SU), trading_sundays_only: true, ..rule.clone() };
            self.rules.push(limited);
        }
    }
}

/// Two stretches of one day that overlap were meant for two days.
fn overlapping(times: &[(u16, u16)]) -> bool {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair[0].1 < pair[0].0 || pair[1].0 < pair[0].1)
}

/// Every day from `first` to `last`, over the end of the week where needed; both single weekdays.
fn day_range(first: DaySet, last: DaySet) -> Option<DaySet> {
    let single = |set: DaySet| set & PH == 0 && set.count_ones() == 1;
    if !single(first) || !single(last) {
        return None;
    }
    let (mut set, mut day) = (first, first);
    while day != last {
        day = if day == SU { 1 } else { day << 1 };
        set |= day;
    }
    Some(set)
}
