//! What texts were understood as, remembered per thread: the outlets of a company share few texts, and
//! each schedule is compiled anew every few days, while parsing is two thirds of compiling.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Understood;

/// Texts remembered by each thread, about 2 KB each; all are forgotten when one more comes.
const TEXTS_MAX: usize = 1_024;
/// Longer texts are rare, and too dear to keep.
const TEXT_BYTES_MAX: usize = 256;

type Remembered = HashMap<String, Option<Understood>>;

thread_local! {
    static MEMO: RefCell<Remembered> = RefCell::default();
}

/// The remembered answer for this text and country, or that of `understand`, which must be pure.
pub(super) fn remembered(
    text: &str,
    country: &str,
    understand: impl FnOnce() -> Option<Understood>,
) -> Option<Understood> {
    if text.len() > TEXT_BYTES_MAX {
        return understand();
    }
    let key = format!("{country}\n{text}");
    if let Some(known) = MEMO.with_borrow(|memo| memo.get(&key).cloned()) {
        return known;
    }
    let understood = understand();
    MEMO.with_borrow_mut(|memo| {
        if memo.len() >= TEXTS_MAX {
            memo.clear();
        }
        memo.insert(key, understood.clone());
    });
    understood
}

#[cfg(test)]
mod tests {
    use super::super::{normalize_hours, understand};
    use super::*;

    #[test]
    fn the_country_is_part_of_what_is_remembered() {
        for _ in 0..2 {
            assert_eq!(normalize_hours("So 9-12", "CZ").as_deref(), Some("Sa 09:00-12:00"));
            assert_eq!(normalize_hours("So 9-12", "DE").as_deref(), Some("Su 09:00-12:00"));
        }
    }

    #[test]
    fn the_memory_is_bounded() {
        for minute in 0..2 * TEXTS_MAX {
            understand(&format!("Mo-Fr 08:00-16:00 \"{minute}\""), "PL");
        }
        assert!(MEMO.with_borrow(HashMap::len) <= TEXTS_MAX);
    }
}
