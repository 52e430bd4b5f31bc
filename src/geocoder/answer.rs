//! What is answered: candidates, best first, each saying how exact and how sure it is.

use std::ops::Range;

use super::record::Source;
use crate::geo::LonLat;
use crate::units::Meters;

/// How exactly a point stands for what was asked, exact to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Entrance,
    Building,
    Interpolated,
    /// A point of interest or an outlet.
    Poi,
    Street,
    /// A postcode or the part of a settlement that it stands for.
    Postcode,
    District,
    Settlement,
    Commune,
    County,
    Region,
    Country,
}

/// The parts of an answer, as the source writes them; empty where unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// The name of a point of interest or a place.
    pub name: String,
    /// As people of the country write it: `14/16`, `1234/56`.
    pub house_number: String,
    pub street: String,
    pub district: String,
    pub city: String,
    pub commune: String,
    pub county: String,
    pub region: String,
    pub postcode: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Stays the same for the same thing in the same index.
    pub id: String,
    pub point: LonLat,
    pub level: Level,
    /// Whether a finer level was asked for and is not in the data.
    pub coarser_than_asked: bool,
    /// Between 0 and 1; of answers that say 0.9, nine of ten are right.
    pub confidence: f64,
    /// The right point is this near.
    pub radius: Meters,
    /// One line: `ul. Mickiewicza 14/16, 43-400 Cieszyn`.
    pub label: String,
    /// Bytes of `label` that the question named.
    pub highlights: Vec<Range<usize>>,
    pub components: Components,
    /// Words of the question that this answer leaves unexplained, as typed.
    pub unmatched: Vec<String>,
    pub source: Source,
    /// The day of the data, `2016-02-10`; empty where unknown.
    pub data_date: String,
}

/// The one question that splits the candidates best.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub about: QuestionAbout,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionAbout {
    Country,
    Region,
    County,
    Commune,
    City,
    District,
    Postcode,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// To be sent back as `Options::reply`.
    pub id: String,
    /// The name of the county, region, …
    pub label: String,
    /// How many of the candidates it leaves.
    pub candidates: usize,
}

/// Why there are no candidates, or only coarser ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// The settlement that was named is not in the data. Where one is very like it, that is the first candidate, with
    /// little confidence.
    Settlement(String),
    Street(String),
    HouseNumber(String),
    /// Nothing of the text is known.
    Everything,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub candidates: Vec<Candidate>,
    pub question: Option<Question>,
    pub missing: Option<Missing>,
    /// Whether the search stopped at its limit of work; there may be better ones.
    pub cut_short: bool,
}
