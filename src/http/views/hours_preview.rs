//! Hours day by day, and the question for them.

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::outlet::{OverrideBody, override_from_body};
use super::sentences::{Sentence, push_reason};
use crate::domain::language::Languages;
use crate::domain::opening_hours::{
    DayHours, HoursSource, Reason, TradeClass, holiday_code, holiday_name, is_polish_trading_sunday, legal_rule_code,
};
use crate::domain::outlet::{HOURS_CHARS_MAX, LINE_CHARS_MAX, OVERRIDES_MAX, zone_of_country};
use crate::domain::validation::{Checker, ValidationError};

/// What an editor shows when nobody says otherwise.
const DAYS: u64 = 60;
/// A schedule is compiled for at most 400 days, two of which lie around the first and the last.
const DAYS_MAX: u64 = 396;

/// Hours as somebody writes them, and where they would hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursPreviewBody {
    #[schema(example = "Mo-Fr 09:00-20:00; PH off")]
    pub opening_hours: String,
    #[serde(default)]
    pub overrides: Vec<OverrideBody>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "PL")]
    pub country: String,
    /// ISO 3166-2; empty where unknown.
    #[serde(default)]
    pub region: String,
    /// How trade law sees the outlet; `retail` when absent.
    #[serde(default)]
    pub trade_class: Option<String>,
    #[serde(default)]
    pub floor_area_m2: Option<f64>,
    /// IANA name; the zone of the country when absent.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The first day; today there when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<NaiveDate>,
    /// 1 to 396; 60 when absent.
    #[serde(default)]
    pub days: Option<u64>,
    /// Another text of hours, to learn whether it means the same.
    #[serde(default)]
    pub same_as: Option<String>,
}

/// A question that can be answered.
#[derive(Debug)]
pub struct AskedHours {
    pub source: HoursSource,
    pub first: Option<NaiveDate>,
    pub days: u64,
    pub compared: Option<String>,
}

/// What the hours mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursPreview {
    /// `false`: nobody can tell when the outlet is open; customers are told to call.
    pub readable: bool,
    /// The same hours in OSM syntax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalized: Option<String>,
    /// What to do about hours that cannot be read, or a caution about ones that can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Whether the text in `same_as` means the same on each of 398 days, exceptions and trade law aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same: Option<bool>,
    pub days: Vec<PreviewDay>,
}

/// One day by the calendar of the place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewDay {
    #[schema(value_type = String, format = Date)]
    pub date: NaiveDate,
    pub open: Vec<PreviewSpan>,
    /// When nobody knows.
    pub unknown: Vec<PreviewSpan>,
    /// `override`, `public_holiday` or `legal_closure`, where one of them changed the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// Code of the rule of law or of the holiday that changed the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Sentence>,
    /// The public holiday of that day, whether or not it changes the hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holiday: Option<Sentence>,
    /// On Polish Sundays: whether shops may trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trading_sunday: Option<bool>,
}

/// Minutes after the midnight of the day; a night shift ends beyond 1440.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewSpan {
    pub from_minute: i64,
    pub until_minute: i64,
}

impl HoursPreviewBody {
    pub fn into_asked(self) -> Result<AskedHours, ValidationError> {
        let mut check = Checker::default();
        self.check_texts(&mut check);
        let trade_class = self.trade_class.as_deref().map_or(Some(TradeClass::Retail), TradeClass::from_code);
        check.require(trade_class.is_some(), "/trade_class", "unknown_value", || {
            format!("use one of {}", TradeClass::ALL.iter().map(|class| class.code()).collect::<Vec<_>>().join(", "))
        });
        let zone = self.time_zone.as_deref().unwrap_or_else(|| zone_of_country(&self.country)).parse::<Tz>().ok();
        check.require(zone.is_some(), "/time_zone", "unknown_value", || "use an IANA name like Europe/Warsaw".into());
        let days = self.days.unwrap_or(DAYS);
        check.require((1..=DAYS_MAX).contains(&days), "/days", "out_of_range", || {
            format!("give a number from 1 to {DAYS_MAX}")
        });
        let area = self.floor_area_m2.filter(|area| area.is_finite() && *area >= 0.0);
        let source = HoursSource {
            opening_hours: self.opening_hours,
            overrides: self.overrides.into_iter().map(override_from_body).collect(),
            country: self.country,
            region: self.region,
            trade_class: trade_class.unwrap_or(TradeClass::Retail),
            floor_area_m2: area.map(|area| area.ceil() as u32),
            time_zone: zone.unwrap_or(Tz::Europe__Warsaw),
        };
        check.finish(AskedHours { source, first: self.from, days, compared: self.same_as })
    }

    /// Whatever an outlet may not have in these fields either.
    fn check_texts(&self, check: &mut Checker) {
        check.text("/opening_hours", &self.opening_hours, HOURS_CHARS_MAX);
        check.text("/same_as", self.same_as.as_deref().unwrap_or_default(), HOURS_CHARS_MAX);
        check.text("/region", &self.region, LINE_CHARS_MAX);
        check.require(self.overrides.len() <= OVERRIDES_MAX, "/overrides", "too_many", || {
            format!("give at most {OVERRIDES_MAX} overrides")
        });
        for (index, each) in self.overrides.iter().enumerate() {
            let hours = each.hours.as_deref().unwrap_or_default();
            check.text(&format!("/overrides/{index}/hours"), hours, LINE_CHARS_MAX);
            check.text(&format!("/overrides/{index}/reason"), &each.reason, LINE_CHARS_MAX);
        }
        let country_ok = self.country.len() == 2 && self.country.bytes().all(|byte| byte.is_ascii_uppercase());
        check.require(country_ok, "/country", "format", || "use the two-letter ISO 3166-1 code, like PL".into());
    }
}

impl PreviewDay {
    pub fn new(day: &DayHours, source: &HoursSource) -> Self {
        let (reason, rule) = match day.reason {
            None | Some(Reason::Regular) => (None, None),
            Some(Reason::Override(_)) => (Some("override"), None),
            Some(Reason::PublicHoliday(holiday)) => (Some("public_holiday"), Some(holiday_code(holiday))),
            Some(Reason::LegalClosure(rule)) => (Some("legal_closure"), Some(legal_rule_code(rule))),
        };
        let say = |reason| Sentence::of(Languages::All, |language, text| push_reason(text, reason, source, language));
        let named =
            |holiday| Sentence::of(Languages::All, |language, text| text.push_str(holiday_name(holiday, language)));
        let is_polish_sunday = source.country == "PL" && day.date.weekday() == Weekday::Sun;
        Self {
            date: day.date,
            open: day.open.iter().map(PreviewSpan::of).collect(),
            unknown: day.unknown.iter().map(PreviewSpan::of).collect(),
            reason,
            rule,
            reason_text: day.reason.map(say),
            holiday: source.holiday_on(day.date).map(named),
            trading_sunday: is_polish_sunday.then(|| is_polish_trading_sunday(day.date)),
        }
    }
}

impl PreviewSpan {
    fn of(&(from_minute, until_minute): &(i64, i64)) -> Self {
        Self { from_minute, until_minute }
    }
}
