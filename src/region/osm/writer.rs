//! Writing OSM files in PBF format, as far as tests and benches need it: the reader's twin.

use std::collections::HashMap;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::element::{Kinds, MemberKind};
use crate::mvt::wire::{put_bytes, put_number, put_varint, zigzag};

/// Elements in one block, as other programs have it.
const BLOCK_ELEMENTS: usize = 8_000;

/// Key and value.
type Tag<'a> = (&'a str, &'a str);

/// Writes elements as they come. The format wants nodes first, then ways, then relations, each sorted by id.
#[derive(Debug)]
pub struct OsmWriter<W: Write> {
    out: W,
    block: Draft,
}

impl<W: Write> OsmWriter<W> {
    /// `bounds` are west, south, east and north in ten-millionths of a degree.
    pub fn new(mut out: W, bounds: Option<[i64; 4]>) -> io::Result<Self> {
        let mut header = Vec::new();
        if let Some([west, south, east, north]) = bounds {
            let mut packed = Vec::new();
            for (field, side) in (1..).zip([west, east, north, south]) {
                put_number(&mut packed, field, zigzag(side * 100));
            }
            put_bytes(&mut header, 1, &packed);
        }
        for feature in ["OsmSchema-V0.6", "DenseNodes"] {
            put_bytes(&mut header, 4, feature.as_bytes());
        }
        write_blob(&mut out, "OSMHeader", &header)?;
        Ok(Self { out, block: Draft::default() })
    }

    /// Coordinates in ten-millionths of a degree.
    pub fn node(&mut self, id: i64, lon_e7: i32, lat_e7: i32, tags: &[Tag<'_>]) -> io::Result<()> {
        self.make_room(Kinds::NODES)?;
        let block = &mut self.block;
        for (column, value) in [(0, id), (1, i64::from(lat_e7)), (2, i64::from(lon_e7))] {
            put_varint(&mut block.columns[column], zigzag(value - block.last[column]));
            block.last[column] = value;
        }
        for text in tags.iter().flat_map(|(key, value)| [key, value]) {
            let number = block.string(text);
            put_varint(&mut block.columns[3], number);
        }
        block.columns[3].push(0);
        Ok(())
    }

    pub fn way(&mut self, id: i64, tags: &[Tag<'_>], nodes: &[i64]) -> io::Result<()> {
        self.make_room(Kinds::WAYS)?;
        let mut way = self.block.head(id, tags);
        put_bytes(&mut way, 8, &differences(nodes));
        put_bytes(&mut self.block.elements, 3, &way);
        Ok(())
    }

    /// Members by id, kind and role.
    pub fn relation(&mut self, id: i64, tags: &[Tag<'_>], members: &[(i64, MemberKind, &str)]) -> io::Result<()> {
        self.make_room(Kinds::RELATIONS)?;
        let mut relation = self.block.head(id, tags);
        let (mut roles, mut kinds) = (Vec::new(), Vec::new());
        for (_, kind, role) in members {
            put_varint(&mut roles, self.block.string(role));
            kinds.push(*kind as u8);
        }
        let ids: Vec<i64> = members.iter().map(|(id, ..)| *id).collect();
        for (field, bytes) in [(8, roles), (9, differences(&ids)), (10, kinds)] {
            put_bytes(&mut relation, field, &bytes);
        }
        put_bytes(&mut self.block.elements, 4, &relation);
        Ok(())
    }

    /// Writes what is left, and gives the target back.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_block()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn make_room(&mut self, kinds: Kinds) -> io::Result<()> {
        if self.block.kinds != kinds || self.block.count >= BLOCK_ELEMENTS {
            self.write_block()?;
            self.block.kinds = kinds;
        }
        self.block.count += 1;
        Ok(())
    }

    fn write_block(&mut self) -> io::Result<()> {
        let block = std::mem::take(&mut self.block);
        if block.count == 0 { Ok(()) } else { write_blob(&mut self.out, "OSMData", &block.packed()) }
    }
}

/// A block that is being filled.
#[derive(Debug, Default)]
struct Draft {
    kinds: Kinds,
    count: usize,
    strings: HashMap<String, u64>,
    table: Vec<u8>,
    /// Of dense nodes: ids, latitudes, longitudes, and tags by the number of their texts.
    columns: [Vec<u8>; 4],
    last: [i64; 3],
    /// Ways or relations.
    elements: Vec<u8>,
}

impl Draft {
    /// The number of a text; 0 is kept for the end of a node's tags.
    fn string(&mut self, text: &str) -> u64 {
        if let Some(number) = self.strings.get(text) {
            return *number;
        }
        let number = self.strings.len() as u64 + 1;
        put_bytes(&mut self.table, 1, text.as_bytes());
        self.strings.insert(text.to_owned(), number);
        number
    }

    fn head(&mut self, id: i64, tags: &[Tag<'_>]) -> Vec<u8> {
        let (mut keys, mut values, mut head) = (Vec::new(), Vec::new(), Vec::new());
        for (key, value) in tags {
            put_varint(&mut keys, self.string(key));
            put_varint(&mut values, self.string(value));
        }
        put_number(&mut head, 1, id as u64);
        put_bytes(&mut head, 2, &keys);
        put_bytes(&mut head, 3, &values);
        head
    }

    fn packed(self) -> Vec<u8> {
        let mut group = self.elements;
        if self.kinds == Kinds::NODES {
            let mut dense = Vec::new();
            for (field, column) in [1, 8, 9, 10].into_iter().zip(&self.columns) {
                put_bytes(&mut dense, field, column);
            }
            put_bytes(&mut group, 2, &dense);
        }
        let mut table = Vec::new();
        put_bytes(&mut table, 1, b"");
        table.extend_from_slice(&self.table);
        let mut block = Vec::new();
        put_bytes(&mut block, 1, &table);
        put_bytes(&mut block, 2, &group);
        block
    }
}

fn differences(ids: &[i64]) -> Vec<u8> {
    let (mut packed, mut last) = (Vec::new(), 0);
    for id in ids {
        put_varint(&mut packed, zigzag(id - last));
        last = *id;
    }
    packed
}

fn write_blob(out: &mut impl Write, kind: &str, data: &[u8]) -> io::Result<()> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::new(6));
    packer.write_all(data)?;
    let (mut blob, mut head) = (Vec::new(), Vec::new());
    put_number(&mut blob, 2, data.len() as u64);
    put_bytes(&mut blob, 3, &packer.finish()?);
    put_bytes(&mut head, 1, kind.as_bytes());
    put_number(&mut head, 3, blob.len() as u64);
    out.write_all(&(head.len() as u32).to_be_bytes())?;
    out.write_all(&head)?;
    out.write_all(&blob)
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Element, OsmFile};
    use super::*;

    /// What an element says, as text.
    fn said(element: Element<'_>) -> String {
        match element {
            Element::Node(node) => format!("n{} {} {} {:?}", node.id, node.lon_e7, node.lat_e7, node.tags.0),
            Element::Way(way) => format!("w{} {:?} {:?}", way.id, way.nodes, way.tags.0),
            Element::Relation(relation) => {
                let members: Vec<_> = relation.members.iter().map(|m| (m.id, m.kind, m.role)).collect();
                format!("r{} {members:?} {:?}", relation.id, relation.tags.0)
            }
        }
    }

    #[test]
    fn elements_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("small.osm.pbf");
        let file = std::fs::File::create(&path).expect("a new file");
        let mut writer =
            OsmWriter::new(file, Some([130_000_000, 530_000_000, 140_000_000, 540_000_000])).expect("written");
        writer.node(-7, 131_234_567, 531_234_567, &[]).expect("written");
        writer.node(9, -5, 6, &[("place", "town"), ("name", "Łódź")]).expect("written");
        writer.way(5, &[("highway", "primary")], &[-7, 9, -7]).expect("written");
        writer.relation(6, &[("type", "multipolygon")], &[(5, MemberKind::Way, "outer")]).expect("written");
        writer.finish().expect("written");

        let file = OsmFile::open(&path).expect("an OSM file");
        assert_eq!(file.header.bounds, Some([13.0, 53.0, 14.0, 54.0]));
        let mut all = Vec::new();
        let read = |block: &Block<'_>| {
            let mut texts = Vec::new();
            block.visit(Kinds(7), &mut |element| texts.push(said(element))).expect("our own block");
            Ok(texts)
        };
        file.read_blocks(&file.blocks, &read, &mut |_, texts| {
            all.extend(texts);
            Ok(())
        })
        .expect("readable");
        assert_eq!(
            all,
            [
                "n-7 131234567 531234567 []",
                "n9 -5 6 [(\"place\", \"town\"), (\"name\", \"Łódź\")]",
                "w5 [-7, 9, -7] [(\"highway\", \"primary\")]",
                "r6 [(5, Way, \"outer\")] [(\"type\", \"multipolygon\")]",
            ]
        );
    }
}
