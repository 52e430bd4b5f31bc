//! The first 127 bytes of an archive.

/// Length of the header.
pub const HEADER_BYTES: usize = 127;

/// What the archive is about.
#[derive(Clone, Debug)]
pub struct ArchiveInfo {
    pub zoom_min: u8,
    pub zoom_max: u8,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude and latitude in degrees, and zoom.
    pub centre: ([f64; 2], u8),
    /// A JSON object; see the specification for its keys.
    pub metadata: serde_json::Value,
}

/// Where the sections are, and how many tiles there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sections {
    pub root: (u64, u64),
    pub metadata: (u64, u64),
    pub leaves: (u64, u64),
    pub tiles: (u64, u64),
    pub addressed: u64,
    pub entries: u64,
    pub contents: u64,
}

/// 2 is gzip, for directories and tiles.
const GZIP: u8 = 2;
/// 1 is a Mapbox vector tile.
const MVT: u8 = 1;

pub fn header(info: &ArchiveInfo, sections: &Sections) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER_BYTES);
    out.extend_from_slice(b"PMTiles\x03");
    for (offset, length) in [sections.root, sections.metadata, sections.leaves, sections.tiles] {
        out.extend_from_slice(&offset.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
    }
    for count in [sections.addressed, sections.entries, sections.contents] {
        out.extend_from_slice(&count.to_le_bytes());
    }
    // 1: tiles lie in the order of their ids.
    out.extend_from_slice(&[1, GZIP, GZIP, MVT, info.zoom_min, info.zoom_max]);
    info.bounds.iter().for_each(|side| out.extend_from_slice(&e7(*side)));
    out.push(info.centre.1);
    info.centre.0.iter().for_each(|side| out.extend_from_slice(&e7(*side)));
    out
}

/// Ten-millionths of a degree.
fn e7(degrees: f64) -> [u8; 4] {
    ((degrees * 1e7).round() as i32).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_as_long_as_readers_expect() {
        let info = ArchiveInfo {
            zoom_min: 0,
            zoom_max: 14,
            bounds: [13.1, 53.4, 13.4, 53.6],
            centre: ([13.25, 53.55], 11),
            metadata: serde_json::Value::Null,
        };
        let header = header(&info, &Sections::default());
        assert_eq!((header.len(), &header[..8]), (HEADER_BYTES, b"PMTiles\x03".as_slice()));
    }
}
