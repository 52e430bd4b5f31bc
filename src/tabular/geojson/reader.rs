//! Features as rows: the point in two columns, then the feature's id, then every property that occurs.

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::features::each_feature;
use crate::tabular::cell::{LIST_PUNCTUATION, join_list};
use crate::tabular::encoding::Encoding;
use crate::tabular::error::TabularError;
use crate::tabular::limits::COLUMNS_MAX;
use crate::tabular::row::{Row, RowFault, RowSink};
use crate::tabular::source::Source;

/// Names that no property is likely to have.
pub const LON_COLUMN: &str = "geometry.lon";
pub const LAT_COLUMN: &str = "geometry.lat";
const ID_COLUMN: &str = "feature.id";
const FIXED_COLUMNS: [&str; 3] = [LON_COLUMN, LAT_COLUMN, ID_COLUMN];

/// Pushes row 0 with the names of the columns, then one row per feature. Reads the source twice: which
/// properties occur is known only at its end.
pub fn read_features(source: &mut dyn Source, encoding: Encoding, sink: RowSink) -> Result<(), TabularError> {
    let columns = property_columns(source, encoding)?;
    let mut names = Row::new(0);
    let mut in_order: Vec<_> = columns.iter().collect();
    in_order.sort_by_key(|(_, column)| **column);
    FIXED_COLUMNS.iter().for_each(|name| names.push_cell((*name).to_owned()));
    in_order.into_iter().for_each(|(name, _)| names.push_cell(name.clone()));
    if sink(names).is_break() {
        return Ok(());
    }
    each_feature(source, encoding, &mut |number, feature| sink(feature_row(number, feature, &columns)))
}

/// Property names with their columns, in order of first appearance.
fn property_columns(source: &mut dyn Source, encoding: Encoding) -> Result<HashMap<String, usize>, TabularError> {
    let mut columns = HashMap::new();
    each_feature(source, encoding, &mut |_, feature| {
        for name in feature.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
            let next = FIXED_COLUMNS.len() + columns.len();
            if next < COLUMNS_MAX && !columns.contains_key(name) {
                columns.insert(name.clone(), next);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(columns)
}

fn feature_row(number: u32, feature: Value, columns: &HashMap<String, usize>) -> Row {
    let mut row = Row::new(number);
    let Value::Object(mut members) = feature else {
        row.faults.push(RowFault::NotAFeature);
        return row;
    };
    if members.get("type").is_none_or(|kind| kind != "Feature") {
        row.faults.push(RowFault::NotAFeature);
    }
    let (lon, lat) = point_cells(members.get("geometry"), &mut row.faults);
    row.push_cell(lon);
    row.push_cell(lat);
    row.push_cell(members.remove("id").map(cell_text).unwrap_or_default());
    let mut cells = vec![String::new(); columns.len()];
    if let Some(Value::Object(properties)) = members.remove("properties") {
        for (name, value) in properties {
            match columns.get(&name) {
                Some(column) => cells[column - FIXED_COLUMNS.len()] = cell_text(value),
                None => row.faults.push(RowFault::TooManyColumns),
            }
        }
    }
    cells.into_iter().for_each(|cell| row.push_cell(cell));
    row.faults.dedup();
    row
}

/// Longitude and latitude as written; empty where there is no geometry.
fn point_cells(geometry: Option<&Value>, faults: &mut Vec<RowFault>) -> (String, String) {
    let Some(geometry) = geometry.filter(|geometry| !geometry.is_null()) else {
        return Default::default();
    };
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("geometry without a type");
    if kind != "Point" {
        faults.push(RowFault::NotAPoint { found: kind.chars().take(40).collect() });
        return Default::default();
    }
    let coordinate = |index: usize| geometry.get("coordinates").and_then(|pair| pair.get(index)).cloned();
    (coordinate(0).map(cell_text).unwrap_or_default(), coordinate(1).map(cell_text).unwrap_or_default())
}

/// A JSON value as a cell: lists of plain values one a line, anything deeper as JSON.
fn cell_text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        // Without an exponent, as people write numbers.
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let lines: Vec<String> = items.into_iter().map(cell_text).collect();
            join_list(&lines, LIST_PUNCTUATION)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(json: &str) -> Result<Vec<Row>, TabularError> {
        let mut rows = Vec::new();
        read_features(&mut Cursor::new(json.as_bytes()), Encoding::Utf8, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .map(|()| rows)
    }

    fn collection(features: &str) -> String {
        format!(r#"{{"features":[{features}],"type":"FeatureCollection"}}"#)
    }

    #[test]
    fn points_and_properties_become_rows_under_one_header() {
        let rows = read(&collection(
            r#"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[21.0122,52.2297,110]},
                "properties":{"code":"A","services":["sale","returns"],"area":450}},
               {"type":"Feature","geometry":null,"properties":{"name":"B","area":null,"deep":{"x":1}}}"#,
        ))
        .expect("readable");
        assert_eq!(
            rows[0].cells,
            ["geometry.lon", "geometry.lat", "feature.id", "code", "services", "area", "name", "deep"]
        );
        assert_eq!(rows[1].cells, ["21.0122", "52.2297", "7", "A", "sale\nreturns", "450", "", ""]);
        assert_eq!(rows[2].cells, ["", "", "", "", "", "", "B", r#"{"x":1}"#]);
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_feature_that_is_no_point_is_a_reported_row() {
        let rows = read(&collection(
            r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{}}, 5"#,
        ))
        .expect("readable");
        assert_eq!(rows[1].faults, [RowFault::NotAPoint { found: "Polygon".into() }]);
        assert_eq!(rows[2].faults, [RowFault::NotAFeature]);
    }

    #[test]
    fn what_is_not_a_collection_is_refused() {
        for json in [r#"{"type":"Feature","geometry":null,"properties":{}}"#, r#"{"type":"FeatureCollection"}"#] {
            assert!(matches!(read(json), Err(TabularError::NotAFeatureCollection)), "{json}");
        }
        assert!(matches!(read("[1,2]"), Err(TabularError::BadJson(_))));
        assert!(matches!(read(r#"{"type":"FeatureCollection","features":[{"#), Err(TabularError::BadJson(_))));
    }

    #[test]
    fn json_of_endless_depth_is_refused_without_overflow() {
        let deep = "[".repeat(1_000_000);
        assert!(matches!(
            read(&collection(&deep)),
            Err(TabularError::BadJson(_) | TabularError::FeatureTooLarge { .. })
        ));
        let ignored = format!(r#"{{"foreign":{deep}"#);
        assert!(read(&ignored).is_err());
    }

    #[test]
    fn one_huge_feature_is_refused_before_it_fills_memory() {
        let huge =
            format!(r#"{{"type":"Feature","geometry":null,"properties":{{"x":"{}"}}}}"#, "a".repeat(2 * 1024 * 1024));
        assert!(matches!(read(&collection(&huge)), Err(TabularError::FeatureTooLarge { row: 1 })));
    }
}
