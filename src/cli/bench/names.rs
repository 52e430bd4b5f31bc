//! `blisko bench names`: how fast an outlet is found by the words of its name, city or postcode.

use std::io::{self, Write};
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::report::Report;
use super::stopwatch::{resident_bytes, time_each};
use super::world::{self, Dice, WORLD_NOW};
use crate::live::outlets::{LiveOutlets, OutletIndex};
use crate::service::find_place::NameIndex;

#[derive(Debug, Args)]
pub struct NamesArgs {
    /// Invented outlets; all share one word, a quarter each of four towns.
    #[arg(long, default_value_t = 1_000_000)]
    outlets: usize,
    /// Texts per case.
    #[arg(long, default_value_t = 1_000)]
    queries: usize,
    /// The same seed gives the same outlets and texts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object per line.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &NamesArgs, out: &mut impl Write) -> io::Result<()> {
    let given = vec![("outlets", json!(args.outlets)), ("queries", json!(args.queries)), ("seed", json!(args.seed))];
    let mut report = Report { out, json: args.json, given };
    let outlets = world::outlets(args.outlets, args.seed, false);
    let outlets = LiveOutlets::new(OutletIndex::build(outlets, world::services(), WORLD_NOW));
    let names = build(&outlets, &mut report)?;
    let index = outlets.read();
    let mut dice = Dice::new(args.seed.wrapping_add(1));
    let mut texts =
        |make: &dyn Fn(&mut Dice) -> String| -> Vec<String> { (0..args.queries).map(|_| make(&mut dice)).collect() };
    let cases = [
        ("one outlet by its number", texts(&|dice| dice.below(args.outlets).to_string())),
        ("a town and a number", texts(&|dice| format!("warszawa {}", dice.below(args.outlets)))),
        ("a postcode", texts(&|dice| format!("{:05}", dice.below(100_000)))),
        ("a word that nobody has", texts(&|dice| format!("qwert{}", dice.below(1_000)))),
        ("a word that all have", vec!["meteor".to_owned(); args.queries.min(100)]),
    ];
    for (case, texts) in cases {
        report.line(case, time_each(&texts, |text| names.find(&index, text)))?;
    }
    Ok(())
}

fn build(outlets: &LiveOutlets, report: &mut Report<impl Write>) -> io::Result<NameIndex> {
    let before = resident_bytes();
    let start = Instant::now();
    let names = NameIndex::build(outlets, 0);
    let mut found = vec![
        ("build_s", json!((start.elapsed().as_secs_f64() * 100.0).round() / 100.0)),
        ("words", json!(names.len())),
    ];
    if let (Some((before, _)), Some((now, _))) = (before, resident_bytes()) {
        found.push(("resident_bytes_more", json!(now.saturating_sub(before))));
    }
    report.line("build", found)?;
    Ok(names)
}
