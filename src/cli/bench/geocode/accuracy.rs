//! How often the answers are right, by form; wrong towns; typing letter by letter; points back to houses.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::GeocodeArgs;
use super::calibration::Calibration;
use super::forms::{Asked, Form, questions};
use super::grade::{Grade, grade, is_house, is_street, is_wrong_town, level_name, levels};
use super::strangers;
use super::truth::{House, Truth};
use crate::cli::CliError;
use crate::cli::bench::report::Report;
use crate::cli::bench::world::Dice;
use crate::geo::LonLat;
use crate::geocoder::Geocoder;
use crate::geocoder::query::{Options, TextQuery};
use crate::region::base_records;

/// How far from its address a point is put that is to be found again, in metres.
const OFF_M: f64 = 4.0;
/// Houses that are typed letter by letter.
const TYPED_MAX: usize = 500;
/// What somebody sees while typing.
const SHOWN: usize = 5;
/// Wrong towns that are told by name.
const TOLD_MAX: usize = 20;

/// What was found.
#[derive(Debug, Default)]
pub struct Accuracy {
    pub forms: Vec<(Form, Vec<Grade>)>,
    pub calibration: Calibration,
    pub strangers: usize,
    /// Questions for towns that are not there, and what was answered.
    pub wrong_towns: Vec<(String, String)>,
    pub typing: Typing,
    pub reverse: Reverse,
    wrong: Vec<Value>,
}

/// Letter by letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typing {
    pub typed: usize,
    /// Where the house was among those shown when all was typed.
    pub shown_at_end: usize,
    /// The mean share of the letters that had to be typed until then.
    pub letters_share: f64,
}

/// From points to houses.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reverse {
    pub points: usize,
    pub houses: usize,
    pub streets: usize,
}

pub fn measure(geocoder: &Geocoder, truth: &Truth, args: &GeocodeArgs) -> Result<Accuracy, CliError> {
    let mut accuracy = Accuracy::default();
    accuracy.ask_forms(geocoder, truth, &questions(truth, args.per_form, args.seed));
    let strangers = strangers::questions(truth, &base_records()?, args.strangers, args.seed);
    accuracy.ask_strangers(geocoder, &strangers);
    accuracy.typing = type_letters(geocoder, truth, &questions(truth, args.per_form.min(TYPED_MAX), args.seed));
    accuracy.reverse = find_back(geocoder, truth, args.seed);
    Ok(accuracy)
}

fn options(bias: Option<LonLat>) -> Options {
    Options { limit: SHOWN, bias, ..Options::default() }
}

impl Accuracy {
    fn ask_forms(&mut self, geocoder: &Geocoder, truth: &Truth, asked: &[Asked]) {
        let grade_one = |asked: &Asked| {
            let query = TextQuery { text: &asked.text, options: options(asked.bias), unfinished: false };
            let (answer, house) = (geocoder.forward(&query), &truth.houses[asked.house]);
            let grade = grade(&answer, house);
            let wrong = (!grade.right).then(|| {
                let labels: Vec<String> = answer
                    .candidates
                    .iter()
                    .take(3)
                    .map(|one| format!("{} [{} {:.2}]", one.label, level_name(one.level), one.confidence))
                    .collect();
                json!({"form": asked.form.name(), "asked": asked.text, "house": told(house), "answered": labels})
            });
            (asked.form, grade, wrong)
        };
        let graded: Vec<(Form, Grade, Option<Value>)> = asked.par_iter().map(grade_one).collect();
        let mut by_form: BTreeMap<Form, Vec<Grade>> = BTreeMap::new();
        for (form, grade, wrong) in graded {
            by_form.entry(form).or_default().push(grade);
            self.wrong.extend(wrong);
            if let Some((_, confidence)) = grade.first {
                self.calibration.add(confidence, grade.claim_true);
            }
        }
        self.forms = by_form.into_iter().collect();
    }

    /// An answer for a town that is not there is wrong whatever it says of itself.
    fn ask_strangers(&mut self, geocoder: &Geocoder, asked: &[(String, String)]) {
        let answer = |(town, text): &(String, String)| {
            let query = TextQuery { text, options: options(None), unfinished: false };
            let answer = geocoder.forward(&query);
            let wrong = is_wrong_town(&answer, town);
            let first = answer.candidates.into_iter().next();
            first.map(|first| (first.confidence, wrong, text.clone(), first.label))
        };
        let answered: Vec<_> = asked.par_iter().filter_map(answer).collect();
        for (confidence, wrong, text, label) in answered {
            self.calibration.add(confidence, !wrong);
            if wrong {
                self.wrong.push(json!({"form": "town_not_in_data", "asked": text, "answered": [label]}));
                self.wrong_towns.push((text, label));
            }
        }
        self.strangers = asked.len();
    }

    /// One line for each form, then the others.
    pub fn write(&self, report: &mut Report<'_, impl Write>) -> io::Result<()> {
        for (form, grades) in &self.forms {
            let right = grades.iter().filter(|grade| grade.right).count();
            let share = share(right, grades.len());
            let fields = vec![
                ("asked", json!(grades.len())),
                ("right", json!(share)),
                ("wanted", json!(form.wanted())),
                ("levels", json!(levels(grades))),
            ];
            report.line(form.name(), fields)?;
        }
        let told: Vec<&(String, String)> = self.wrong_towns.iter().take(TOLD_MAX).collect();
        let fields =
            vec![("asked", json!(self.strangers)), ("wrong", json!(self.wrong_towns.len())), ("such_as", json!(told))];
        report.line("town_not_in_data", fields)?;
        let (sure_share, sure) = self.calibration.true_from(0.9);
        let bins: Vec<Value> =
            self.calibration.bins().iter().map(|bin| json!([round(bin.said), round(bin.came), bin.answers])).collect();
        let fields = vec![
            ("answers", json!(self.calibration.answers())),
            ("brier", json!(round(self.calibration.brier()))),
            ("sure", json!(sure)),
            ("sure_true", json!(round(sure_share))),
            ("bins", json!(bins)),
        ];
        report.line("calibration", fields)?;
        let Typing { typed, shown_at_end, letters_share } = self.typing;
        let fields = vec![
            ("asked", json!(typed)),
            ("shown_at_end", json!(share(shown_at_end, typed))),
            ("letters_needed", json!(round(letters_share))),
        ];
        report.line("autocomplete", fields)?;
        let Reverse { points, houses, streets } = self.reverse;
        let fields = vec![
            ("asked", json!(points)),
            ("right_house", json!(share(houses, points))),
            ("right_street", json!(share(streets, points))),
        ];
        report.line("reverse_4_m_off", fields)
    }

    /// Every question that was answered wrongly.
    pub fn write_wrong(&self, file: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(std::fs::File::create(file)?);
        self.wrong.iter().try_for_each(|wrong| writeln!(out, "{wrong}"))?;
        out.flush()
    }
}

fn told(house: &House) -> String {
    let street = if house.street.is_empty() { &house.place } else { &house.street };
    format!("{street} {}, {} {}", house.number, house.postcode, house.city)
}

/// Types exact addresses letter by letter and notes from when on the house stays among those shown.
fn type_letters(geocoder: &Geocoder, truth: &Truth, asked: &[Asked]) -> Typing {
    let needed = |asked: &&Asked| {
        let (house, letters) = (&truth.houses[asked.house], asked.text.chars().count());
        let ends = asked.text.char_indices().skip(1).map(|(end, _)| end).chain([asked.text.len()]);
        let shown = |end: usize| {
            let answer = geocoder.autocomplete(&asked.text[..end], &options(truth.middle_of(&house.city)));
            answer.candidates.iter().any(|candidate| is_house(candidate, house))
        };
        let seen: Vec<bool> = ends.map(shown).collect();
        let unseen_last = seen.iter().rposition(|seen| !seen);
        (seen.last() == Some(&true)).then(|| unseen_last.map_or(1, |last| last + 2) as f64 / letters as f64)
    };
    let exact: Vec<&Asked> = asked.iter().filter(|asked| asked.form == Form::Exact).collect();
    let shares: Vec<f64> = exact.par_iter().filter_map(needed).collect();
    let letters_share = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
    Typing { typed: exact.len(), shown_at_end: shares.len(), letters_share }
}

/// Asks at a point beside each house what is there.
fn find_back(geocoder: &Geocoder, truth: &Truth, seed: u64) -> Reverse {
    let mut dice = Dice::new(seed ^ 0x5eed);
    let mut reverse = Reverse::default();
    for house in &truth.houses {
        let Some(point) = beside(house.points[0], OFF_M, &mut dice) else { continue };
        let answer = geocoder.reverse(point, 1);
        let first = answer.candidates.first();
        reverse.points += 1;
        reverse.houses += usize::from(first.is_some_and(|first| is_house(first, house)));
        reverse.streets += usize::from(first.is_some_and(|first| is_street(first, house)));
    }
    reverse
}

/// So many metres away, in any direction.
pub fn beside(point: LonLat, meters: f64, dice: &mut Dice) -> Option<LonLat> {
    const DEGREE_M: f64 = 111_200.0;
    let (sin, cos) = (dice.share() * std::f64::consts::TAU).sin_cos();
    let east = meters * sin / (DEGREE_M * point.lat().to_radians().cos());
    LonLat::new(point.lon() + east, point.lat() + meters * cos / DEGREE_M).ok()
}

pub fn share(part: usize, whole: usize) -> f64 {
    round(part as f64 / whole.max(1) as f64)
}

/// To four digits.
fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
