//! Outlets as a file: CSV, XLSX or GeoJSON, made page by page in flat memory, in the order of their codes.
//!
//! Pages are read one after the other: an outlet that is changed meanwhile is exported as it was or as it is,
//! never twice and never half. What is exported can be imported again without a change.

mod format;

use thiserror::Error;

use self::format::Writer;
use crate::domain::outlet::Outlet;
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort};
use crate::store::{Store, StoreError};
use crate::tabular::TabularError;

pub use format::{ExportFormat, ExportOptions};

/// Outlets read at a time.
const PAGE_OUTLETS: i64 = 1_000;

#[derive(Debug, Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Table(#[from] TabularError),
    #[error("the work on the file stopped without an answer: {0}")]
    Crashed(#[from] tokio::task::JoinError),
}

/// A file under way.
#[derive(Debug)]
pub struct OutletExport {
    store: Store,
    filter: OutletFilter,
    position: Option<OutletPosition>,
    /// `None` when the file has ended.
    writer: Option<Writer>,
    options: ExportOptions,
    started: bool,
}

impl OutletExport {
    pub fn new(store: &Store, filter: OutletFilter, options: ExportOptions) -> Self {
        Self { store: store.clone(), filter, position: None, writer: None, options, started: false }
    }

    /// The next piece of the file, perhaps empty; `None` at its end. A workbook comes in one piece at the
    /// end: its archive cannot be written in order.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ExportError> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None if self.started => return Ok(None),
            None => Writer::start(self.options)?,
        };
        self.started = true;
        let page = self.store.outlet_page(&self.filter, OutletSort::Code, self.position.as_ref(), PAGE_OUTLETS).await?;
        self.position = page.last().map(|last| OutletPosition::Code(last.draft.code.clone()));
        let is_last = (page.len() as i64) < PAGE_OUTLETS;
        let (writer, piece) = tokio::task::spawn_blocking(move || write_page(writer, page, is_last)).await??;
        self.writer = writer;
        Ok(Some(piece))
    }
}

fn write_page(mut writer: Writer, page: Vec<Outlet>, is_last: bool) -> Result<(Option<Writer>, Vec<u8>), TabularError> {
    for outlet in &page {
        writer.write(outlet)?;
    }
    if is_last {
        return Ok((None, writer.finish()?));
    }
    let piece = writer.take_piece();
    Ok((Some(writer), piece))
}
