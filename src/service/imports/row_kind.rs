//! What the frame asks of each kind of record: to judge rows, to write what they want, and to take it back.

use std::sync::Arc;

use super::error::ImportError;
use crate::domain::ids::ImportId;
use crate::domain::import::ImportRow;
use crate::domain::import::{Import, RowResult};
use crate::service::geocode::IndexSet;
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::{Reading, Tx};

/// The rows of one import, judged in the order of the file: the same judgement for the dry run and for applying.
pub(super) trait RowKind: Sized + Send {
    /// A row with its outcome and what it wants written.
    type Judged: AsRef<RowResult> + Into<RowResult> + Send + Sync;

    /// With `indexes`, addresses without coordinates are looked for there.
    fn open(
        reading: &mut Reading<'_>,
        import: &Import,
        indexes: Option<Arc<IndexSet>>,
    ) -> impl Future<Output = Result<Self, ImportError>> + Send;

    /// One judgement per row, in order. Remembers what the file has said so far.
    fn judge(
        self,
        reading: &mut Reading<'_>,
        rows: Vec<ImportRow>,
    ) -> impl Future<Output = Result<(Self, Vec<Self::Judged>), ImportError>> + Send;

    /// Writes what the rows want; returns what became of each.
    fn write(
        &mut self,
        tx: &mut Tx,
        id: ImportId,
        judged: Vec<Self::Judged>,
    ) -> impl Future<Output = Result<Vec<ResultWrite>, ImportError>> + Send;

    /// Writes what belongs to no row; returns the codes of services that were added.
    fn finish(self, tx: &mut Tx) -> impl Future<Output = Result<Vec<String>, ImportError>> + Send;

    /// Takes back what these rows did, one result per row.
    fn undo(tx: &mut Tx, rows: Vec<AppliedRow>) -> impl Future<Output = Result<Vec<ResultWrite>, ImportError>> + Send;

    /// Takes back what `finish` wrote.
    fn undo_rest(tx: &mut Tx, import: &Import) -> impl Future<Output = Result<(), ImportError>> + Send;
}
