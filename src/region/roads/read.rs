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

/// What becomes of a node, and of a way whose nodes can be looked up.
type OfNode<'f, T> = &'f (dyn Fn(&Node<'_>) -> Option<T> + Sync);
type OfWay<'f, T> = &'f (dyn Fn(&Way<'_>, &mut NodeReader<'_>) -> Result<Option<T>, RegionError> + Sync);

/// The OSM file of a workspace whose blocks and nodes have been found.
pub(super) struct Reading<'a> {
    workspace: &'a Workspace,
    pub facts: FileFacts,
    file: OsmFile,
}

impl<'a> Reading<'a> {
    pub fn begin(workspace: &'a Workspace, report: &mut Report<'_>) -> Result<Self, RegionError> {
        let file = OsmFile::open(workspace.source()?)?;
        report.begin("bytes", file.size_bytes);
        Ok(Self { workspace, facts: workspace.read_json(FileFacts::FILE)?, file })
    }

    pub fn read_into(&self, builder: &mut RoadBuilder, report: &mut Report<'_>) -> Result<(), RegionError> {
        self.each_node(&node_record, report, &mut |node| builder.add_node(&node))?;
        self.each_way(&way_record, report, &mut |way| builder.add_way(&way))?;
        self.file.read_blocks(&self.facts.spans(Kinds::RELATIONS), &restrictions, &mut |_, restrictions| {
            restrictions.into_iter().for_each(|restriction| builder.add_restriction(restriction));
            Ok(())
        })
    }

    /// Gives what `make` makes of nodes, in the order of the file.
    pub fn each_node<T: Send>(
        &self,
        make: OfNode<'_, T>,
        report: &mut Report<'_>,
        take: &mut dyn FnMut(T),
    ) -> Result<(), RegionError> {
        self.file.read_blocks(&self.facts.spans(Kinds::NODES), &|block| nodes(block, make), &mut |span, made| {
            made.into_iter().for_each(&mut *take);
            report.reach(span.offset);
            Ok(())
        })
    }

    /// The same of ways.
    pub fn each_way<T: Send>(
        &self,
        make: OfWay<'_, T>,
        report: &mut Report<'_>,
        take: &mut dyn FnMut(T),
    ) -> Result<(), RegionError> {
        let places = NodeStore::open(&self.workspace.scratch(FileFacts::NODES))?;
        let work = |block: &Block<'_>| ways(block, &places, make);
        self.file.read_blocks(&self.facts.spans(Kinds::WAYS), &work, &mut |span, made| {
            made.into_iter().for_each(&mut *take);
            report.reach(span.offset);
            Ok(())
        })
    }
}

fn nodes<T>(block: &Block<'_>, make: OfNode<'_, T>) -> Result<Vec<T>, RegionError> {
    let mut found = Vec::new();
    let visited = block.visit(Kinds::NODES, &mut |element| {
        if let Element::Node(node) = element {
            found.extend(make(&node));
        }
    });
    visited.map_err(RegionError::damaged(0)).map(|()| found)
}

fn ways<T>(block: &Block<'_>, places: &NodeStore, make: OfWay<'_, T>) -> Result<Vec<T>, RegionError> {
    let (mut found, mut reader, mut failed) = (Vec::new(), places.reader()?, Ok(()));
    let visited = block.visit(Kinds::WAYS, &mut |element| {
        if let (Element::Way(way), true) = (element, failed.is_ok()) {
            match make(&way, &mut reader) {
                Ok(record) => found.extend(record),
                Err(error) => failed = Err(error),
            }
        }
    });
    visited.map_err(RegionError::damaged(0))?;
    failed.map(|()| found)
}

/// Nothing for nodes that do not matter to somebody who passes them.
fn node_record(node: &Node<'_>) -> Option<NodeRecord> {
    let matters = NODE_KEYS.iter().any(|key| node.tags.get(key).is_some());
    matters.then(|| NodeRecord { id: node.id, tags: own(&node.tags) })
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
