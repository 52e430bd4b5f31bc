//! How fast, with many copies of the data: forward, letter by letter, reverse, batch, and memory.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::GeocodeArgs;
use super::accuracy::beside;
use super::copies::Copy;
use super::forms::{Asked, questions};
use super::memory;
use super::truth::{House, Truth, folded};
use crate::cli::CliError;
use crate::cli::bench::stopwatch::time_each;
use crate::cli::bench::world::Dice;
use crate::geo::LonLat;
use crate::geocoder::answer::{Answer, Level};
use crate::geocoder::query::{Options, TextQuery};
use crate::geocoder::{Geocoder, Index, IndexBuilder};
use crate::region::{RegionError, read_address_records};

/// Questions in a batch, as the figure says.
const BATCH: usize = 10_000;
/// Texts that are typed letter by letter.
const TYPED: usize = 300;
const REVERSE: usize = 100_000;

/// A case and its fields.
pub type Line = (String, Vec<(&'static str, Value)>);

/// With the data as it is, then with all copies.
pub fn measure(args: &GeocodeArgs, truth: &Truth) -> Result<Vec<Line>, CliError> {
    let mut lines = measure_with(1, args, truth)?;
    if args.copies > 1 {
        lines.extend(measure_with(args.copies, args, truth)?);
    }
    Ok(lines)
}

fn measure_with(copies: u32, args: &GeocodeArgs, truth: &Truth) -> Result<Vec<Line>, CliError> {
    let path = args.folder.join("speed.idx");
    let build = build(copies, args, &path)?;
    let index = Index::open(&path)?;
    let size = json!(((index.size_bytes() as f64) / 1e5).round() / 10.0);
    let addresses = index.address_count();
    let geocoder = Geocoder::new(vec![Arc::new(index)]);
    let asked = in_copies(copies, &questions(truth, args.per_form, args.seed), truth, args.seed);
    let texts: Vec<String> = asked.iter().map(|(text, _)| text.clone()).collect();
    let points = points(copies, truth, args.seed);
    let mut lines = vec![("speed_build", [build, vec![("file_mb", size)]].concat())];
    lines.push(("speed_forward", forward(&geocoder, &asked)));
    lines.push(("speed_keystroke", keystrokes(&geocoder, &asked)));
    lines.push(("speed_reverse", reverse(&geocoder, &points)));
    lines.push(("speed_batch", batch(&geocoder, &asked)));
    drop(geocoder);
    let beyond = memory::beyond_file(&path, &texts[..texts.len().min(BATCH)])?;
    let megabytes = beyond.map(|bytes| (bytes as f64 / 1e5).round() / 10.0);
    lines.push(("memory", vec![("beyond_file_mb", json!(megabytes))]));
    let indexed = |fields: Vec<(&'static str, Value)>| [vec![("indexed", json!(addresses))], fields].concat();
    Ok(lines.into_iter().map(|(case, fields)| (case.to_owned(), indexed(fields))).collect())
}

fn build(copies: u32, args: &GeocodeArgs, path: &std::path::Path) -> Result<Vec<(&'static str, Value)>, CliError> {
    let begun = Instant::now();
    let mut records = Vec::new();
    read_address_records(&args.pbf, &args.folder.join("read"), &mut |record| {
        records.push(record);
        Ok(())
    })?;
    let mut builder = IndexBuilder::new();
    for number in 0..copies {
        let copy = Copy::new(number);
        records.iter().try_for_each(|record| builder.push(copy.of(record)).map_err(RegionError::from))?;
    }
    builder.finish_file(path)?;
    Ok(vec![("seconds", tenths(begun.elapsed().as_secs_f64()))])
}

/// The questions, each for another copy: its towns and postcodes renamed in the text, its bias moved. A town with a slip
/// keeps its name, and so the first copy.
fn in_copies(copies: u32, asked: &[Asked], truth: &Truth, seed: u64) -> Vec<(String, Option<LonLat>)> {
    let mut dice = Dice::new(seed ^ 0x0c0b);
    let copies: Vec<Copy> = (0..copies).map(Copy::new).collect();
    let mut moved: Vec<(String, Option<LonLat>)> = Vec::with_capacity(asked.len());
    for asked in asked {
        let copy = &copies[dice.below(copies.len())];
        let House { city, place, postcode, .. } = &truth.houses[asked.house];
        let mut text = asked.text.clone();
        for name in [city, place].into_iter().filter(|name| !name.is_empty()) {
            let town = copy.town(name);
            text = text.replace(name.as_str(), &town).replace(&folded(name), &folded(&town));
        }
        if !postcode.is_empty() {
            text = text.replace(postcode.as_str(), &copy.postcode(postcode));
        }
        moved.push((text, asked.bias.map(|bias| copy.moved(bias))));
    }
    for last in (1..moved.len()).rev() {
        moved.swap(last, dice.below(last + 1));
    }
    moved
}

fn points(copies: u32, truth: &Truth, seed: u64) -> Vec<LonLat> {
    let mut dice = Dice::new(seed ^ 0x9e0d);
    let copies: Vec<Copy> = (0..copies).map(Copy::new).collect();
    let point = |_| {
        let house = &truth.houses[dice.below(truth.houses.len())];
        let point = copies[dice.below(copies.len())].moved(house.points[0]);
        beside(point, 4.0, &mut dice).unwrap_or(point)
    };
    (0..REVERSE).map(point).collect()
}

fn query<'t>((text, bias): &'t (String, Option<LonLat>)) -> TextQuery<'t> {
    TextQuery { text, options: Options { limit: 5, bias: *bias, ..Options::default() }, unfinished: false }
}

/// All forms mixed, on all cores.
fn forward(geocoder: &Geocoder, asked: &[(String, Option<LonLat>)]) -> Vec<(&'static str, Value)> {
    let begun = Instant::now();
    let answers: Vec<Answer> = asked.par_iter().map(|asked| geocoder.forward(&query(asked))).collect();
    let per_second = asked.len() as f64 / begun.elapsed().as_secs_f64();
    let alone = time_each(asked.iter().take(BATCH), |asked| geocoder.forward(&query(asked)));
    let is_house = |answer: &&Answer| answer.candidates.first().is_some_and(|first| first.level <= Level::Interpolated);
    let houses = answers.iter().filter(is_house).count();
    [vec![("asked", json!(asked.len())), ("houses", json!(houses)), ("per_second", whole(per_second))], alone].concat()
}

/// Each text from its first letter to its last, one after the other.
fn keystrokes(geocoder: &Geocoder, asked: &[(String, Option<LonLat>)]) -> Vec<(&'static str, Value)> {
    let begun = |(text, bias): &(String, Option<LonLat>)| {
        let ends: Vec<usize> = text.char_indices().skip(1).map(|(end, _)| end).chain([text.len()]).collect();
        ends.into_iter().map(|end| (text[..end].to_owned(), *bias)).collect::<Vec<_>>()
    };
    let beginnings: Vec<(String, Option<LonLat>)> = asked.iter().take(TYPED).flat_map(begun).collect();
    let options = |bias| Options { limit: 5, bias, ..Options::default() };
    let times = time_each(&beginnings, |(text, bias)| geocoder.autocomplete(text, &options(*bias)));
    [vec![("keystrokes", json!(beginnings.len()))], times].concat()
}

fn reverse(geocoder: &Geocoder, points: &[LonLat]) -> Vec<(&'static str, Value)> {
    let begun = Instant::now();
    let found: usize = points.par_iter().map(|point| geocoder.reverse(*point, 1).candidates.len()).sum();
    let per_second = points.len() as f64 / begun.elapsed().as_secs_f64();
    vec![("asked", json!(points.len())), ("candidates", json!(found)), ("per_second", whole(per_second))]
}

fn batch(geocoder: &Geocoder, asked: &[(String, Option<LonLat>)]) -> Vec<(&'static str, Value)> {
    let queries: Vec<TextQuery<'_>> = asked.iter().cycle().take(BATCH).map(query).collect();
    let begun = Instant::now();
    black_box(geocoder.batch(&queries));
    let seconds = (begun.elapsed().as_secs_f64() * 100.0).round() / 100.0;
    vec![("asked", json!(queries.len())), ("seconds", json!(seconds))]
}

fn whole(value: f64) -> Value {
    json!(value.round())
}

fn tenths(value: f64) -> Value {
    json!((value * 10.0).round() / 10.0)
}
