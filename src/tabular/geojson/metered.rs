//! A reader that refuses to go on when one piece of the input is too large to be held in memory.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes left for the piece under way; shared between the reader and whoever knows where pieces start.
#[derive(Clone, Debug)]
pub struct Allowance {
    left: Rc<Cell<u64>>,
    each: u64,
}

impl Allowance {
    pub fn new(each: u64) -> Self {
        Self { left: Rc::new(Cell::new(each)), each }
    }

    /// A new piece starts here.
    pub fn renew(&self) {
        self.left.set(self.each);
    }

    pub fn is_used_up(&self) -> bool {
        self.left.get() == 0
    }
}

#[derive(Debug)]
pub struct Metered<R> {
    input: R,
    allowance: Allowance,
}

impl<R: Read> Metered<R> {
    pub fn new(input: R, allowance: Allowance) -> Self {
        Self { input, allowance }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.left.get();
        if left == 0 {
            return Err(io::Error::other("too large"));
        }
        let count = self.input.read(buffer)?;
        self.allowance.left.set(left.saturating_sub(count as u64));
        Ok(count)
    }
}
