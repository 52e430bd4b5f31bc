//! What the geocoder makes of a customer's text: a point, how exact it is, and the one question where several fit.

use chrono::NaiveDate;

use super::formats::date;
use super::query::ListQuery;
use super::texts::{country, text};
use super::where_from::{Exactness, Kind, WhereFrom, WhichOne};
use crate::app::App;
use crate::domain::language::Language;
use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::answer::{Answer, Candidate, Level, Question, QuestionAbout};
use crate::geocoder::query::{Options, TEXT_CHARS_MAX};
use crate::geocoder::record::Source;
use crate::http::error::Problem;
use crate::service::geocode::{self, typed_point};

/// Below it the page says that it has guessed.
const SURE_FROM: f64 = 0.5;

/// As many as one reads before one types more.
const CHOICES_MAX: usize = 8;

/// Addresses carry points to six digits; farther off it is another thing of that name.
const SAME_POINT_M: f64 = 1.0;

/// What the text means; `None` where it is no text for the geocoder, or there is nothing that could be searched.
pub async fn geocoded(
    app: &App,
    query: &ListQuery,
    bias: Option<LonLat>,
    language: Language,
) -> Result<Option<WhereFrom>, Problem> {
    let is_other_writing = typed_point(&query.q).is_some() || query.q.contains('+');
    let too_long = query.q.chars().nth(TEXT_CHARS_MAX).is_some();
    if is_other_writing || too_long || !app.geocoding.indexes().knows_places() {
        return Ok(None);
    }
    let reply = Some(query.reply.clone()).filter(|reply| !reply.is_empty());
    let options = Options { limit: CHOICES_MAX, bias, reply, ..Options::default() };
    let answer = app.geocoding.answer(geocode::Question::text(&query.q, options)).await?;
    Ok(found(&answer, language))
}

fn found(answer: &Answer, language: Language) -> Option<WhereFrom> {
    let best = answer.candidates.first()?;
    Some(WhereFrom {
        point: best.point,
        label: label(best, language),
        kind: Kind::Found(exactness(best, answer.question.is_some())),
        others: Vec::new(),
        which: answer.question.as_ref().map(|question| which_one(question, language)),
        data: data(best, language),
    })
}

/// Who says where the place of a suggestion is, which comes back as its label and point; empty where that is not known.
pub async fn data_of_choice(app: &App, label: &str, point: LonLat, language: Language) -> Result<String, Problem> {
    if label.chars().nth(TEXT_CHARS_MAX).is_some() {
        return Ok(String::new());
    }
    let options = Options { limit: CHOICES_MAX, bias: Some(point), ..Options::default() };
    let answer = app.geocoding.answer(geocode::Question::text(label, options)).await?;
    let same = |candidate: &&Candidate| great_circle_distance(candidate.point, point).0 <= SAME_POINT_M;
    Ok(answer.candidates.iter().find(same).map(|found| data(found, language)).unwrap_or_default())
}

fn data(candidate: &Candidate, language: Language) -> String {
    source(candidate, language).map(|told| format!("{} {told}.", text("position_by", language))).unwrap_or_default()
}

/// `© OpenStreetMap, dane z 10 lut 2016`; `None` for our own outlets.
pub fn source(candidate: &Candidate, language: Language) -> Option<String> {
    let name = source_name(candidate.source, language)?;
    let day = NaiveDate::parse_from_str(&candidate.data_date, "%Y-%m-%d");
    let of = day.map(|day| format!(", {} {}", text("data_of", language), date(day, language)));
    Some(format!("{name}{}", of.unwrap_or_default()))
}

/// Whoever publishes the data, as they want to be named; `None` for the company itself.
fn source_name(source: Source, language: Language) -> Option<&'static str> {
    Some(match source {
        Source::Outlet => return None,
        Source::Prg => "PRG, GUGiK",
        Source::Ruian => "RÚIAN, ČÚZK",
        Source::OpenStreetMap => "© OpenStreetMap",
        Source::GeoNames => "GeoNames",
        Source::PostcodeTable => text("postcode_table", language),
    })
}

/// With the country where it is not the reader's.
pub fn label(candidate: &Candidate, language: Language) -> String {
    let code = &candidate.components.country;
    if code.is_empty() || language.country() == Some(code.as_str()) || candidate.level == Level::Country {
        return candidate.label.clone();
    }
    format!("{}, {}", candidate.label, country(code, language))
}

/// Where there is a question, it says already that the answer may be another one.
fn exactness(candidate: &Candidate, is_asked_back: bool) -> Exactness {
    let is_unsure = candidate.confidence < SURE_FROM && !candidate.coarser_than_asked && !is_asked_back;
    match candidate.level {
        _ if is_unsure => Exactness::Guessed,
        Level::Interpolated => Exactness::BetweenHouses,
        Level::Street if candidate.coarser_than_asked => Exactness::StreetOnly,
        Level::Entrance | Level::Building | Level::Poi | Level::Street => Exactness::AsAsked,
        _ if candidate.coarser_than_asked => Exactness::TownOnly,
        _ => Exactness::AsAsked,
    }
}

fn which_one(question: &Question, language: Language) -> WhichOne {
    let about = match question.about {
        QuestionAbout::Country => "which_country",
        QuestionAbout::Region => "which_region",
        QuestionAbout::County => "which_county",
        QuestionAbout::Commune => "which_commune",
        QuestionAbout::City => "which_city",
        QuestionAbout::District => "which_district",
        QuestionAbout::Postcode => "which_postcode",
    };
    let is_country = question.about == QuestionAbout::Country;
    let name = |label: &str| if is_country { country(label, language) } else { without_kind(label).to_owned() };
    let choices = question.choices.iter().map(|choice| (choice.id.clone(), name(&choice.label)));
    WhichOne { title: text(about, language), choices: choices.take(CHOICES_MAX).collect() }
}

/// `opolskie` of `województwo opolskie`: the question says the word already.
fn without_kind(area: &str) -> &str {
    let kinds = ["województwo ", "powiat ", "gmina ", "okres "];
    kinds.iter().find_map(|kind| area.strip_prefix(kind)).unwrap_or(area)
}
