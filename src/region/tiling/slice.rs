//! A feature cut to the tiles it touches, at each of its zooms.
//!
//! The world is quartered again and again; a part of a shape that fills a whole quarter is known to fill all
//! tiles below it without looking at them. So a continent costs as much as its coast is long.

use super::piece::{Piece, PieceKey, tags_at};
use crate::mvt::EXTENT;
use crate::region::geometry::{
    GRID_BITS, GridBox, MapPoint, Ring, clip_line, clip_ring, doubled_area, simplify_line, simplify_ring,
};
use crate::region::layers::{Feature, LayerName, Shape, ZOOM_MAX};
use crate::region::pmtiles::{TileId, ids_below};

/// How far a tile reaches into its neighbours, in its units: 8 pixels at 512, wider than any line of a style.
pub const BUFFER: i32 = 64;
/// What simplifying may move, in tile units: three eighths of a pixel, and nothing to be seen close by.
const TOLERANCE: f64 = 3.0;
const TOLERANCE_AT_MAX: f64 = 0.75;

/// Every piece of a feature.
pub fn slice_feature(feature: &Feature) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for zoom in feature.zooms.0..=feature.zooms.1.min(ZOOM_MAX) {
        let mut slicer = Slicer { feature, zoom, tags: tags_at(feature, zoom), pieces: &mut pieces };
        match &feature.shape {
            Shape::Point(point) => slicer.point(*point),
            Shape::Lines(lines) => slicer.lines(lines),
            Shape::Area(rings) => slicer.area(rings),
        }
    }
    pieces
}

/// The least area that is drawn, twice, in square tile units.
pub fn doubled_area_min(layer: LayerName, zoom: u8) -> i64 {
    match (layer, zoom) {
        (LayerName::Buildings, ZOOM_MAX..) => 12,
        (LayerName::Buildings, _) => 100,
        (LayerName::Landuse, ..ZOOM_MAX) => 120,
        (LayerName::Water, ..ZOOM_MAX) => 40,
        _ => 8,
    }
}

/// A tile of some zoom.
type Cell = (u8, u32, u32);

struct Slicer<'a> {
    feature: &'a Feature,
    zoom: u8,
    tags: Vec<u8>,
    pieces: &'a mut Vec<Piece>,
}

impl Slicer<'_> {
    fn unit(&self) -> i32 {
        1 << (GRID_BITS - u32::from(self.zoom) - EXTENT.ilog2())
    }

    fn tolerance(&self) -> f64 {
        f64::from(self.unit()) * if self.zoom == ZOOM_MAX { TOLERANCE_AT_MAX } else { TOLERANCE }
    }

    fn point(&mut self, point: MapPoint) {
        let limit = (1u32 << self.zoom) - 1;
        let [x, y] = point.map(|side| (side.max(0) as u32 >> (GRID_BITS - u32::from(self.zoom))).min(limit));
        self.emit((self.zoom, x, y), 0, &[vec![point]]);
    }

    fn lines(&mut self, lines: &[Vec<MapPoint>]) {
        let lines: Vec<Vec<MapPoint>> = lines.iter().map(|line| simplify_line(line, self.tolerance())).collect();
        if let Some(around) = GridBox::around(lines.iter().flatten()) {
            self.descend_lines(self.start(&around), &lines);
        }
    }

    fn descend_lines(&mut self, cell: Cell, lines: &[Vec<MapPoint>]) {
        let within = self.reach(cell);
        let clipped: Vec<Vec<MapPoint>> = lines.iter().flat_map(|line| clip_line(line, &within)).collect();
        if clipped.is_empty() {
        } else if cell.0 == self.zoom {
            self.emit(cell, 1, &clipped);
        } else {
            quarters(cell).into_iter().for_each(|quarter| self.descend_lines(quarter, &clipped));
        }
    }

    /// Rings that are too small even to be merged with their like are dropped before anything else.
    fn area(&mut self, rings: &[Ring]) {
        let square = i128::from(self.unit()) * i128::from(self.unit());
        let least = square * i128::from(doubled_area_min(self.feature.layer, self.zoom)) / 4;
        let rings: Vec<Ring> = rings
            .iter()
            .filter(|ring| doubled_area(ring).abs() >= least)
            .map(|ring| simplify_ring(ring, self.tolerance()))
            .filter(|ring| !ring.is_empty())
            .collect();
        if let Some(around) = GridBox::around(rings.iter().flatten()) {
            self.descend_area(self.start(&around), &rings);
        }
    }

    fn descend_area(&mut self, cell: Cell, rings: &[Ring]) {
        let within = self.reach(cell);
        let clipped: Vec<Ring> =
            rings.iter().map(|ring| clip_ring(ring, &within)).filter(|ring| doubled_area(ring) != 0).collect();
        match covered(&clipped, &within) {
            Some(false) => {}
            Some(true) => self.fill(cell, &within),
            None if cell.0 == self.zoom => self.emit(cell, 2, &clipped),
            None => quarters(cell).into_iter().for_each(|quarter| self.descend_area(quarter, &clipped)),
        }
    }

    /// Land and sea fill runs of tiles; other layers are drawn in each.
    fn fill(&mut self, cell: Cell, within: &GridBox) {
        let tiles = ids_below(cell, self.zoom);
        if [LayerName::Earth, LayerName::Water].contains(&self.feature.layer) {
            let key = self.key(tiles.start);
            self.pieces.push(Piece::fill(key, &self.tags, tiles.end - tiles.start));
        } else if cell.0 == self.zoom {
            self.emit(cell, 2, &[corners(within)]);
        } else {
            for quarter in quarters(cell) {
                let within = self.reach(quarter);
                self.fill(quarter, &within);
            }
        }
    }

    fn emit(&mut self, cell: Cell, kind: u8, parts: &[Vec<MapPoint>]) {
        let (corner, unit) = (tile_box(cell).min, self.unit());
        let quantised = |point: &MapPoint| [0, 1].map(|axis| (point[axis] - corner[axis] + unit / 2).div_euclid(unit));
        let parts: Vec<Vec<MapPoint>> = parts
            .iter()
            .map(|part| {
                let mut part: Vec<MapPoint> = part.iter().map(quantised).collect();
                part.dedup();
                part
            })
            .filter(|part| kind == 0 || part.len() > 1)
            .collect();
        if !parts.is_empty() {
            let key = self.key(TileId::of(cell.0, cell.1, cell.2).0);
            self.pieces.push(Piece::of_parts(key, &self.tags, kind, &parts));
        }
    }

    fn key(&self, tile: u64) -> PieceKey {
        PieceKey { tile, layer: self.feature.layer, order: self.feature.order }
    }

    /// A cell with the buffer that its tiles of this zoom have.
    fn reach(&self, cell: Cell) -> GridBox {
        tile_box(cell).grown(BUFFER * self.unit())
    }

    /// The smallest cell whose tiles are all that a shape may touch.
    fn start(&self, around: &GridBox) -> Cell {
        let reach = around.grown(BUFFER * self.unit());
        let side = (1 << GRID_BITS) - 1;
        let [low, high] = [reach.min, reach.max].map(|corner| corner.map(|at| at.clamp(0, side)));
        let spread = (low[0] ^ high[0]) | (low[1] ^ high[1]);
        let zoom = (GRID_BITS - spread.checked_ilog2().map_or(0, |bit| bit + 1)).min(u32::from(self.zoom));
        let shift = GRID_BITS - zoom;
        (zoom as u8, (low[0] >> shift) as u32, (low[1] >> shift) as u32)
    }
}

/// Whether rings cover all of a box, or none of it; nothing when neither is sure.
fn covered(rings: &[Ring], within: &GridBox) -> Option<bool> {
    let whole = within.doubled_area();
    let mut times = 0;
    for ring in rings {
        let area = doubled_area(ring);
        if area.abs() != whole {
            return None;
        }
        times += area.signum();
    }
    Some(times > 0)
}

fn tile_box((zoom, x, y): Cell) -> GridBox {
    let side = 1i32 << (GRID_BITS - u32::from(zoom));
    let min = [x, y].map(|at| at as i32 * side);
    GridBox { min, max: min.map(|at| at + side) }
}

fn corners(within: &GridBox) -> Ring {
    let ([west, north], [east, south]) = (within.min, within.max);
    vec![[west, north], [east, north], [east, south], [west, south]]
}

fn quarters((zoom, x, y): Cell) -> [Cell; 4] {
    [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(east, south)| (zoom + 1, 2 * x + east, 2 * y + south))
}
