//! Any bytes as an OSM file: opening it and reading every block ends in elements or an error.
#![no_main]

use blisko::region::osm::{Block, Kinds, OsmFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("blisko-fuzz-{}.osm.pbf", std::process::id()));
    std::fs::write(&path, bytes).expect("the folder for temporary files can be written");
    let Ok(file) = OsmFile::open(&path) else { return };
    for span in &file.blocks {
        let Ok(data) = file.block_data(*span) else { continue };
        if let Ok(block) = Block::parse(&data) {
            let _ = block.visit(Kinds(7), &mut |_| {});
        }
    }
});
