//! Answers of the geocoder as JSON.

use std::ops::Range;

use serde::Serialize;
use utoipa::ToSchema;

use crate::geocoder::answer::{Answer, Candidate, Choice, Components, Level, Missing, Question, QuestionAbout};
use crate::service::geocode::{OutsideKind, TypedPoint, source_code, stored_level};

/// What was found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeocodeAnswer {
    pub candidates: Vec<CandidateView>,
    /// The one question that splits the candidates best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionView>,
    /// What of the question is not in the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingView>,
    /// Present when the text was read as a point: the candidates are what is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<TypedPointView>,
    /// The search stopped at its limit of work; there may be better ones.
    pub cut_short: bool,
}

/// One answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateView {
    /// The same for the same thing while its index is the same.
    pub id: String,
    pub lon: f64,
    pub lat: f64,
    /// `entrance`, `building`, `interpolated`, `poi`, `street`, `postcode`, `district`, `settlement`, `commune`,
    /// `county`, `region` or `country`.
    #[schema(example = "building")]
    pub level: &'static str,
    /// A finer level was asked for and is not in the data.
    pub coarser_than_asked: bool,
    /// 0 to 1; of answers that say 0.9, nine of ten are right.
    pub confidence: f64,
    /// The right point is this near.
    pub radius_m: f64,
    #[schema(example = "Mickiewicza 14/16, 43-400 Cieszyn")]
    pub label: String,
    /// Start and end of what the question named in the label, in UTF-16 units, as JavaScript counts.
    #[schema(value_type = Vec<Vec<usize>>)]
    pub highlights: Vec<[usize; 2]>,
    pub components: ComponentsView,
    /// Words of the question that this answer leaves unexplained, as typed.
    pub unmatched: Vec<String>,
    /// `outlet`, `prg`, `ruian`, `openstreetmap`, `geonames`, `postcode_table`, or `outside:` and a name.
    #[schema(example = "openstreetmap")]
    pub source: String,
    /// The day of the data; empty where unknown.
    #[schema(example = "2016-02-10")]
    pub data_date: String,
}

/// Parts of an address as the source writes them; what is not known is left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentsView {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub house_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub district: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub commune: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub county: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

/// What to ask the customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// `country`, `region`, `county`, `commune`, `city`, `district` or `postcode`.
    pub about: &'static str,
    pub choices: Vec<ChoiceView>,
}

/// One possible reply.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceView {
    /// Send it back as `reply` with the same question.
    pub id: String,
    pub label: String,
    /// How many candidates it leaves.
    pub candidates: usize,
}

/// What is not in the data.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingView {
    /// `settlement`, `street`, `house_number` or `everything`.
    pub what: &'static str,
    /// As it was asked for; empty for `everything`.
    pub text: String,
}

/// A text that was a pair of coordinates.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct TypedPointView {
    pub lon: f64,
    pub lat: f64,
    /// Longitude seems to have been written first; latitude is expected first in text.
    pub was_swapped: bool,
}

impl GeocodeAnswer {
    pub fn new(answer: &Answer, point: Option<TypedPoint>) -> Self {
        Self {
            candidates: answer.candidates.iter().map(CandidateView::of).collect(),
            question: answer.question.as_ref().map(QuestionView::of),
            missing: answer.missing.as_ref().map(MissingView::of),
            point: point.map(|typed| TypedPointView {
                lon: typed.point.lon(),
                lat: typed.point.lat(),
                was_swapped: typed.was_swapped,
            }),
            cut_short: answer.cut_short,
        }
    }

    /// Marks an answer that is not our own.
    pub fn told_by(mut self, outside: Option<OutsideKind>) -> Self {
        if let Some(kind) = outside {
            self.candidates.iter_mut().for_each(|candidate| candidate.source = format!("outside:{}", kind.code()));
        }
        self
    }
}

impl CandidateView {
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            id: candidate.id.clone(),
            lon: micro_degrees(candidate.point.lon()),
            lat: micro_degrees(candidate.point.lat()),
            level: level_code(candidate.level),
            coarser_than_asked: candidate.coarser_than_asked,
            confidence: (candidate.confidence * 1000.0).round() / 1000.0,
            radius_m: candidate.radius.0.ceil(),
            highlights: candidate.highlights.iter().map(|range| utf16_range(&candidate.label, range)).collect(),
            label: candidate.label.clone(),
            components: ComponentsView::of(&candidate.components),
            unmatched: candidate.unmatched.clone(),
            source: source_code(candidate.source).to_owned(),
            data_date: candidate.data_date.clone(),
        }
    }
}

impl ComponentsView {
    fn of(components: &Components) -> Self {
        let Components { name, house_number, street, district, city, commune, county, region, postcode, country } =
            components.clone();
        Self { name, house_number, street, district, city, commune, county, region, postcode, country }
    }
}

impl QuestionView {
    fn of(question: &Question) -> Self {
        let choice = |choice: &Choice| ChoiceView {
            id: choice.id.clone(),
            label: choice.label.clone(),
            candidates: choice.candidates,
        };
        Self { about: about_code(question.about), choices: question.choices.iter().map(choice).collect() }
    }
}

impl MissingView {
    fn of(missing: &Missing) -> Self {
        let (what, text) = match missing {
            Missing::Settlement(text) => ("settlement", text.as_str()),
            Missing::Street(text) => ("street", text.as_str()),
            Missing::HouseNumber(text) => ("house_number", text.as_str()),
            Missing::Everything => ("everything", ""),
        };
        Self { what, text: text.to_owned() }
    }
}

/// A tenth of a metre: more would claim what no address knows.
fn micro_degrees(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// A range of bytes as one of UTF-16 units; ends inside of a letter move to its end.
pub fn utf16_range(text: &str, range: &Range<usize>) -> [usize; 2] {
    let units =
        |end: usize| text.char_indices().take_while(|(at, _)| *at < end).map(|(_, each)| each.len_utf16()).sum();
    [units(range.start), units(range.end)]
}

/// The word of a level; stored geocodes have the same.
pub fn level_code(level: Level) -> &'static str {
    stored_level(level).code()
}

const fn about_code(about: QuestionAbout) -> &'static str {
    match about {
        QuestionAbout::Country => "country",
        QuestionAbout::Region => "region",
        QuestionAbout::County => "county",
        QuestionAbout::Commune => "commune",
        QuestionAbout::City => "city",
        QuestionAbout::District => "district",
        QuestionAbout::Postcode => "postcode",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_are_counted_as_javascript_counts() {
        // Ł takes two bytes and one unit, 🏠 four bytes and two units.
        for (text, bytes, units) in
            [("Łódź", 0..2, [0, 1]), ("Łódź", 2..7, [1, 4]), ("🏠 Łódź", 5..12, [3, 7]), ("a", 0..9, [0, 1])]
        {
            assert_eq!(utf16_range(text, &bytes), units, "{text} {bytes:?}");
        }
    }
}
