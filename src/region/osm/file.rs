//! An OSM file: its header, its blocks, and reading them in parallel and in order.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::blob::{BlobKind, read_frame, unpack};
use super::block::Block;
use crate::mvt::wire::{Reader, WireError, unzigzag};
use crate::region::error::RegionError;

/// Blocks that are in memory at once; each is at most 32 MiB packed and unpacked, mostly far below one.
const BLOCKS_AT_ONCE: usize = 16;
/// What the format may demand of a reader and this one can do.
const FEATURES: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Where a block is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Of the frame, for messages.
    pub offset: u64,
    /// From the frame's beginning to the packed bytes.
    pub head_bytes: u32,
    pub packed_bytes: u32,
}

/// What the file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OsmHeader {
    /// West, south, east, north in degrees, when it is told.
    pub bounds: Option<[f64; 4]>,
    /// How old the data is, in seconds since 1970, when it is told.
    pub data_timestamp_s: Option<i64>,
}

#[derive(Debug)]
pub struct OsmFile {
    path: PathBuf,
    pub header: OsmHeader,
    pub blocks: Vec<Span>,
    pub size_bytes: u64,
}

impl OsmFile {
    /// Finds all blocks without unpacking them. Errors tell whether it is no OSM file, needs what we cannot do,
    /// or was cut off.
    pub fn open(path: &Path) -> Result<Self, RegionError> {
        let file = File::open(path).map_err(RegionError::at(path))?;
        let size_bytes = file.metadata().map_err(RegionError::at(path))?.len();
        let mut source = BufReader::new(file);
        let mut osm = Self { path: path.to_owned(), header: OsmHeader::default(), blocks: Vec::new(), size_bytes };
        let mut offset = 0;
        while let Some(frame) = read_frame(&mut source, offset)? {
            let span = Span { offset, head_bytes: frame.head_bytes, packed_bytes: frame.packed_bytes };
            let end = offset + u64::from(span.head_bytes) + u64::from(span.packed_bytes);
            if end > size_bytes {
                return Err(RegionError::CutOff { offset });
            }
            match frame.kind {
                BlobKind::Header => osm.header = parse_header(&unpack(&osm.read(&mut source, span)?, offset)?)?,
                BlobKind::Data if offset > 0 => osm.blocks.push(span),
                _ if offset == 0 => return Err(RegionError::NotOsm("it does not begin with a header")),
                _ => {}
            }
            source.seek(SeekFrom::Start(end)).map_err(RegionError::at(path))?;
            offset = end;
        }
        if offset == 0 { Err(RegionError::NotOsm("it is empty")) } else { Ok(osm) }
    }

    /// Reads blocks: `work` on several at once, `take` with what it made of each, in the order of the file.
    pub fn read_blocks<T: Send>(
        &self,
        spans: &[Span],
        work: &(dyn Fn(&Block<'_>) -> Result<T, RegionError> + Sync),
        take: &mut dyn FnMut(Span, T) -> Result<(), RegionError>,
    ) -> Result<(), RegionError> {
        let mut source = BufReader::new(File::open(&self.path).map_err(RegionError::at(&self.path))?);
        for some in spans.chunks(BLOCKS_AT_ONCE) {
            let packed: Vec<(Span, Vec<u8>)> = some
                .iter()
                .map(|span| Ok((*span, self.read(&mut source, *span)?)))
                .collect::<Result<_, RegionError>>()?;
            let made: Vec<Result<T, RegionError>> = packed
                .par_iter()
                .map(|(span, blob)| {
                    let data = unpack(blob, span.offset)?;
                    let block = Block::parse(&data).map_err(RegionError::damaged(span.offset))?;
                    work(&block).map_err(|error| error.in_block(span.offset))
                })
                .collect();
            for (span, made) in some.iter().zip(made) {
                take(*span, made?)?;
            }
        }
        Ok(())
    }

    /// One block unpacked, for whoever wants to read it alone.
    pub fn block_data(&self, span: Span) -> Result<Vec<u8>, RegionError> {
        let mut source = File::open(&self.path).map_err(RegionError::at(&self.path))?;
        unpack(&self.read(&mut source, span)?, span.offset)
    }

    fn read(&self, source: &mut (impl Read + Seek), span: Span) -> Result<Vec<u8>, RegionError> {
        let begins = span.offset + u64::from(span.head_bytes);
        source.seek(SeekFrom::Start(begins)).map_err(RegionError::at(&self.path))?;
        let mut blob = vec![0; span.packed_bytes as usize];
        source.read_exact(&mut blob).map_err(|_| RegionError::CutOff { offset: span.offset })?;
        Ok(blob)
    }
}

fn parse_header(data: &[u8]) -> Result<OsmHeader, RegionError> {
    let strange = |_: WireError| RegionError::NotOsm("its header is damaged");
    let mut header = OsmHeader::default();
    let mut reader = Reader::new(data);
    while let Some((number, field)) = reader.field().map_err(strange)? {
        match number {
            1 => header.bounds = Some(parse_bounds(field.bytes().map_err(strange)?).map_err(strange)?),
            4 => {
                let feature = field.text().map_err(strange)?;
                if !FEATURES.contains(&feature) {
                    return Err(RegionError::Unsupported(feature.to_owned()));
                }
            }
            32 => header.data_timestamp_s = Some(field.number().map_err(strange)? as i64),
            _ => {}
        }
    }
    Ok(header)
}

/// From left, right, top and bottom in billionths of a degree.
fn parse_bounds(bytes: &[u8]) -> Result<[f64; 4], WireError> {
    let mut bounds = [0.0; 4];
    let mut reader = Reader::new(bytes);
    while let Some((number, field)) = reader.field()? {
        let place = match number {
            1 => 0,
            2 => 2,
            3 => 3,
            4 => 1,
            _ => continue,
        };
        bounds[place] = unzigzag(field.number()?) as f64 / 1e9;
    }
    Ok(bounds)
}
