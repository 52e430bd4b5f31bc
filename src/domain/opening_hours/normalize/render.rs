//! Rules in OSM syntax. Narrower rules come after broader ones, because there the later rule wins.

use super::TRADING_SUNDAYS;
use super::lexicon::{DaySet, MO_SU, PH};
use super::rule::{Body, Rule, Season};
use super::token::Date;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn render(mut rules: Vec<Rule>) -> String {
    merge_repeated_days(&mut rules);
    rules.sort_by_key(breadth);
    if rules.iter().any(runs_past_midnight) {
        drop_needless_closings(&mut rules);
    }
    let mut osm = String::new();
    for (index, each) in rules.iter().enumerate() {
        if index > 0 {
            osm.push_str(if adds_to(&rules[..index], each) { ", " } else { "; " });
        }
        osm.push_str(&rule(each));
    }
    osm
}

fn runs_past_midnight(rule: &Rule) -> bool {
    matches!(&rule.body, Body::Times(times) if times.iter().any(|(from, until)| until < from || *until > 24 * 60))
}

/// After `;` a rule wipes its days clean, the small hours of last night's shift too; after `,` it adds to them.
fn adds_to(before: &[Rule], rule: &Rule) -> bool {
    let others_days = before.iter().any(|other| shares_days(other, rule));
    let open = !matches!(rule.body, Body::Closed);
    before.iter().any(runs_past_midnight) && open && rule.days.is_some() && !others_days
}

fn shares_days(one: &Rule, other: &Rule) -> bool {
    let days = |rule: &Rule| rule.days.unwrap_or(MO_SU);
    one.season.is_some()
        || other.season.is_some()
        || (days(one) | days(other)) & PH != 0
        || days(one) & days(other) != 0
}

/// `pt-sob 18-2, nd nieczynne`: Sunday is closed by not being named, but for the end of Saturday night.
fn drop_needless_closings(rules: &mut Vec<Rule>) {
    let opened = rules.clone();
    rules.retain(|rule| {
        rule.body != Body::Closed || opened.iter().any(|other| other.body != Body::Closed && shares_days(other, rule))
    });
}

/// Whole year before seasons before public holidays before dates; otherwise as typed.
fn breadth(rule: &Rule) -> u8 {
    match (rule.season, rule.days.unwrap_or(0) & PH != 0) {
        (Some(Season::Dates(..)), _) => 3,
        (_, true) => 2,
        (Some(Season::Months(..)), _) => 1,
        (None, _) => 0,
    }
}

/// `pn 8-12; pn 13-17` means both, where OSM would take the last alone.
fn merge_repeated_days(rules: &mut Vec<Rule>) {
    rules.dedup_by(|next, first| {
        let same_days = next.days == first.days && next.season == first.season;
        let same_sundays = next.trading_sundays_only == first.trading_sundays_only;
        match (&mut first.body, &next.body) {
            (Body::Times(times), Body::Times(more)) if same_days && same_sundays => {
                times.extend(more);
                true
            }
            _ => false,
        }
    });
}

fn rule(rule: &Rule) -> String {
    let days = rule.days.map_or(String::new(), day_set);
    let all_week = rule.season.is_none() && rule.days.is_none_or(|days| days == MO_SU);
    let body = match &rule.body {
        Body::Times(times) => times.iter().map(|range| clock_range(*range)).collect::<Vec<_>>().join(","),
        Body::Closed => "off".to_owned(),
        Body::AllDay if all_week && !rule.trading_sundays_only => return "24/7".to_owned(),
        Body::AllDay => "00:00-24:00".to_owned(),
        Body::Appointment => "unknown \"by appointment\"".to_owned(),
    };
    let limit = if rule.trading_sundays_only { format!("open \"{TRADING_SUNDAYS}\"") } else { String::new() };
    let season = rule.season.map_or(String::new(), season);
    let parts = [season, days, body, limit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Runs of two and more days as ranges, public holidays last.
fn day_set(set: DaySet) -> String {
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        let run = (day..7).take_while(|d| set & (1 << d) != 0).count();
        match run {
            0 => {}
            1 => parts.push(DAYS[day].to_owned()),
            _ => parts.push(format!("{}-{}", DAYS[day], DAYS[day + run - 1])),
        }
        day += run.max(1);
    }
    if set & PH != 0 {
        parts.push("PH".to_owned());
    }
    parts.join(",")
}

fn clock_range((from, until): (u16, u16)) -> String {
    format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
}

fn season(season: Season) -> String {
    let month = |month: u8| MONTHS[usize::from(month) - 1];
    match season {
        Season::Months(first, last) if first == last => month(first).to_owned(),
        Season::Months(first, last) => format!("{}-{}", month(first), month(last)),
        Season::Dates(first, last) if first == last => date(first),
        Season::Dates(first, last) => format!("{}-{}", date(first), date(last)),
    }
}

fn date(date: Date) -> String {
    let year = date.year.map_or(String::new(), |year| format!("{year} "));
    format!("{year}{} {:02}", MONTHS[usize::from(date.month) - 1], date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_sets_are_written_as_runs() {
        let table = [
            (0b000_0001, "Mo"),
            (0b001_1111, "Mo-Fr"),
            (0b110_0000, "Sa-Su"),
            (0b100_0101, "Mo,We,Su"),
            (0b1110_0000, "Sa-Su,PH"),
            (PH, "PH"),
        ];
        for (set, expected) in table {
            assert_eq!(day_set(set), expected);
        }
    }
}
