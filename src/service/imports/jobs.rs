//! What this process works on: one job per import, with how far it is. Nothing of this is stored; when the
//! process dies, its jobs have never been.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::ImportError;
use crate::domain::ids::ImportId;
use crate::domain::import::ImportState;

/// Jobs at the same time; each holds a page of rows, and applying holds the one writer of SQLite.
pub const JOBS_MAX: usize = 4;

/// The jobs of this process; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ImportJobs(Arc<Mutex<HashMap<ImportId, Arc<Progress>>>>);

/// How far a job is.
#[derive(Debug)]
pub struct Progress {
    /// `checking`, `applying` or `undoing`.
    pub state: ImportState,
    pub rows_total: u32,
    rows_done: AtomicU32,
}

impl Progress {
    pub fn new(state: ImportState, rows_total: u32) -> Self {
        Self { state, rows_total, rows_done: AtomicU32::new(0) }
    }

    pub fn rows_done(&self) -> u32 {
        self.rows_done.load(Ordering::Relaxed)
    }

    /// Back to the first row: the work begins again.
    pub(super) fn restart(&self) {
        self.rows_done.store(0, Ordering::Relaxed);
    }

    pub(super) fn advance(&self, rows: usize) {
        self.rows_done.fetch_add(rows as u32, Ordering::Relaxed);
    }
}

/// A job that is on the list as long as this is held.
#[derive(Debug)]
pub struct RunningJob {
    jobs: ImportJobs,
    id: ImportId,
    pub progress: Arc<Progress>,
}

impl ImportJobs {
    /// Puts a job on the list. Errors with `Running` when the import has one, and with `TooManyJobs`.
    pub fn begin(&self, id: ImportId, state: ImportState, rows_total: u32) -> Result<RunningJob, ImportError> {
        let mut running = self.lock();
        if let Some(other) = running.get(&id) {
            return Err(ImportError::Running { state: other.state });
        }
        if running.len() >= JOBS_MAX {
            return Err(ImportError::TooManyJobs);
        }
        let progress = Arc::new(Progress::new(state, rows_total));
        running.insert(id, Arc::clone(&progress));
        Ok(RunningJob { jobs: self.clone(), id, progress })
    }

    /// `None` when this process does not work on the import.
    pub fn progress(&self, id: ImportId) -> Option<Arc<Progress>> {
        self.lock().get(&id).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ImportId, Arc<Progress>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for RunningJob {
    fn drop(&mut self) {
        self.jobs.lock().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_has_one_job_at_a_time() {
        let jobs = ImportJobs::default();
        let id = ImportId::generate();
        let first = jobs.begin(id, ImportState::Checking, 10).expect("the first");
        assert!(matches!(jobs.begin(id, ImportState::Applying, 10), Err(ImportError::Running { .. })));
        first.progress.advance(4);
        assert_eq!(jobs.progress(id).map(|progress| progress.rows_done()), Some(4));
        drop(first);
        assert!(jobs.progress(id).is_none());
    }

    #[test]
    fn jobs_are_bounded() {
        let jobs = ImportJobs::default();
        let begin = || jobs.begin(ImportId::generate(), ImportState::Checking, 1);
        let held: Vec<RunningJob> = (0..JOBS_MAX).map(|_| begin().expect("within the bound")).collect();
        assert!(matches!(begin(), Err(ImportError::TooManyJobs)));
        drop(held);
        assert!(begin().is_ok());
    }
}
