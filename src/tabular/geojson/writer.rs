//! RFC 7946 out, one feature at a time; the box comes last because only then it is known.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::geo::LonLat;
use crate::tabular::cell::Cell;
use crate::tabular::error::TabularError;

/// Writes a FeatureCollection of points.
#[derive(Debug)]
pub struct GeoJsonWriter<W: Write> {
    output: W,
    /// West, south, east, north so far.
    bounds: Option<[f64; 4]>,
}

impl<W: Write> GeoJsonWriter<W> {
    pub fn new(mut output: W) -> Result<Self, TabularError> {
        output.write_all(br#"{"type":"FeatureCollection","features":["#)?;
        Ok(Self { output, bounds: None })
    }

    pub fn write_point(
        &mut self,
        id: &str,
        point: LonLat,
        properties: impl IntoIterator<Item = (&'static str, Cell)>,
    ) -> Result<(), TabularError> {
        let properties: Map<String, Value> =
            properties.into_iter().map(|(name, cell)| (name.to_owned(), cell_value(cell))).collect();
        let feature = json!({
            "type": "Feature",
            "id": id,
            "geometry": {"type": "Point", "coordinates": [point.lon(), point.lat()]},
            "properties": properties,
        });
        self.output.write_all(if self.bounds.is_some() { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut self.output, &feature)
            .map_err(|error| TabularError::Unwritable(error.to_string()))?;
        let [west, south, east, north] = self.bounds.unwrap_or([point.lon(), point.lat(), point.lon(), point.lat()]);
        self.bounds =
            Some([west.min(point.lon()), south.min(point.lat()), east.max(point.lon()), north.max(point.lat())]);
        Ok(())
    }

    /// Closes the collection and gives the output back.
    pub fn finish(mut self) -> Result<W, TabularError> {
        match self.bounds {
            Some(bounds) => write!(self.output, "\n],\"bbox\":{}}}\n", json!(bounds))?,
            None => self.output.write_all(b"]}\n")?,
        }
        Ok(self.output)
    }

    /// What is written to; for those who drain it while the collection grows.
    pub fn output_mut(&mut self) -> &mut W {
        &mut self.output
    }
}

fn cell_value(cell: Cell) -> Value {
    match cell {
        Cell::Text(text) => Value::String(text),
        Cell::Number(number) => json!(number),
        Cell::List { items, .. } => json!(items),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).expect("valid point")
    }

    #[test]
    fn a_collection_has_points_properties_and_a_box() {
        let mut writer = GeoJsonWriter::new(Vec::new()).expect("memory");
        let list = Cell::List { items: vec!["sale".into()], separators: &['|'] };
        writer
            .write_point("a", point(21.0, 52.0), [("code", Cell::Text("A".into())), ("services", list)])
            .expect("memory");
        writer.write_point("b", point(14.4, 50.1), [("area", Cell::Number(450.0))]).expect("memory");
        let written: Value = serde_json::from_slice(&writer.finish().expect("memory")).expect("valid JSON");
        assert_eq!(written["bbox"], json!([14.4, 50.1, 21.0, 52.0]));
        assert_eq!(written["features"][0]["geometry"]["coordinates"], json!([21.0, 52.0]));
        assert_eq!(written["features"][0]["properties"], json!({"code": "A", "services": ["sale"]}));
    }

    #[test]
    fn no_outlets_are_an_empty_collection() {
        let bytes = GeoJsonWriter::new(Vec::new()).and_then(GeoJsonWriter::finish).expect("memory");
        let written: Value = serde_json::from_slice(&bytes).expect("valid JSON");
        assert_eq!(written, json!({"type": "FeatureCollection", "features": []}));
    }
}
