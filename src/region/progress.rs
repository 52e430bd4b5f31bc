//! How far a build has come.

/// A step's state, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub step: &'static str,
    /// The step's number, from 1, and how many there are.
    pub number: usize,
    pub steps: usize,
    pub done: u64,
    /// 0 while it is not known.
    pub total: u64,
    /// What is counted: bytes, features, tiles.
    pub unit: &'static str,
}

/// Where a step tells its progress.
pub struct Report<'a> {
    pub(super) latest: Progress,
    pub(super) watch: &'a mut dyn FnMut(Progress),
}

impl std::fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report").field("latest", &self.latest).finish_non_exhaustive()
    }
}

impl Report<'_> {
    /// Begins to count something.
    pub fn begin(&mut self, unit: &'static str, total: u64) {
        self.latest = Progress { unit, total, done: 0, ..self.latest };
        (self.watch)(self.latest);
    }

    /// So many are done altogether.
    pub fn reach(&mut self, done: u64) {
        self.latest.done = done;
        (self.watch)(self.latest);
    }
}
