//! Rows of outlets, found by their code. What a row means is the business of `outlet_columns`.

mod evaluate;
mod undo;
mod write;

use std::sync::Arc;

use self::evaluate::{Evaluated, Evaluator};
use super::error::ImportError;
use super::row_kind::RowKind;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportRow};
use crate::service::geocode::IndexSet;
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::{Reading, Tx};

pub(super) struct OutletRows(Evaluator);

impl RowKind for OutletRows {
    type Judged = Evaluated;

    async fn open(
        reading: &mut Reading<'_>,
        import: &Import,
        indexes: Option<Arc<IndexSet>>,
    ) -> Result<Self, ImportError> {
        Ok(Self(Evaluator::new(&import.mapping, &reading.services().await?, indexes)))
    }

    async fn judge(
        self,
        reading: &mut Reading<'_>,
        rows: Vec<ImportRow>,
    ) -> Result<(Self, Vec<Evaluated>), ImportError> {
        let mut evaluator = self.0;
        let existing = reading.outlets_by_codes(&evaluator.codes(&rows)).await?;
        let judged = tokio::task::spawn_blocking(move || {
            let evaluated = evaluator.evaluate(rows, existing);
            (Self(evaluator), evaluated)
        });
        Ok(judged.await?)
    }

    async fn write(
        &mut self,
        tx: &mut Tx,
        id: ImportId,
        judged: Vec<Evaluated>,
    ) -> Result<Vec<ResultWrite>, ImportError> {
        write::write_page(tx, id, judged).await
    }

    async fn finish(self, tx: &mut Tx) -> Result<Vec<String>, ImportError> {
        let services = self.0.new_services();
        tx.put_services(&services).await?;
        Ok(services.into_iter().map(|service| service.code).collect())
    }

    async fn undo(tx: &mut Tx, rows: Vec<AppliedRow>) -> Result<Vec<ResultWrite>, ImportError> {
        undo::undo_page(tx, rows).await
    }

    async fn undo_rest(tx: &mut Tx, import: &Import) -> Result<(), ImportError> {
        tx.delete_held_of_import(import.id).await?;
        tx.delete_unused_services(&import.created_services).await?;
        Ok(())
    }
}
