//! Reads what one sees from the road: nodes, and ways that go round something, block by block.
//!
//! What is drawn as a relation of several outlines is passed over; such things are mostly larger than a place to turn at.

use super::read::Reading;
use crate::region::build::Step;
use crate::region::error::RegionError;
use crate::region::osm::{Node, NodeReader, Tags, Way};
use crate::region::progress::Report;
use crate::region::workspace::Workspace;
use crate::roads::landmarks::{Landmark, LandmarkBuilder, LandmarkKind, landmark_name, write_landmark_file};
use crate::roads::record::Place;

/// The file of landmarks in a region's folder.
pub const LANDMARKS_FILE: &str = "landmarks.bin";

/// Needs the step that finds the nodes before it.
pub const LANDMARKS_STEP: Step = Step { name: "landmarks", run };

fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let mut builder = LandmarkBuilder::default();
    let mut take = |Found { kind, name, outline }| builder.push(Landmark { kind, name: &name, outline: &outline });
    let reading = Reading::begin(workspace, report)?;
    reading.each_node(&of_node, report, &mut take)?;
    reading.each_way(&of_way, report, &mut take)?;
    write_landmark_file(&workspace.out(LANDMARKS_FILE), &builder.finish()).map_err(RegionError::Roads).map(drop)
}

/// A landmark on its way from the thread that found it.
struct Found {
    kind: LandmarkKind,
    name: String,
    outline: Vec<Place>,
}

impl Found {
    fn new(kind: LandmarkKind, tags: &Tags<'_>, outline: Vec<Place>) -> Self {
        let name = landmark_name(kind, |key| tags.get(key)).unwrap_or_default().to_owned();
        Self { kind, name, outline }
    }
}

fn of_node(node: &Node<'_>) -> Option<Found> {
    let kind = LandmarkKind::of_tags(|key| node.tags.get(key))?;
    Some(Found::new(kind, &node.tags, vec![[node.lon_e7, node.lat_e7]]))
}

/// Nothing for ways that do not close, and where nodes are missing.
fn of_way(way: &Way<'_>, places: &mut NodeReader<'_>) -> Result<Option<Found>, RegionError> {
    let Some(kind) = LandmarkKind::of_tags(|key| way.tags.get(key)) else { return Ok(None) };
    let corners = match way.nodes {
        [first, rest @ ..] if rest.len() > 2 && rest.last() == Some(first) => rest,
        _ => return Ok(None),
    };
    let outline = corners.iter().map(|id| places.find(*id)).collect::<Result<Option<Vec<Place>>, _>>()?;
    Ok(outline.map(|outline| Found::new(kind, &way.tags, outline)))
}
