//! Sorted pieces to an archive: tile after tile, several at once, and the long runs of nothing but land or sea.

use rayon::prelude::*;

use super::piece::{Drawn, Piece};
use super::sorter::SortedPieces;
use super::tile::{TileFill, draw_tile};
use crate::region::error::RegionError;
use crate::region::pmtiles::{ArchiveWriter, TileId, gzip};

/// Tiles that are drawn at once.
const TILES_AT_ONCE: usize = 128;

/// How many tiles were drawn, and how many had too much to be of use on a telephone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TileCounts {
    pub drawn: u64,
    pub bytes_max: usize,
}

/// One tile with its pieces, or a run of tiles that only fills cover.
struct Job {
    first: u64,
    count: u64,
    fills: Vec<TileFill>,
    pieces: Vec<Piece>,
}

/// Draws all tiles into the archive. `told` is called with the number of tiles drawn so far.
pub fn draw_tiles(
    sorted: SortedPieces,
    archive: &mut ArchiveWriter,
    told: &mut dyn FnMut(u64),
) -> Result<TileCounts, RegionError> {
    let mut jobs = Jobs { sorted, ahead: None, fills: Vec::new(), next: 0 };
    let mut counts = TileCounts::default();
    loop {
        let batch = jobs.batch()?;
        if batch.is_empty() {
            return Ok(counts);
        }
        let drawn: Vec<Result<Vec<u8>, RegionError>> = batch.par_iter().map(draw).collect();
        for (job, packed) in batch.iter().zip(drawn) {
            let packed = packed?;
            if !packed.is_empty() {
                counts.bytes_max = counts.bytes_max.max(packed.len());
                archive.add(job.first, job.count, &packed).map_err(RegionError::at("the archive".as_ref()))?;
            }
        }
        counts.drawn += batch.len() as u64;
        told(counts.drawn);
    }
}

fn draw(job: &Job) -> Result<Vec<u8>, RegionError> {
    let (zoom, ..) = TileId(job.first).coordinates();
    let tile = draw_tile(zoom, &job.fills, &job.pieces).map_err(|error| bad_piece(error.0))?;
    Ok(if tile.is_empty() { tile } else { gzip(&tile) })
}

fn bad_piece(reason: &str) -> RegionError {
    RegionError::BadLeftover { path: "pieces".into(), reason: reason.to_owned() }
}

/// Turns the stream of pieces into jobs.
struct Jobs {
    sorted: SortedPieces,
    ahead: Option<Piece>,
    /// Fills that reach beyond the last tile, each with the id after its end.
    fills: Vec<(u64, TileFill)>,
    /// The first tile that no job has covered yet.
    next: u64,
}

impl Jobs {
    fn batch(&mut self) -> Result<Vec<Job>, RegionError> {
        let mut batch = Vec::new();
        while batch.len() < TILES_AT_ONCE {
            let Some(job) = self.next_job()? else { break };
            batch.push(job);
        }
        Ok(batch)
    }

    fn next_job(&mut self) -> Result<Option<Job>, RegionError> {
        if self.ahead.is_none() {
            self.ahead = self.sorted.next_piece()?;
        }
        let at = self.ahead.as_ref().map(|piece| piece.key.tile);
        if let Some(run) = self.run_before(at.unwrap_or(u64::MAX)) {
            return Ok(Some(run));
        }
        match at {
            Some(tile) => self.tile(tile).map(Some),
            None => Ok(None),
        }
    }

    /// The tiles before `until` that fills alone cover, as far as the same fills do.
    fn run_before(&mut self, until: u64) -> Option<Job> {
        self.fills.retain(|(end, _)| *end > self.next);
        let ends = self.fills.iter().map(|(end, _)| *end).min()?.min(until);
        if ends <= self.next {
            return None;
        }
        let run = Job { first: self.next, count: ends - self.next, fills: self.current_fills(), pieces: Vec::new() };
        self.next = ends;
        Some(run)
    }

    /// The tile with all its pieces. Fills that begin here are taken out of them and last.
    fn tile(&mut self, tile: u64) -> Result<Job, RegionError> {
        let mut pieces = Vec::new();
        self.next = tile;
        self.fills.retain(|(end, _)| *end > tile);
        while let Some(piece) = self.ahead.take_if(|piece| piece.key.tile == tile) {
            match piece.unpack().map_err(|error| bad_piece(error.0))? {
                Drawn::Fill { tiles, tags } => self.fills.push((tile + tiles, (piece.key.layer, tags.to_vec()))),
                Drawn::Shape { .. } => pieces.push(piece),
            }
            self.ahead = self.sorted.next_piece()?;
        }
        // Only fills began here: the run goes on as far as they do.
        if pieces.is_empty()
            && let Some(run) = self.run_before(self.ahead.as_ref().map_or(u64::MAX, |piece| piece.key.tile))
        {
            return Ok(run);
        }
        self.next = tile + 1;
        Ok(Job { first: tile, count: 1, fills: self.current_fills(), pieces })
    }

    fn current_fills(&self) -> Vec<TileFill> {
        self.fills.iter().map(|(_, fill)| fill.clone()).collect()
    }
}
