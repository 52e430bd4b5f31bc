//! The three formats behind one writer whose output is taken away piece by piece.

use std::io::Cursor;

use crate::domain::outlet::{Outlet, coded_enum};
use crate::service::outlet_columns::{OutletField, outlet_cells, outlet_properties};
use crate::tabular::csv::{CsvOptions, CsvWriter};
use crate::tabular::geojson::GeoJsonWriter;
use crate::tabular::xlsx::XlsxWriter;
use crate::tabular::{Cell, TabularError};

/// Name of the one sheet of a workbook.
const SHEET: &str = "Outlets";

coded_enum! {
    ExportFormat {
        Csv = "csv",
        Xlsx = "xlsx",
        GeoJson = "geojson",
    }
}

/// How the file is written. Delimiter and mark are for CSV only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    pub format: ExportFormat,
    pub csv: CsvOptions,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { format: ExportFormat::Csv, csv: CsvOptions::default() }
    }
}

pub enum Writer {
    Csv(CsvWriter<Vec<u8>>),
    Xlsx(Box<XlsxWriter>),
    GeoJson(GeoJsonWriter<Vec<u8>>),
}

impl Writer {
    pub fn start(options: ExportOptions) -> Result<Self, TabularError> {
        let header: Vec<&str> = OutletField::exported().map(OutletField::code).collect();
        Ok(match options.format {
            ExportFormat::Csv => {
                let mut writer = CsvWriter::new(Vec::new(), options.csv)?;
                writer.write_row(header)?;
                Writer::Csv(writer)
            }
            ExportFormat::Xlsx => Writer::Xlsx(Box::new(XlsxWriter::new(SHEET, &header)?)),
            ExportFormat::GeoJson => Writer::GeoJson(GeoJsonWriter::new(Vec::new())?),
        })
    }

    pub fn write(&mut self, outlet: &Outlet) -> Result<(), TabularError> {
        match self {
            Writer::Csv(writer) => {
                let texts: Vec<String> = outlet_cells(outlet).map(Cell::into_text).collect();
                writer.write_row(texts.iter().map(String::as_str))
            }
            Writer::Xlsx(writer) => writer.write_row(outlet_cells(outlet)),
            Writer::GeoJson(writer) => {
                writer.write_point(&outlet.id.to_string(), outlet.draft.point, outlet_properties(outlet))
            }
        }
    }

    /// What has been written since the last piece; nothing for a workbook.
    pub fn take_piece(&mut self) -> Vec<u8> {
        match self {
            Writer::Csv(writer) => std::mem::take(writer.output_mut()),
            Writer::Xlsx(_) => Vec::new(),
            Writer::GeoJson(writer) => std::mem::take(writer.output_mut()),
        }
    }

    /// The rest of the file.
    pub fn finish(self) -> Result<Vec<u8>, TabularError> {
        match self {
            Writer::Csv(writer) => Ok(writer.finish()),
            Writer::Xlsx(writer) => {
                let mut file = Cursor::new(Vec::new());
                writer.finish(&mut file)?;
                Ok(file.into_inner())
            }
            Writer::GeoJson(writer) => writer.finish(),
        }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Writer::Csv(_) => "Csv",
            Writer::Xlsx(_) => "Xlsx",
            Writer::GeoJson(_) => "GeoJson",
        })
    }
}
