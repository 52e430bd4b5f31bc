//! The limit of work for one question.

/// Postings and bearers of names that are looked at; some 20 ms. Questions about one street need a few hundred, the worst
/// of our tests (`ul. Polna` in a country) 20,000.
pub const WORK_MAX: u32 = 300_000;

#[derive(Debug)]
pub struct Work {
    left: u32,
}

impl Work {
    pub fn new(limit: u32) -> Self {
        Self { left: limit }
    }

    /// Whether so much may still be done; it counts as done.
    pub fn take(&mut self, amount: u32) -> bool {
        let enough = self.left >= amount;
        self.left = if enough { self.left - amount } else { 0 };
        enough
    }

    pub fn is_over(&self) -> bool {
        self.left == 0
    }
}
