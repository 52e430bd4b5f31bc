//! One OSM file over and over, as a stand-in for a larger one.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::cli::{CliError, CliResult};
use crate::region::RegionError;
use crate::region::osm::{Block, Element, Kinds, MemberKind, OsmFile, OsmWriter};

/// What copies of one file are apart, in ids: more than OSM has.
const ID_STEP: i64 = 100_000_000_000;

/// Roads that join neighbouring copies on each side.
const JOINS: usize = 3;
/// From one such road's end to the next, in places from the side of a copy inwards, so that they are apart.
const JOIN_STRIDE: usize = 7;

/// Whether one can drive from copy to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Apart,
    ByRoads,
}

/// Nodes of one copy at which roads to its neighbours begin and end: those to the east, then those to the north.
type Ends = [[(i64, i64); JOINS]; 2];

/// The file in a square that grows to the east and north. Kind by kind, so that ids stay sorted.
pub(super) fn write_copies(from: &Path, to: &Path, copies: u32, join: Join) -> CliResult {
    let file = OsmFile::open(from)?;
    let [west, south, east, north] = file.header.bounds.ok_or("the file does not tell its bounds")?;
    let side = f64::from(copies).sqrt().ceil() as u32;
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    let step = [e7(east - west), e7(north - south)];
    let bounds = [
        e7(west),
        e7(south),
        e7(west) + step[0] * i64::from(side),
        e7(south) + step[1] * i64::from(copies.div_ceil(side)),
    ];
    let mut writer = OsmWriter::new(BufWriter::new(File::create(to)?), Some(bounds))?;
    for kinds in [Kinds::NODES, Kinds::WAYS, Kinds::RELATIONS] {
        for copy in 0..copies {
            let shift = Shift {
                id: ID_STEP * i64::from(copy),
                lon: (step[0] * i64::from(copy % side)) as i32,
                lat: (step[1] * i64::from(copy / side)) as i32,
            };
            copy_elements(&file, kinds, &shift, &mut writer)?;
        }
        if kinds == Kinds::WAYS && join == Join::ByRoads {
            write_joins(&ends(&file)?, copies, side, &mut writer)?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// What a copy's ids and coordinates are shifted by.
struct Shift {
    id: i64,
    lon: i32,
    lat: i32,
}

fn copy_elements(file: &OsmFile, kinds: Kinds, shift: &Shift, writer: &mut OsmWriter<impl Write>) -> CliResult {
    for span in &file.blocks {
        let data = file.block_data(*span)?;
        let block = Block::parse(&data).map_err(RegionError::damaged(span.offset))?;
        let mut written = Ok(());
        let visited = block.visit(kinds, &mut |element| {
            if written.is_ok() {
                written = copy_element(&element, shift, writer);
            }
        });
        visited.map_err(RegionError::damaged(span.offset))?;
        written?;
    }
    Ok(())
}

fn copy_element(element: &Element<'_>, shift: &Shift, writer: &mut OsmWriter<impl Write>) -> io::Result<()> {
    match element {
        Element::Node(node) => {
            writer.node(node.id + shift.id, node.lon_e7 + shift.lon, node.lat_e7 + shift.lat, node.tags.0)
        }
        Element::Way(way) => {
            let nodes: Vec<i64> = way.nodes.iter().map(|id| id + shift.id).collect();
            writer.way(way.id + shift.id, way.tags.0, &nodes)
        }
        Element::Relation(relation) => {
            let members: Vec<(i64, MemberKind, &str)> =
                relation.members.iter().map(|member| (member.id + shift.id, member.kind, member.role)).collect();
            writer.relation(relation.id + shift.id, relation.tags.0, &members)
        }
    }
}

/// Main roads from each copy to its neighbours in the east and in the north.
fn write_joins(ends: &Ends, copies: u32, side: u32, writer: &mut OsmWriter<impl Write>) -> CliResult {
    let mut id = ID_STEP * i64::from(copies);
    for copy in 0..copies {
        let east = Some(copy + 1).filter(|next| next % side > 0 && *next < copies);
        let north = Some(copy + side).filter(|next| *next < copies);
        for (next, ends) in [east, north].into_iter().zip(ends) {
            for (leaves, arrives) in next.iter().flat_map(|_| ends) {
                let next = i64::from(next.unwrap_or(copy));
                let nodes = [leaves + ID_STEP * i64::from(copy), arrives + ID_STEP * next];
                writer.way(id, &[("highway", "primary")], &nodes)?;
                id += 1;
            }
        }
    }
    Ok(())
}

/// The outermost nodes of main roads: east to west, north to south.
fn ends(file: &OsmFile) -> Result<Ends, CliError> {
    let mut nodes: HashMap<i64, [i32; 2]> = HashMap::new();
    let mut on_main_roads: Vec<i64> = Vec::new();
    visit(file, Kinds::NODES, &mut |element| {
        if let Element::Node(node) = element {
            nodes.insert(node.id, [node.lon_e7, node.lat_e7]);
        }
    })?;
    visit(file, Kinds::WAYS, &mut |element| {
        if let Element::Way(way) = element
            && way.tags.is("highway", &["primary", "secondary", "tertiary"])
        {
            on_main_roads.extend(way.nodes.iter().filter(|node| nodes.contains_key(node)));
        }
    })?;
    on_main_roads.sort_unstable();
    on_main_roads.dedup();
    if on_main_roads.len() < JOINS * JOIN_STRIDE {
        return Err("the file has too few main roads to join copies by".into());
    }
    Ok([0, 1].map(|axis| {
        let mut along = on_main_roads.clone();
        along.sort_by_key(|node| nodes[node][axis]);
        std::array::from_fn(|number| {
            let inwards = number * JOIN_STRIDE;
            (along[along.len() - 1 - inwards], along[inwards])
        })
    }))
}

fn visit(file: &OsmFile, kinds: Kinds, seen: &mut dyn FnMut(Element<'_>)) -> CliResult {
    for span in &file.blocks {
        let data = file.block_data(*span)?;
        let block = Block::parse(&data).map_err(RegionError::damaged(span.offset))?;
        block.visit(kinds, seen).map_err(RegionError::damaged(span.offset))?;
    }
    Ok(())
}
