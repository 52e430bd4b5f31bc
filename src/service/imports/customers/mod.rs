//! Rows of customers, found by their number, else by what they have in common with somebody who is there.
//!
//! Who has the same number is the same customer. Who is alike by the rules of the duplicate finder is shown as such,
//! and the import says what becomes of all such rows: left out, taken for the customer, or made anew.

mod judge;
mod known;
mod place;
mod undo;
mod write;

use std::sync::Arc;

use self::judge::{Judge, JudgedCustomer};
use super::error::ImportError;
use super::row_kind::RowKind;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportRow};
use crate::service::customer_columns::{CustomerReader, People};
use crate::service::geocode::IndexSet;
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::{Reading, Tx};

/// More users than a company has; whoever comes later by login name is not found as an owner.
const USERS_MAX: i64 = 10_000;

pub(super) struct CustomerRows {
    reader: Arc<CustomerReader>,
    judge: Judge,
    indexes: Option<Arc<IndexSet>>,
}

impl RowKind for CustomerRows {
    type Judged = JudgedCustomer;

    async fn open(
        reading: &mut Reading<'_>,
        import: &Import,
        indexes: Option<Arc<IndexSet>>,
    ) -> Result<Self, ImportError> {
        let people = People::new(&reading.users(USERS_MAX).await?);
        let source = import.source.file_name.clone();
        let source = if source.is_empty() { "import".to_owned() } else { source };
        let rules = reading.customer_fields().await?;
        let reader = Arc::new(CustomerReader::new(&import.mapping, &rules, people, source, import.created_at));
        let judge = Judge::new(Arc::clone(&reader), rules, import.mapping.duplicates, import.created_at);
        Ok(Self { reader, judge, indexes })
    }

    async fn judge(
        mut self,
        reading: &mut Reading<'_>,
        rows: Vec<ImportRow>,
    ) -> Result<(Self, Vec<JudgedCustomer>), ImportError> {
        let reader = Arc::clone(&self.reader);
        let read = tokio::task::spawn_blocking(move || known::read_rows(&reader, rows)).await?;
        let mut known = known::by_number(reading, &self.reader, &read).await?;
        let read = place::place_rows(self.indexes.clone(), read, &known).await?;
        known::add_alike(reading, &mut known, &read, self.judge.created()).await?;
        let judged = tokio::task::spawn_blocking(move || {
            let judged = self.judge.judge(read, known);
            (self, judged)
        });
        Ok(judged.await?)
    }

    async fn write(
        &mut self,
        tx: &mut Tx,
        _: ImportId,
        judged: Vec<JudgedCustomer>,
    ) -> Result<Vec<ResultWrite>, ImportError> {
        write::write_page(tx, judged).await
    }

    async fn finish(self, _: &mut Tx) -> Result<Vec<String>, ImportError> {
        Ok(Vec::new())
    }

    async fn undo(tx: &mut Tx, rows: Vec<AppliedRow>) -> Result<Vec<ResultWrite>, ImportError> {
        undo::undo_page(tx, rows).await
    }

    async fn undo_rest(_: &mut Tx, _: &Import) -> Result<(), ImportError> {
        Ok(())
    }
}
