//! A column of numbers: in memory while a network is built, in a mapped file once it is served.
//!
//! Reads look the same for both. Mapped bytes are looked at as numbers without copying, which is why files have
//! little-endian numbers at places that are multiples of eight.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use bytemuck::Pod;

/// Bytes that stay where they are; their beginning is aligned to eight.
pub trait Bytes: Send + Sync + fmt::Debug {
    fn bytes(&self) -> &[u8];
}

#[derive(Clone)]
pub struct Column<T>(Data<T>);

#[derive(Clone)]
enum Data<T> {
    Owned(Vec<T>),
    Mapped { file: Arc<dyn Bytes>, range: Range<usize> },
}

impl<T: Pod> Column<T> {
    /// Nothing when the range is not in the file, does not begin at a multiple of the number's size, or does not
    /// hold whole numbers.
    pub fn mapped(file: Arc<dyn Bytes>, range: Range<usize>) -> Option<Self> {
        let is_numbers = bytemuck::try_cast_slice::<u8, T>(file.bytes().get(range.clone())?).is_ok();
        is_numbers.then_some(Self(Data::Mapped { file, range }))
    }

    pub fn as_bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }

    /// For changing it: a mapped column is copied first.
    pub fn owned(&mut self) -> &mut Vec<T> {
        if let Data::Mapped { .. } = self.0 {
            self.0 = Data::Owned(self.to_vec());
        }
        match &mut self.0 {
            Data::Owned(numbers) => numbers,
            Data::Mapped { .. } => unreachable!("it was copied above"),
        }
    }

    pub fn push(&mut self, number: T) {
        self.owned().push(number);
    }
}

impl<T: Pod> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Data::Owned(numbers) => numbers,
            Data::Mapped { file, range } => bytemuck::cast_slice(&file.bytes()[range.clone()]),
        }
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Data::Owned(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(numbers: Vec<T>) -> Self {
        Self(Data::Owned(numbers))
    }
}

impl<T> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        Self(Data::Owned(numbers.into_iter().collect()))
    }
}

impl<T: Pod> Extend<T> for Column<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, numbers: I) {
        self.owned().extend(numbers);
    }
}

impl<T: Pod> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.0 {
            Data::Owned(_) => "in memory",
            Data::Mapped { .. } => "mapped",
        };
        write!(f, "{} {place}", self.len())
    }
}
