//! Any bytes as a workbook: what the guard lets through is read to its end without a panic.
//!
//! Seeds: workbooks that the product itself writes (`blisko export outlets --format xlsx`).
#![no_main]

use blisko::tabular::{Dialect, Hints, read_rows, recognise};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let mut source = Cursor::new(bytes);
    let Ok(dialect @ Dialect::Xlsx { .. }) = recognise(&mut source, &Hints::default()) else { return };
    let mut rows = 0;
    let _ = read_rows(&mut source, &dialect, &mut |_| {
        rows += 1;
        if rows < 10_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
});
