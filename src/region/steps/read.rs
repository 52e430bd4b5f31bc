//! Step 1: the whole file once. Where the nodes are, which block holds what, and what single nodes draw.

use serde::{Deserialize, Serialize};

use crate::region::error::RegionError;
use crate::region::geometry::{GridBox, map_point};
use crate::region::layers::{Feature, Shape, house_number_class, place_from_tags};
use crate::region::osm::{Block, Element, Kinds, Node, NodeWriter, OsmFile, OsmHeader, Place, Span};
use crate::region::progress::Report;
use crate::region::tiling::FeatureWriter;
use crate::region::workspace::Workspace;

/// What later steps need to know of the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FileFacts {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    pub data_date: Option<String>,
    pub nodes: u64,
    pub points: u64,
    /// Offset, length of the head, length of the rest, kinds.
    blocks: Vec<(u64, u32, u32, u8)>,
}

impl FileFacts {
    pub const FILE: &str = "file.json";
    pub const NODES: &str = "nodes";
    pub const POINTS: &str = "points";

    /// The box of the file's data, a little wider so that its edge is not in the way.
    pub fn grid_box(&self) -> GridBox {
        const MARGIN_CELLS: i32 = 4_096;
        let [west, south, east, north] = self.bounds;
        GridBox { min: map_point(west, north), max: map_point(east, south) }.grown(MARGIN_CELLS)
    }

    /// The blocks that hold elements of a kind.
    pub fn spans(&self, kinds: Kinds) -> Vec<Span> {
        let holding = self.blocks.iter().filter(|block| Kinds(block.3).has(kinds));
        holding.map(|block| Span { offset: block.0, head_bytes: block.1, packed_bytes: block.2 }).collect()
    }
}

pub fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let file = OsmFile::open(workspace.source()?)?;
    report.begin("bytes", file.size_bytes);
    let mut nodes = NodeWriter::create(&workspace.scratch(FileFacts::NODES))?;
    let mut points = FeatureWriter::create(&workspace.scratch(FileFacts::POINTS))?;
    let (mut facts, mut around) = (FileFacts::default(), Around::default());
    file.read_blocks(&file.blocks, &read_block, &mut |span, read| {
        facts.blocks.push((span.offset, span.head_bytes, span.packed_bytes, read.kinds.0));
        for (id, place) in read.nodes {
            nodes.add(id, place)?;
            around.add(place);
        }
        read.points.iter().try_for_each(|point| points.add(point))?;
        report.reach(span.offset + u64::from(span.packed_bytes));
        Ok(())
    })?;
    facts.nodes = nodes.finish()?;
    facts.points = points.finish()?;
    for (count, what) in [(facts.nodes, "nodes"), (facts.spans(Kinds::WAYS).len() as u64, "ways")] {
        if count == 0 {
            return Err(RegionError::NothingThere(what));
        }
    }
    facts.data_date = data_date(&file.header).or_else(|| workspace.data_date().map(str::to_owned));
    facts.bounds = file.header.bounds.filter(sensible).unwrap_or_else(|| around.degrees());
    workspace.write_json(FileFacts::FILE, &facts)
}

fn sensible(bounds: &[f64; 4]) -> bool {
    let [west, south, east, north] = *bounds;
    -180.0 <= west && west < east && east <= 180.0 && -90.0 <= south && south < north && north <= 90.0
}

fn data_date(header: &OsmHeader) -> Option<String> {
    let moment = chrono::DateTime::from_timestamp(header.data_timestamp_s?, 0)?;
    Some(moment.date_naive().to_string())
}

/// What one block gives.
struct BlockRead {
    kinds: Kinds,
    nodes: Vec<(i64, Place)>,
    points: Vec<Feature>,
}

fn read_block(block: &Block<'_>) -> Result<BlockRead, RegionError> {
    let damaged = RegionError::damaged(0);
    let mut read = BlockRead { kinds: Kinds::default(), nodes: Vec::new(), points: Vec::new() };
    let visited = block.kinds().and_then(|kinds| {
        read.kinds = kinds;
        // Ways and relations are only looked through: a damaged one shall be told now, not in an hour.
        block.visit(Kinds(7), &mut |element| {
            if let Element::Node(node) = element {
                read.nodes.push((node.id, [node.lon_e7, node.lat_e7]));
                read.points.extend(point_features(&node));
            }
        })
    });
    visited.map_err(damaged)?;
    Ok(read)
}

fn point_features(node: &Node<'_>) -> impl Iterator<Item = Feature> {
    let place = Shape::Point(map_point(f64::from(node.lon_e7) / 1e7, f64::from(node.lat_e7) / 1e7));
    let tags = node.tags;
    let classes = if tags.is_empty() { [None, None] } else { [place_from_tags(&tags), house_number_class(&tags)] };
    classes.into_iter().flatten().map(move |class| class.shaped(place.clone()))
}

/// The box around all nodes, for files that do not tell theirs.
struct Around {
    min: Place,
    max: Place,
}

impl Default for Around {
    fn default() -> Self {
        Self { min: [i32::MAX; 2], max: [i32::MIN; 2] }
    }
}

impl Around {
    fn add(&mut self, place: Place) {
        for (axis, side) in place.into_iter().enumerate() {
            self.min[axis] = self.min[axis].min(side);
            self.max[axis] = self.max[axis].max(side);
        }
    }

    fn degrees(&self) -> [f64; 4] {
        [self.min[0], self.min[1], self.max[0], self.max[1]].map(|side| f64::from(side) / 1e7)
    }
}
