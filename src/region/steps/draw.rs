//! Step 3: every feature cut to its tiles, and the tiles drawn into the archive.

use rayon::prelude::*;
use serde_json::json;

use super::read::FileFacts;
use super::shape::{COUNTS, FEATURES};
use super::{MapCounts, MapFacts};
use crate::region::base::{BASE_BOUNDS, Mask, base_features};
use crate::region::error::RegionError;
use crate::region::layers::{Feature, LayerName, ZOOM_MAX, vector_layers};
use crate::region::pmtiles::{ArchiveInfo, ArchiveWriter};
use crate::region::progress::Report;
use crate::region::tiling::{FeatureReader, Piece, Sorter, draw_tiles, slice_feature};
use crate::region::workspace::Workspace;

/// The map of a region.
const BASEMAP: &str = "basemap.pmtiles";
/// Memory for pieces before they go to disk.
const SORT_BYTES: usize = 48 << 20;
/// Features that are cut at once: so many, or of about so many bytes.
const BATCH: usize = 4_096;
const BATCH_BYTES: usize = 2 << 20;

/// West, south, east, north in degrees.
const WORLD: [f64; 4] = [-180.0, -85.0, 180.0, 85.0];

/// What must be named wherever the map is shown.
const ATTRIBUTION: &str =
    "<a href=\"https://www.openstreetmap.org/copyright\" target=\"_blank\" rel=\"noopener\">© OpenStreetMap</a>";
const BASE_ATTRIBUTION: &str =
    "Natural Earth, <a href=\"https://www.geonames.org/\" target=\"_blank\" rel=\"noopener\">GeoNames</a>";

pub fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let source = workspace.source_hash().map(|_| workspace.read_json::<FileFacts>(FileFacts::FILE)).transpose()?;
    let mut counts: MapCounts = if source.is_some() { workspace.read_json(COUNTS)? } else { MapCounts::new() };
    let mut sorter = Sorter::new(workspace.folder(), SORT_BYTES);
    report.begin("features", counts.get("features").copied().unwrap_or_default());
    let places = if source.is_some() { cut_features(workspace, &mut sorter, report)? } else { 0 };
    counts.insert("places".to_owned(), places);
    let mask = source.as_ref().map(|facts| Mask {
        bounds: facts.bounds,
        places: places > 0,
        borders: counts.contains_key(LayerName::Boundaries.name()),
    });
    add_pieces(&mut sorter, &base_features(mask.as_ref())?)?;
    let bounds = source.as_ref().map_or(BASE_BOUNDS, |facts| facts.bounds);
    draw(workspace, sorter, report, bounds, &mut counts)?;
    let data_date = source.and_then(|facts| facts.data_date);
    workspace.write_json(MapFacts::FILE, &MapFacts { bounds, data_date, counts, registers: Vec::new() })
}

/// Cuts what the earlier steps left. The answer is how many places there were.
fn cut_features(workspace: &Workspace, sorter: &mut Sorter, report: &mut Report<'_>) -> Result<u64, RegionError> {
    let (mut cut, mut places) = (0, 0);
    for file in [FileFacts::POINTS, FEATURES] {
        let mut reader = FeatureReader::open(&workspace.scratch(file))?;
        loop {
            let batch = reader.next_batch(BATCH, BATCH_BYTES)?;
            if batch.is_empty() {
                break;
            }
            places += batch.iter().filter(|feature| feature.layer == LayerName::Places).count() as u64;
            cut += batch.len() as u64;
            add_pieces(sorter, &batch)?;
            report.reach(cut);
        }
    }
    Ok(places)
}

fn add_pieces(sorter: &mut Sorter, batch: &[Feature]) -> Result<(), RegionError> {
    let pieces: Vec<Vec<Piece>> = batch.par_iter().map(slice_feature).collect();
    pieces.iter().flatten().try_for_each(|piece| sorter.add(piece))
}

fn draw(
    workspace: &Workspace,
    sorter: Sorter,
    report: &mut Report<'_>,
    bounds: [f64; 4],
    counts: &mut MapCounts,
) -> Result<(), RegionError> {
    let (scratch, archive) = (workspace.scratch("tiles"), workspace.out(BASEMAP));
    let mut writer = ArchiveWriter::create(&scratch).map_err(RegionError::at(&scratch))?;
    report.begin("tiles", 0);
    let drawn = draw_tiles(sorter.finish()?, &mut writer, &mut |tiles| report.reach(tiles))?;
    let with_osm = workspace.source_hash().is_some();
    let stats = writer.finish(&archive, &archive_info(bounds, with_osm)).map_err(RegionError::at(&archive))?;
    counts.insert("tiles".to_owned(), stats.addressed);
    counts.insert("tile_contents".to_owned(), stats.contents);
    counts.insert("tile_bytes_max".to_owned(), drawn.bytes_max as u64);
    Ok(())
}

fn archive_info(bounds: [f64; 4], with_osm: bool) -> ArchiveInfo {
    let [west, south, east, north] = bounds;
    let centre = [(west + east) / 2.0, (south + north) / 2.0];
    ArchiveInfo {
        zoom_min: 0,
        zoom_max: ZOOM_MAX,
        // Maps ask for nothing outside of the bounds, and coarse tiles are there for all the world.
        bounds: WORLD,
        centre: (centre, if with_osm { 12 } else { 6 }),
        metadata: json!({
            "name": "Blisko basemap",
            "description": "Basemap in the layers of the Protomaps basemap",
            "version": "4.0.0",
            "type": "baselayer",
            "attribution": if with_osm { format!("{ATTRIBUTION}, {BASE_ATTRIBUTION}") } else { BASE_ATTRIBUTION.to_owned() },
            "vector_layers": vector_layers(),
        }),
    }
}
