//! A cache bounded in bytes: two generations instead of a list of uses.
//!
//! New and used entries live in the young generation. When it holds half of the bound it becomes the old
//! one, and what the old one still held is dropped: whatever was not used for a whole generation goes.

use std::collections::HashMap;
use std::hash::Hash;

/// What an entry costs besides its content: key, places in the table.
const ENTRY_BYTES: usize = 96;

#[derive(Debug)]
pub struct BoundedCache<K, V> {
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    young_bytes: usize,
    generation_bytes_max: usize,
}

impl<K: Hash + Eq, V: Clone> BoundedCache<K, V> {
    /// Holds at most `bytes_max` bytes; 0 caches nothing.
    pub fn new(bytes_max: usize) -> Self {
        let generation_bytes_max = bytes_max / 2;
        Self { young: HashMap::new(), old: HashMap::new(), young_bytes: 0, generation_bytes_max }
    }

    pub fn get(&mut self, key: &K) -> Option<V> {
        if let Some((value, _)) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, bytes)) = self.old.remove_entry(key)?;
        self.put(key, value.clone(), bytes);
        Some(value)
    }

    /// Keeps `value`, whose content takes `bytes`; one that alone would fill a generation is not kept.
    pub fn insert(&mut self, key: K, value: V, bytes: usize) {
        self.old.remove(&key);
        self.put(key, value, bytes + ENTRY_BYTES);
    }

    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
        self.young_bytes = 0;
    }

    fn put(&mut self, key: K, value: V, bytes: usize) {
        if bytes > self.generation_bytes_max {
            return;
        }
        if self.young_bytes + bytes > self.generation_bytes_max {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += bytes;
        if let Some((_, before)) = self.young.insert(key, (value, bytes)) {
            self.young_bytes -= before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(cache: &BoundedCache<u32, u32>) -> usize {
        cache.young.values().chain(cache.old.values()).map(|(_, bytes)| bytes).sum()
    }

    #[test]
    fn it_never_holds_more_than_its_bound() {
        let mut cache = BoundedCache::new(100_000);
        for key in 0..10_000 {
            cache.insert(key % 777, key, (key as usize * 7919) % 3_000);
            assert!(held(&cache) <= 100_000);
        }
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let mut cache = BoundedCache::new(20_000);
        cache.insert(0, 0, 100);
        for key in 1..1_000 {
            cache.insert(key, key, 100);
            assert_eq!(cache.get(&0), Some(0));
        }
        assert_eq!(cache.get(&1), None);
    }

    #[test]
    fn a_value_larger_than_the_bound_is_not_kept() {
        let mut cache = BoundedCache::new(1_000);
        cache.insert(1, 1, 5_000);
        assert_eq!(cache.get(&1), None);
    }
}
