//! What is said to a person about an outlet's hours, in Polish, Czech and English.
//!
//! Short, as one says it on the phone: state first, then the time, then the reason. Times are local to
//! the outlet, on a 24-hour clock; days are named from the customer's point of view.

use chrono::{Datelike, NaiveDateTime, TimeZone, Timelike};
use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::language::Language;
use crate::domain::opening_hours::{HoursSource, Reason, State, Status, holiday_name, legal_rule_name};
use crate::domain::outlet::{OutletStatus, Service};
use crate::live::outlets::OutletRef;
use crate::service::find_nearest_outlets::{ExcludedOutlet, ExclusionCode};
use crate::units::Timestamp;

/// One sentence in the three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sentence {
    pub pl: String,
    pub cs: String,
    pub en: String,
}

impl Sentence {
    fn of(mut words: impl FnMut(Language) -> String) -> Self {
        Self { pl: words(Language::Polish), cs: words(Language::Czech), en: words(Language::English) }
    }

    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Polish => &self.pl,
            Language::Czech => &self.cs,
            Language::English => &self.en,
        }
    }
}

/// Times in an outlet's zone, said from a moment of the customer's.
#[derive(Clone, Copy, Debug)]
pub struct LocalWords {
    zone: Tz,
    from: NaiveDateTime,
}

impl LocalWords {
    pub fn new(zone: Tz, from: Timestamp) -> Self {
        Self { zone, from: local(zone, from) }
    }

    /// `20:00` on the same day, else with the day: `jutro 8:00`, `pon. 8:00`, `12.01 8:00`.
    pub fn time(self, at: Timestamp, language: Language) -> String {
        let at = local(self.zone, at);
        let clock = format!("{}:{:02}", at.hour(), at.minute());
        let days = (at.date() - self.from.date()).num_days();
        match days {
            0 => clock,
            1 => format!("{} {clock}", ["jutro", "zítra", "tomorrow"][index(language)]),
            2..=6 => format!("{} {clock}", WEEKDAYS[index(language)][at.weekday().num_days_from_monday() as usize]),
            _ => format!("{} {clock}", day_and_month(at, language)),
        }
    }
}

const WEEKDAYS: [[&str; 7]; 3] = [
    ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."],
    ["po", "út", "st", "čt", "pá", "so", "ne"],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn index(language: Language) -> usize {
    match language {
        Language::Polish => 0,
        Language::Czech => 1,
        Language::English => 2,
    }
}

fn day_and_month(at: NaiveDateTime, language: Language) -> String {
    match language {
        Language::Polish => format!("{}.{:02}", at.day(), at.month()),
        Language::Czech => format!("{}. {}.", at.day(), at.month()),
        Language::English => format!("{} {}", at.day(), MONTHS_EN[at.month0() as usize]),
    }
}

fn local(zone: Tz, at: Timestamp) -> NaiveDateTime {
    let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    zone.from_utc_datetime(&utc.naive_utc()).naive_local()
}

/// "Otwarte do 20:00", "Zamknięte: niedziela niehandlowa …, otwiera jutro 9:00".
pub fn state_sentence(
    status: Status,
    opens_at: Option<Timestamp>,
    words: LocalWords,
    source: &HoursSource,
) -> Sentence {
    Sentence::of(|language| match status.state {
        State::Open => open_words(status, words, language),
        State::Unknown => unknown_words(language).to_owned(),
        State::Closed => closed_words(status.reason, opens_at.or(status.next_change), words, source, language),
    })
}

fn open_words(status: Status, words: LocalWords, language: Language) -> String {
    let Some(closes) = status.next_change else {
        return ["Czynne całą dobę", "Otevřeno nonstop", "Open around the clock"][index(language)].to_owned();
    };
    let until = words.time(closes, language);
    match language {
        Language::Polish => format!("Otwarte do {until}"),
        Language::Czech => format!("Otevřeno do {until}"),
        Language::English => format!("Open until {until}"),
    }
}

fn unknown_words(language: Language) -> &'static str {
    [
        "Godziny otwarcia nieznane, proszę zadzwonić",
        "Otevírací doba není známa, prosím zavolejte",
        "Opening hours unknown, please call",
    ][index(language)]
}

fn closed_words(
    reason: Reason,
    opens_at: Option<Timestamp>,
    words: LocalWords,
    source: &HoursSource,
    language: Language,
) -> String {
    let mut text = ["Zamknięte", "Zavřeno", "Closed"][index(language)].to_owned();
    if let Some(why) = reason_words(reason, source, language).filter(|why| !why.is_empty()) {
        text.push_str(": ");
        text.push_str(&why);
    }
    if let Some(opens) = opens_at {
        text.push_str([", otwiera ", ", otevírá ", ", opens "][index(language)]);
        text.push_str(&words.time(opens, language));
    }
    text
}

/// The law, the holiday or the exception by name; `None` for weekly hours.
pub fn reason_words(reason: Reason, source: &HoursSource, language: Language) -> Option<String> {
    match reason {
        Reason::Regular => None,
        Reason::Override(number) => source.overrides.get(number as usize).map(|each| each.reason.clone()),
        Reason::PublicHoliday(holiday) => Some(holiday_name(holiday, language).to_owned()),
        Reason::LegalClosure(rule) => {
            let mut text = legal_rule_name(rule, language).to_owned();
            if let Some(area) = source.floor_area_m2.filter(|_| source.country == "CZ") {
                text.push_str(&format!(", {area} m²"));
            }
            Some(text)
        }
    }
}

/// Why an outlet is left out.
pub fn exclusion_sentence(
    excluded: &ExcludedOutlet,
    outlet: OutletRef<'_>,
    words: LocalWords,
    services: &[Service],
) -> Sentence {
    let source = outlet.hours_source();
    match excluded.code {
        ExclusionCode::Inactive => inactive_sentence(outlet.status()),
        ExclusionCode::OtherKind => fixed(["Inny rodzaj placówki", "Jiný druh pobočky", "Another kind of outlet"]),
        ExclusionCode::OtherCountry => fixed(["W innym kraju", "V jiné zemi", "In another country"]),
        ExclusionCode::NoService => missing_sentence(excluded.missing_services, services),
        ExclusionCode::ClosesBeforeStay | ExclusionCode::ClosesBeforeArrival => closing_sentence(excluded, words),
        _ => match excluded.status {
            Some(status) => state_sentence(status, excluded.opens_at, words, source),
            None => fixed(["Zamknięte", "Zavřeno", "Closed"]),
        },
    }
}

fn fixed([pl, cs, en]: [&str; 3]) -> Sentence {
    Sentence { pl: pl.to_owned(), cs: cs.to_owned(), en: en.to_owned() }
}

fn inactive_sentence(status: OutletStatus) -> Sentence {
    fixed(match status {
        OutletStatus::Planned => ["Jeszcze nie otwarta", "Ještě neotevřená", "Not opened yet"],
        OutletStatus::TemporarilyClosed => ["Czasowo nieczynna", "Dočasně zavřená", "Temporarily closed"],
        OutletStatus::Closed => ["Zlikwidowana", "Zrušená", "Closed for good"],
        OutletStatus::Active => ["Nieczynna", "Zavřená", "Not active"],
    })
}

fn missing_sentence(missing: u128, services: &[Service]) -> Sentence {
    let names = |language: Language| {
        let missing = services.iter().enumerate().filter(|(bit, _)| *bit < 128 && missing & (1 << bit) != 0);
        missing.map(|(_, service)| service.name.get(language)).collect::<Vec<_>>().join(", ")
    };
    Sentence::of(|language| {
        let label = ["Nie ma tu usługi", "Chybí tu služba", "Does not offer"][index(language)];
        format!("{label}: {}", names(language))
    })
}

/// "Na miejscu 17:55, zamyka o 18:00".
fn closing_sentence(excluded: &ExcludedOutlet, words: LocalWords) -> Sentence {
    let closes = match excluded.code {
        ExclusionCode::ClosesBeforeArrival => excluded.status_now.and_then(|status| status.next_change),
        _ => excluded.status.and_then(|status| status.next_change),
    };
    Sentence::of(|language| {
        let arrive = words.time(excluded.arrive_at, language);
        let closes = closes.map(|closes| words.time(closes, language)).unwrap_or_default();
        match language {
            Language::Polish => format!("Na miejscu {arrive}, zamyka o {closes}"),
            Language::Czech => format!("Na místě {arrive}, zavírá v {closes}"),
            Language::English => format!("There at {arrive}, closes at {closes}"),
        }
    })
}
