//! What is said to a person about an outlet's hours, in Polish, Czech and English.
//!
//! Short, as one says it on the phone: state first, then the time, then the reason. Times are local to
//! the outlet, on a 24-hour clock; days are named from the customer's point of view.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;

use super::time::{LocalTime, local_date};
use crate::domain::language::{Language, Languages};
use crate::domain::opening_hours::{HoursSource, Reason, State, Status, holiday_name, legal_rule_name};
use crate::domain::outlet::{OutletStatus, Service};
use crate::live::outlets::OutletRef;
use crate::service::find_nearest_outlets::{ExcludedOutlet, ExclusionCode};
use crate::units::Timestamp;

/// One sentence in each language asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sentence {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub pl: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub cs: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub en: Option<Cow<'static, str>>,
}

/// Longer than most sentences: one allocation each.
const SENTENCE_BYTES: usize = 64;

impl Sentence {
    /// `say` adds the sentence in a language to the text.
    pub fn of(languages: Languages, say: impl Fn(Language, &mut String)) -> Self {
        Self::each(languages, |language| {
            let mut text = String::with_capacity(SENTENCE_BYTES);
            say(language, &mut text);
            Cow::Owned(text)
        })
    }

    fn fixed(languages: Languages, texts: [&'static str; 3]) -> Self {
        Self::each(languages, |language| Cow::Borrowed(texts[language.index()]))
    }

    fn each(languages: Languages, text: impl Fn(Language) -> Cow<'static, str>) -> Self {
        let text = |language| languages.contains(language).then(|| text(language));
        Self { pl: text(Language::Polish), cs: text(Language::Czech), en: text(Language::English) }
    }

    /// Empty in a language that was not asked for.
    pub fn get(&self, language: Language) -> &str {
        let text = match language {
            Language::Polish => &self.pl,
            Language::Czech => &self.cs,
            Language::English => &self.en,
        };
        text.as_deref().unwrap_or_default()
    }
}

/// Times in an outlet's zone, said from a moment of the customer's, and the languages to say them in.
#[derive(Clone, Copy, Debug)]
pub struct LocalWords {
    zone: Tz,
    from: NaiveDate,
    pub languages: Languages,
}

impl LocalWords {
    pub fn new(zone: Tz, from: Timestamp, languages: Languages) -> Self {
        Self { zone, from: local_date(from, zone), languages }
    }

    fn local(self, at: Timestamp) -> LocalTime {
        LocalTime::new(at, self.zone)
    }

    /// Adds `20:00` on the same day, else with the day: `jutro 8:00`, `pon. 8:00`, `12.01 8:00`.
    pub fn push_time(self, text: &mut String, at: LocalTime, language: Language) {
        let at = at.naive();
        match (at.date() - self.from).num_days() {
            0 => {}
            1 => text.push_str(["jutro ", "zítra ", "tomorrow "][language.index()]),
            2..=6 => {
                text.push_str(WEEKDAYS[language.index()][at.weekday().num_days_from_monday() as usize]);
                text.push(' ');
            }
            _ => {
                push_day_and_month(text, at.date(), language);
                text.push(' ');
            }
        }
        push_number(text, at.hour());
        text.push(':');
        text.push(char::from(b'0' + (at.minute() / 10) as u8));
        text.push(char::from(b'0' + (at.minute() % 10) as u8));
    }
}

/// Adds a number below 100.
fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        text.push(char::from(b'0' + (number / 10) as u8));
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

const WEEKDAYS: [[&str; 7]; 3] = [
    ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."],
    ["po", "út", "st", "čt", "pá", "so", "ne"],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn push_day_and_month(text: &mut String, date: NaiveDate, language: Language) {
    let written = match language {
        Language::Polish => write!(text, "{}.{:02}", date.day(), date.month()),
        Language::Czech => write!(text, "{}. {}.", date.day(), date.month()),
        Language::English => write!(text, "{} {}", date.day(), MONTHS_EN[date.month0() as usize]),
    };
    written.expect("a text takes what is written to it");
}

/// "Otwarte do 20:00", "Zamknięte: niedziela niehandlowa …, otwiera jutro 9:00".
pub fn state_sentence(
    status: Status,
    opens_at: Option<Timestamp>,
    words: LocalWords,
    source: &HoursSource,
) -> Sentence {
    match status.state {
        State::Open => open_sentence(status, words),
        State::Unknown => Sentence::fixed(
            words.languages,
            [
                "Godziny otwarcia nieznane, proszę zadzwonić",
                "Otevírací doba není známa, prosím zavolejte",
                "Opening hours unknown, please call",
            ],
        ),
        State::Closed => closed_sentence(status.reason, opens_at.or(status.next_change), words, source),
    }
}

fn open_sentence(status: Status, words: LocalWords) -> Sentence {
    let Some(closes) = status.next_change.map(|closes| words.local(closes)) else {
        return Sentence::fixed(words.languages, ["Czynne całą dobę", "Otevřeno nonstop", "Open around the clock"]);
    };
    Sentence::of(words.languages, |language, text| {
        text.push_str(["Otwarte do ", "Otevřeno do ", "Open until "][language.index()]);
        words.push_time(text, closes, language);
    })
}

fn closed_sentence(reason: Reason, opens_at: Option<Timestamp>, words: LocalWords, source: &HoursSource) -> Sentence {
    let opens_at = opens_at.map(|opens| words.local(opens));
    Sentence::of(words.languages, |language, text| {
        text.push_str(["Zamknięte", "Zavřeno", "Closed"][language.index()]);
        let state_ends = text.len();
        text.push_str(": ");
        let colon_ends = text.len();
        push_reason(text, reason, source, language);
        if text.len() == colon_ends {
            text.truncate(state_ends);
        }
        if let Some(opens) = opens_at {
            text.push_str([", otwiera ", ", otevírá ", ", opens "][language.index()]);
            words.push_time(text, opens, language);
        }
    })
}

/// Adds the law, the holiday or the exception by name; nothing for weekly hours.
pub fn push_reason(text: &mut String, reason: Reason, source: &HoursSource, language: Language) {
    match reason {
        Reason::Regular => {}
        Reason::Override(number) => {
            text.push_str(source.overrides.get(number as usize).map_or("", |each| &each.reason));
        }
        Reason::PublicHoliday(holiday) => text.push_str(holiday_name(holiday, language)),
        Reason::LegalClosure(rule) => {
            text.push_str(legal_rule_name(rule, language));
            if let Some(area) = source.floor_area_m2.filter(|_| source.country == "CZ") {
                write!(text, ", {area} m²").expect("a text takes what is written to it");
            }
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
        ExclusionCode::Unreachable => Sentence::fixed(
            words.languages,
            ["Nie prowadzi tam stąd żadna droga", "Nevede tam odtud žádná cesta", "No road leads there from here"],
        ),
        ExclusionCode::Inactive => inactive_sentence(outlet.status(), words.languages),
        ExclusionCode::OtherKind => {
            Sentence::fixed(words.languages, ["Inny rodzaj placówki", "Jiný druh pobočky", "Another kind of outlet"])
        }
        ExclusionCode::OtherCountry => {
            Sentence::fixed(words.languages, ["W innym kraju", "V jiné zemi", "In another country"])
        }
        ExclusionCode::NoService => missing_sentence(excluded.missing_services, services, words.languages),
        ExclusionCode::ClosesBeforeStay | ExclusionCode::ClosesBeforeArrival => closing_sentence(excluded, words),
        _ => match excluded.status {
            Some(status) => state_sentence(status, excluded.opens_at, words, source),
            None => Sentence::fixed(words.languages, ["Zamknięte", "Zavřeno", "Closed"]),
        },
    }
}

fn inactive_sentence(status: OutletStatus, languages: Languages) -> Sentence {
    let texts = match status {
        OutletStatus::Planned => ["Jeszcze nie otwarta", "Ještě neotevřená", "Not opened yet"],
        OutletStatus::TemporarilyClosed => ["Czasowo nieczynna", "Dočasně zavřená", "Temporarily closed"],
        OutletStatus::Closed => ["Zlikwidowana", "Zrušená", "Closed for good"],
        OutletStatus::Active => ["Nieczynna", "Zavřená", "Not active"],
    };
    Sentence::fixed(languages, texts)
}

fn missing_sentence(missing: u128, services: &[Service], languages: Languages) -> Sentence {
    let is_missing = |bit: usize| bit < u128::BITS as usize && missing >> bit & 1 == 1;
    Sentence::of(languages, |language, text| {
        text.push_str(["Nie ma tu usługi: ", "Chybí tu služba: ", "Does not offer: "][language.index()]);
        let names = services.iter().enumerate().filter(|(bit, _)| is_missing(*bit));
        for (number, (_, service)) in names.enumerate() {
            text.push_str(if number > 0 { ", " } else { "" });
            text.push_str(service.name.get(language));
        }
    })
}

/// "Na miejscu 17:55, zamyka o 18:00".
fn closing_sentence(excluded: &ExcludedOutlet, words: LocalWords) -> Sentence {
    let closes = match excluded.code {
        ExclusionCode::ClosesBeforeArrival => excluded.status_now.and_then(|status| status.next_change),
        _ => excluded.status.and_then(|status| status.next_change),
    };
    let (arrive, closes) = (words.local(excluded.arrive_at), closes.map(|closes| words.local(closes)));
    Sentence::of(words.languages, |language, text| {
        text.push_str(["Na miejscu ", "Na místě ", "There at "][language.index()]);
        words.push_time(text, arrive, language);
        if let Some(closes) = closes {
            text.push_str([", zamyka o ", ", zavírá v ", ", closes at "][language.index()]);
            words.push_time(text, closes, language);
        }
    })
}
