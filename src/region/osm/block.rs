//! A block of nodes, ways or relations, read in place.

use super::element::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
use crate::mvt::wire::{Reader, WireError, unzigzag};

/// An unpacked block whose strings and groups have been found.
#[derive(Debug)]
pub struct Block<'d> {
    strings: Vec<&'d str>,
    groups: Vec<&'d [u8]>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

impl<'d> Block<'d> {
    pub fn parse(data: &'d [u8]) -> Result<Self, WireError> {
        let mut block =
            Self { strings: Vec::new(), groups: Vec::new(), granularity: 100, lat_offset: 0, lon_offset: 0 };
        let mut reader = Reader::new(data);
        while let Some((number, field)) = reader.field()? {
            match number {
                1 => block.strings = strings(field.bytes()?)?,
                2 => block.groups.push(field.bytes()?),
                17 => block.granularity = field.number()? as i64,
                19 => block.lat_offset = field.number()? as i64,
                20 => block.lon_offset = field.number()? as i64,
                _ => {}
            }
        }
        Ok(block)
    }

    /// What kinds of elements there are, without reading them.
    pub fn kinds(&self) -> Result<Kinds, WireError> {
        let mut found = Kinds::default();
        for group in &self.groups {
            if let Some((number, _)) = Reader::new(group).field()? {
                found = found.with(match number {
                    1 | 2 => Kinds::NODES,
                    3 => Kinds::WAYS,
                    4 => Kinds::RELATIONS,
                    _ => Kinds::default(),
                });
            }
        }
        Ok(found)
    }

    /// Every element of the wanted kinds, in the order of the file.
    pub fn visit(&self, wanted: Kinds, take: &mut dyn FnMut(Element<'_>)) -> Result<(), WireError> {
        for group in &self.groups {
            let mut reader = Reader::new(group);
            while let Some((number, field)) = reader.field()? {
                match number {
                    1 if wanted.has(Kinds::NODES) => self.node(field.bytes()?, take)?,
                    2 if wanted.has(Kinds::NODES) => self.dense_nodes(field.bytes()?, take)?,
                    3 if wanted.has(Kinds::WAYS) => self.way(field.bytes()?, take)?,
                    4 if wanted.has(Kinds::RELATIONS) => self.relation(field.bytes()?, take)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn string(&self, number: u64) -> Result<&'d str, WireError> {
        let index = usize::try_from(number).ok();
        index.and_then(|index| self.strings.get(index)).copied().ok_or(WireError("a text that is not in the block"))
    }

    fn tags(&self, keys: &[u8], values: &[u8]) -> Result<Vec<(&'d str, &'d str)>, WireError> {
        let (mut keys, mut values) = (Reader::new(keys), Reader::new(values));
        let mut tags = Vec::new();
        while !keys.is_empty() {
            tags.push((self.string(keys.varint()?)?, self.string(values.varint()?)?));
        }
        Ok(tags)
    }

    /// From the block's units to ten-millionths of a degree.
    fn e7(&self, offset: i64, value: i64) -> Result<i32, WireError> {
        let nano = self.granularity.checked_mul(value).and_then(|nano| nano.checked_add(offset));
        nano.and_then(|nano| i32::try_from(nano / 100).ok()).ok_or(WireError("a coordinate outside the world"))
    }

    fn node(&self, bytes: &[u8], take: &mut dyn FnMut(Element<'_>)) -> Result<(), WireError> {
        let (mut id, mut lon, mut lat, mut keys, mut values) = (0, 0, 0, [].as_slice(), [].as_slice());
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.field()? {
            match number {
                1 => id = unzigzag(field.number()?),
                2 => keys = field.bytes()?,
                3 => values = field.bytes()?,
                8 => lat = unzigzag(field.number()?),
                9 => lon = unzigzag(field.number()?),
                _ => {}
            }
        }
        let (lon_e7, lat_e7) = (self.e7(self.lon_offset, lon)?, self.e7(self.lat_offset, lat)?);
        let tags = self.tags(keys, values)?;
        take(Element::Node(Node { id, lon_e7, lat_e7, tags: Tags(&tags) }));
        Ok(())
    }

    fn dense_nodes(&self, bytes: &[u8], take: &mut dyn FnMut(Element<'_>)) -> Result<(), WireError> {
        let mut columns = [Reader::new(&[]); 4];
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.field()? {
            match number {
                1 => columns[0] = Reader::new(field.bytes()?),
                8 => columns[1] = Reader::new(field.bytes()?),
                9 => columns[2] = Reader::new(field.bytes()?),
                10 => columns[3] = Reader::new(field.bytes()?),
                _ => {}
            }
        }
        let [mut ids, mut lats, mut lons, mut texts] = columns;
        let (mut id, mut lat, mut lon, mut tags) = (0i64, 0i64, 0i64, Vec::new());
        while !ids.is_empty() {
            id = id.wrapping_add(ids.signed()?);
            lat = lat.wrapping_add(lats.signed()?);
            lon = lon.wrapping_add(lons.signed()?);
            self.dense_tags(&mut texts, &mut tags)?;
            let (lon_e7, lat_e7) = (self.e7(self.lon_offset, lon)?, self.e7(self.lat_offset, lat)?);
            take(Element::Node(Node { id, lon_e7, lat_e7, tags: Tags(&tags) }));
        }
        Ok(())
    }

    /// Pairs up to a 0; the column is left out when no node of the block has tags.
    fn dense_tags(&self, texts: &mut Reader<'_>, tags: &mut Vec<(&'d str, &'d str)>) -> Result<(), WireError> {
        tags.clear();
        while !texts.is_empty() {
            let key = texts.varint()?;
            if key == 0 {
                break;
            }
            tags.push((self.string(key)?, self.string(texts.varint()?)?));
        }
        Ok(())
    }

    fn way(&self, bytes: &[u8], take: &mut dyn FnMut(Element<'_>)) -> Result<(), WireError> {
        let (mut id, mut keys, mut values, mut refs) = (0, [].as_slice(), [].as_slice(), [].as_slice());
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.field()? {
            match number {
                1 => id = field.number()? as i64,
                2 => keys = field.bytes()?,
                3 => values = field.bytes()?,
                8 => refs = field.bytes()?,
                _ => {}
            }
        }
        let nodes = running_sums(refs)?;
        let tags = self.tags(keys, values)?;
        take(Element::Way(Way { id, tags: Tags(&tags), nodes: &nodes }));
        Ok(())
    }

    fn relation(&self, bytes: &[u8], take: &mut dyn FnMut(Element<'_>)) -> Result<(), WireError> {
        let (mut id, mut lists) = (0, [[].as_slice(); 5]);
        let mut reader = Reader::new(bytes);
        while let Some((number, field)) = reader.field()? {
            match number {
                1 => id = field.number()? as i64,
                2 => lists[0] = field.bytes()?,
                3 => lists[1] = field.bytes()?,
                8 => lists[2] = field.bytes()?,
                9 => lists[3] = field.bytes()?,
                10 => lists[4] = field.bytes()?,
                _ => {}
            }
        }
        let [keys, values, roles, ids, kinds] = lists;
        let (mut roles, mut kinds) = (Reader::new(roles), Reader::new(kinds));
        let mut members = Vec::new();
        for id in running_sums(ids)? {
            let role = self.string(roles.varint()?)?;
            members.push(Member { id, kind: member_kind(kinds.varint()?)?, role });
        }
        let tags = self.tags(keys, values)?;
        take(Element::Relation(Relation { id, tags: Tags(&tags), members: &members }));
        Ok(())
    }
}

fn strings(table: &[u8]) -> Result<Vec<&str>, WireError> {
    let mut strings = Vec::new();
    let mut reader = Reader::new(table);
    while let Some((number, field)) = reader.field()? {
        if number == 1 {
            strings.push(field.text()?);
        }
    }
    Ok(strings)
}

fn running_sums(packed: &[u8]) -> Result<Vec<i64>, WireError> {
    let mut reader = Reader::new(packed);
    let (mut sums, mut sum) = (Vec::with_capacity(packed.len() / 2), 0i64);
    while !reader.is_empty() {
        sum = sum.wrapping_add(reader.signed()?);
        sums.push(sum);
    }
    Ok(sums)
}

fn member_kind(number: u64) -> Result<MemberKind, WireError> {
    match number {
        0 => Ok(MemberKind::Node),
        1 => Ok(MemberKind::Way),
        2 => Ok(MemberKind::Relation),
        _ => Err(WireError("a member of an unknown kind")),
    }
}
