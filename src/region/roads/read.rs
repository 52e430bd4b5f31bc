//! Reads nodes with tags, ways and restrictions from an OSM file, in this order.

use crate::region::error::RegionError;
use crate::region::osm::{
    Block, Element, Kinds, MemberKind, Node, NodeReader, NodeStore, OsmFile, Relation, Tags, Way,
};
use crate::region::progress::Report;
use crate::region::steps::FileFacts;
use crate::region::workspace::Workspace;
use crate::roads::build::RoadBuilder;
use crate::roads::record::{NodeRecord, RestrictionRecord, RoadTags, Via, WayNode, WayRecord};

/// Keys of nodes that can matter to somebody who passes them.
const NODE_KEYS: [&str; 3] = ["barrier", "highway", "railway"];

pub(super) struct Reading<'a> {
    pub workspace: &'a Workspace,
    pub facts: &'a FileFacts,
}

impl Reading<'_> {
    pub fn read_into(&self, builder: &mut RoadBuilder, report: &mut Report<'_>) -> Result<(), RegionError> {
        let file = OsmFile::open(self.workspace.source()?)?;
        report.begin("bytes", file.size_bytes);
        let spans = |kinds| self.facts.spans(kinds);
        file.read_blocks(&spans(Kinds::NODES), &nodes, &mut |span, nodes| {
            nodes.iter().for_each(|node| builder.add_node(node));
            report.reach(span.offset);
            Ok(())
        })?;
        let places = NodeStore::open(&self.workspace.scratch(FileFacts::NODES))?;
        file.read_blocks(&spans(Kinds::WAYS), &|block| ways(block, &places), &mut |span, ways| {
            ways.iter().for_each(|way| builder.add_way(way));
            report.reach(span.offset);
            Ok(())
        })?;
        file.read_blocks(&spans(Kinds::RELATIONS), &restrictions, &mut |_, restrictions| {
            restrictions.into_iter().for_each(|restriction| builder.add_restriction(restriction));
            Ok(())
        })
    }
}

fn nodes(block: &Block<'_>) -> Result<Vec<NodeRecord>, RegionError> {
    let mut found = Vec::new();
    let matters = |node: &Node<'_>| NODE_KEYS.iter().any(|key| node.tags.get(key).is_some());
    let visited = block.visit(Kinds::NODES, &mut |element| {
        if let Element::Node(node) = element
            && matters(&node)
        {
            found.push(NodeRecord { id: node.id, tags: own(&node.tags) });
        }
    });
    visited.map_err(RegionError::damaged(0)).map(|()| found)
}

fn ways(block: &Block<'_>, places: &NodeStore) -> Result<Vec<WayRecord>, RegionError> {
    let (mut found, mut reader, mut failed) = (Vec::new(), places.reader()?, Ok(()));
    let visited = block.visit(Kinds::WAYS, &mut |element| {
        if let (Element::Way(way), true) = (element, failed.is_ok()) {
            match way_record(&way, &mut reader) {
                Ok(record) => found.extend(record),
                Err(error) => failed = Err(error),
            }
        }
    });
    visited.map_err(RegionError::damaged(0))?;
    failed.map(|()| found)
}

/// Nothing for ways that nobody travels on.
fn way_record(way: &Way<'_>, places: &mut NodeReader<'_>) -> Result<Option<WayRecord>, RegionError> {
    let tags = way.tags;
    let is_travelled = tags.get("highway").is_some()
        || tags.is("route", &["ferry", "shuttle_train"])
        || tags.is("railway", &["platform"])
        || tags.is("public_transport", &["platform"]);
    if !is_travelled {
        return Ok(None);
    }
    let node = |id: &i64| Ok(WayNode { id: *id, place: places.find(*id)? });
    let nodes = way.nodes.iter().map(node).collect::<Result<_, RegionError>>()?;
    Ok(Some(WayRecord { id: way.id, nodes, tags: own(&tags) }))
}

fn restrictions(block: &Block<'_>) -> Result<Vec<RestrictionRecord>, RegionError> {
    let mut found = Vec::new();
    let visited = block.visit(Kinds::RELATIONS, &mut |element| {
        if let Element::Relation(relation) = element {
            found.extend(restriction(&relation));
        }
    });
    visited.map_err(RegionError::damaged(0)).map(|()| found)
}

fn restriction(relation: &Relation<'_>) -> Option<RestrictionRecord> {
    if !relation.tags.get("type")?.starts_with("restriction") {
        return None;
    }
    let members = |kind: MemberKind, role: &str| -> Vec<i64> {
        relation
            .members
            .iter()
            .filter(|member| member.kind == kind && member.role == role)
            .map(|each| each.id)
            .collect()
    };
    let via = match members(MemberKind::Node, "via")[..] {
        [node] => Via::Node(node),
        _ => Via::Ways(members(MemberKind::Way, "via")),
    };
    let [from, to] = ["from", "to"].map(|role| members(MemberKind::Way, role));
    Some(RestrictionRecord { id: relation.id, from, via, to, tags: own(&relation.tags) })
}

fn own(tags: &Tags<'_>) -> RoadTags {
    tags.0.iter().copied().collect()
}
