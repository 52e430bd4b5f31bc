//! A view of rows.

use std::marker::PhantomData;
use std::ops::Range;

use super::row::Row;

/// Rows of one kind, read when asked for.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a, R> {
    bytes: &'a [u8],
    rows: PhantomData<R>,
}

impl<'a, R: Row> Table<'a, R> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, rows: PhantomData }
    }

    pub fn len(&self) -> usize {
        self.bytes.len() / R::BYTES
    }

    pub fn get(&self, index: u32) -> Option<R> {
        let begin = (index as usize).checked_mul(R::BYTES)?;
        self.bytes.get(begin..begin.checked_add(R::BYTES)?).map(R::read)
    }

    /// The rows from `begin` until before `end`; fewer where the table ends earlier.
    pub fn range(&self, begin: u32, end: u32) -> impl Iterator<Item = R> + use<'a, R> {
        let all = self.bytes;
        let last = (end as usize).saturating_mul(R::BYTES).min(all.len());
        let first = (begin as usize).saturating_mul(R::BYTES).min(last);
        all[first..last].chunks_exact(R::BYTES).map(R::read)
    }

    pub fn iter(&self) -> impl Iterator<Item = R> + use<'a, R> {
        self.bytes.chunks_exact(R::BYTES).map(R::read)
    }

    /// The number of rows for which `is_before` holds, when those come first.
    pub fn partition_point(&self, is_before: impl Fn(&R) -> bool) -> u32 {
        self.partition_within(0..self.len() as u32, is_before)
    }

    /// The first row of some for which `is_before` does not hold, when those for which it does come first; their end
    /// when it holds for all.
    pub fn partition_within(&self, rows: Range<u32>, is_before: impl Fn(&R) -> bool) -> u32 {
        let (mut low, mut high) = (rows.start, rows.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(|row| is_before(&row)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_halving_and_the_end_is_no_row() {
        let bytes: Vec<u8> = [2u32, 4, 4, 9].iter().flat_map(|number| number.to_le_bytes()).collect();
        let table: Table<'_, u32> = Table::new(&bytes);
        assert_eq!(table.partition_point(|number| *number < 4), 1);
        assert_eq!(table.partition_point(|number| *number < 99), 4);
        assert_eq!(table.get(4), None);
        assert_eq!(table.range(2, 99).collect::<Vec<_>>(), [4, 9]);
    }
}
