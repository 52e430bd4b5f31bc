//! `blisko bench nearest`: how fast, how much memory, and whether it is right.

use std::io::{self, Write};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::differences;
use super::peer::Peer;
use super::report::Report;
use super::stopwatch::{resident_bytes, time_each};
use super::world::{self, Dice, RARE_SERVICE, WORLD_NOW};
use crate::domain::outlet::Outlet;
use crate::geo::LonLat;
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::{OpenFilter, Query, find_nearest_outlets};
use crate::spatial::{Search, Verdict};

/// Neighbours asked for.
const K: usize = 10;

/// Outlets in the world over which whole answers are held against brute force, which looks at all of them.
const ANSWERS_WORLD: usize = 1_000;

#[derive(Debug, Args)]
pub struct NearestArgs {
    /// Invented outlets, evenly over the earth.
    #[arg(long, default_value_t = 1_000_000)]
    outlets: usize,
    /// Questions per case.
    #[arg(long, default_value_t = 10_000)]
    queries: usize,
    /// The same seed gives the same outlets and questions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object per line.
    #[arg(long)]
    json: bool,
    /// Leave out the comparison with brute force, which takes longest.
    #[arg(long)]
    no_check: bool,
}

pub(super) fn run(args: &NearestArgs, out: &mut impl Write) -> io::Result<()> {
    let given = vec![("outlets", json!(args.outlets)), ("queries", json!(args.queries)), ("seed", json!(args.seed))];
    let mut report = Report { out, json: args.json, given };
    let mut index = build(args, &mut report)?;
    let mut dice = Dice::new(args.seed.wrapping_add(1));
    let places: Vec<LonLat> = (0..args.queries).map(|_| dice.awkward_point()).collect();
    points(&index, &places, &mut report)?;
    answers(&index, &places, &mut report)?;
    edits(&mut index, args, &mut report)?;
    if !args.no_check {
        check(args, &places, &mut report)?;
    }
    Ok(())
}

fn build(args: &NearestArgs, report: &mut Report<impl Write>) -> io::Result<OutletIndex> {
    let before = resident_bytes();
    let start = Instant::now();
    let index = OutletIndex::build(world::outlets(args.outlets, args.seed, false), world::services(), WORLD_NOW);
    let mut found = vec![("build_s", json!((start.elapsed().as_secs_f64() * 100.0).round() / 100.0))];
    found.push(("distinct_hours", json!(index.distinct_hours())));
    if let (Some((before, _)), Some((now, most))) = (before, resident_bytes()) {
        found.push(("resident_bytes", json!(now)));
        found.push(("resident_bytes_max", json!(most)));
        found.push(("bytes_per_outlet", json!((now.saturating_sub(before)) / args.outlets.max(1) as u64)));
    }
    report.line("build", found)?;
    Ok(index)
}

/// The index of points by itself, and its peer.
fn points(index: &OutletIndex, places: &[LonLat], report: &mut Report<impl Write>) -> io::Result<()> {
    let points = index.points();
    let exact = |&from: &LonLat| points.nearest(&Search::nearest(from, K), |_| Verdict::Take, |a, b| a.cmp(&b));
    report.line("exact", time_each(places, exact))?;
    let all: Vec<LonLat> = (0..points.len() as u32).filter_map(|slot| points.point(slot)).collect();
    let peer = Peer::build(&all);
    drop(all);
    report.line("rstar, by straight line", time_each(places, |&from| peer.nearest(from, K)))
}

/// Questions as the service answers them, reasons for what is left out included.
fn answers(index: &OutletIndex, places: &[LonLat], report: &mut Report<impl Write>) -> io::Result<()> {
    let rare = |from: LonLat| Query { services: vec![RARE_SERVICE.to_owned()], ..Query::around(from) };
    let cases: [(&str, &dyn Fn(LonLat) -> Query); 6] = [
        ("answer: any", &|from| Query::around(from)),
        ("answer: open now", &|from| Query { open: OpenFilter::Now, ..Query::around(from) }),
        ("answer: open on arrival", &|from| Query { open: OpenFilter::OnArrival, ..Query::around(from) }),
        ("answer: 1 % service", &|from| rare(from)),
        ("answer: 1 % service, open now", &|from| Query { open: OpenFilter::Now, ..rare(from) }),
        ("search: 1 % service, open now", &|from| Query { open: OpenFilter::Now, excluded_limit: 0, ..rare(from) }),
    ];
    for (name, query) in cases {
        let queries: Vec<Query> = places.iter().map(|&from| Query { k: K, ..query(from) }).collect();
        let mut excluded = 0;
        let mut found = time_each(&queries, |query| {
            let answer = find_nearest_outlets(index, query, WORLD_NOW);
            excluded += answer.as_ref().map_or(0, |answer| answer.excluded_total);
            answer
        });
        found.push(("excluded_mean", Value::from(excluded / queries.len().max(1))));
        report.line(name, found)?;
    }
    Ok(())
}

/// Outlets that move somewhere else, one by one, as the follower applies them.
fn edits(index: &mut OutletIndex, args: &NearestArgs, report: &mut Report<impl Write>) -> io::Result<()> {
    let old = world::outlets(args.outlets, args.seed, false);
    let new = world::outlets(args.queries, args.seed.wrapping_add(2), false);
    let moved: Vec<Outlet> = old.zip(new).map(|(old, new)| Outlet { id: old.id, ..new }).collect();
    report.line("move an outlet", time_each(&moved, |outlet| index.upsert(outlet, WORLD_NOW)))
}

fn check(args: &NearestArgs, places: &[LonLat], report: &mut Report<impl Write>) -> io::Result<()> {
    let index = OutletIndex::build(world::outlets(args.outlets, args.seed, false), world::services(), WORLD_NOW);
    let points: Vec<LonLat> = (0..index.len() as u32).filter_map(|slot| index.points().point(slot)).collect();
    let different = differences::of_points(index.points(), &points, places, K);
    report.line("differences: nearest points", vec![("different", json!(different))])?;
    let different = differences::of_answers(ANSWERS_WORLD.min(args.outlets), args.queries, args.seed);
    report.line("differences: answers", vec![("different", json!(different))])
}
