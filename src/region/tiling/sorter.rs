//! Sorting more pieces than memory holds: sorted runs on disk, merged as they are read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::piece::{Piece, PieceKey};
use crate::region::error::RegionError;
use crate::region::layers::LayerName;

/// Takes pieces in any order.
#[derive(Debug)]
pub struct Sorter {
    folder: PathBuf,
    bytes_max: usize,
    bodies: Vec<u8>,
    /// Key, and where the body lies in `bodies`.
    index: Vec<(PieceKey, u32, u32)>,
    runs: Vec<PathBuf>,
}

impl Sorter {
    /// Runs are written to `folder`, each when `bytes_max` bytes have come together.
    pub fn new(folder: &Path, bytes_max: usize) -> Self {
        Self { folder: folder.to_owned(), bytes_max, bodies: Vec::new(), index: Vec::new(), runs: Vec::new() }
    }

    pub fn add(&mut self, piece: &Piece) -> Result<(), RegionError> {
        self.index.push((piece.key, self.bodies.len() as u32, piece.body.len() as u32));
        self.bodies.extend_from_slice(&piece.body);
        let held = self.bodies.len() + self.index.len() * size_of::<(PieceKey, u32, u32)>();
        if held >= self.bytes_max { self.write_run() } else { Ok(()) }
    }

    /// Everything in order; equal keys in the order of adding.
    pub fn finish(mut self) -> Result<SortedPieces, RegionError> {
        self.write_run()?;
        self.bodies = Vec::new();
        self.index = Vec::new();
        let mut sorted = SortedPieces { runs: Vec::new(), heads: BinaryHeap::new() };
        for (number, path) in self.runs.drain(..).enumerate() {
            let file = File::open(&path).map_err(RegionError::at(&path))?;
            sorted.runs.push(Run { path, source: BufReader::with_capacity(256 * 1024, file) });
            sorted.advance(number)?;
        }
        Ok(sorted)
    }

    fn write_run(&mut self) -> Result<(), RegionError> {
        if self.index.is_empty() {
            return Ok(());
        }
        self.index.sort_by_key(|(key, ..)| *key);
        let path = self.folder.join(format!("pieces-{}", self.runs.len()));
        let mut out = BufWriter::new(File::create(&path).map_err(RegionError::at(&path))?);
        for (key, at, length) in &self.index {
            let body = &self.bodies[*at as usize..(at + length) as usize];
            write_piece(&mut out, *key, body).map_err(RegionError::at(&path))?;
        }
        out.flush().map_err(RegionError::at(&path))?;
        self.runs.push(path);
        self.index.clear();
        self.bodies.clear();
        Ok(())
    }
}

fn write_piece(out: &mut impl Write, key: PieceKey, body: &[u8]) -> std::io::Result<()> {
    out.write_all(&key.tile.to_le_bytes())?;
    out.write_all(&[key.layer as u8])?;
    out.write_all(&key.order.to_le_bytes())?;
    out.write_all(&(body.len() as u32).to_le_bytes())?;
    out.write_all(body)
}

/// The pieces, smallest key first. Its files go when it does.
#[derive(Debug)]
pub struct SortedPieces {
    runs: Vec<Run>,
    heads: BinaryHeap<Reverse<Head>>,
}

#[derive(Debug)]
struct Run {
    path: PathBuf,
    source: BufReader<File>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    key: PieceKey,
    run: usize,
    body: Vec<u8>,
}

impl SortedPieces {
    pub fn next_piece(&mut self) -> Result<Option<Piece>, RegionError> {
        let Some(Reverse(head)) = self.heads.pop() else { return Ok(None) };
        self.advance(head.run)?;
        Ok(Some(Piece { key: head.key, body: head.body }))
    }

    fn advance(&mut self, run: usize) -> Result<(), RegionError> {
        if let Some((key, body)) = self.runs[run].read()? {
            self.heads.push(Reverse(Head { key, run, body }));
        }
        Ok(())
    }
}

impl Run {
    fn read(&mut self) -> Result<Option<(PieceKey, Vec<u8>)>, RegionError> {
        let mut head = [0; 17];
        match self.source.read_exact(&mut head) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            read => read.map_err(RegionError::at(&self.path))?,
        }
        let [tile, order, length] = [(0, 8), (9, 13), (13, 17)]
            .map(|(from, to)| head[from..to].iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte)));
        let layer = *LayerName::ALL.get(usize::from(head[8])).ok_or_else(|| self.bad())?;
        let mut body = vec![0; length as usize];
        self.source.read_exact(&mut body).map_err(RegionError::at(&self.path))?;
        Ok(Some((PieceKey { tile, layer, order: order as u32 as i32 }, body)))
    }

    fn bad(&self) -> RegionError {
        RegionError::BadLeftover { path: self.path.clone(), reason: "an unknown layer".to_owned() }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // A scratch file that stays is removed with its folder at the end of the build.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Against a stable sort in memory, with so little memory that there are many runs.
        #[test]
        fn pieces_come_out_sorted_and_equal_ones_in_their_order(
            keys in prop::collection::vec((0u64..6, 0usize..7, -2i32..3), 0..300),
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut sorter = Sorter::new(folder.path(), 1_000);
            let piece = |(number, (tile, layer, order)): (usize, &(u64, usize, i32))| Piece {
                key: PieceKey { tile: *tile, layer: LayerName::ALL[*layer], order: *order },
                body: number.to_le_bytes().to_vec(),
            };
            let mut expected: Vec<Piece> = keys.iter().enumerate().map(piece).collect();
            expected.iter().for_each(|piece| sorter.add(piece).expect("added"));
            expected.sort_by_key(|piece| piece.key);
            let mut sorted = sorter.finish().expect("sorted");
            for piece in expected {
                prop_assert_eq!(sorted.next_piece().expect("readable"), Some(piece));
            }
            prop_assert_eq!(sorted.next_piece().expect("readable"), None);
        }
    }
}
