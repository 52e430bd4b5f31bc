//! Texts, each kept once.

use std::collections::HashMap;

/// Collects texts and numbers them in the order of their first use; the empty text is 0.
#[derive(Debug)]
pub struct StringsBuilder {
    numbers: HashMap<Box<str>, u32>,
    ends: Vec<u32>,
    letters: Vec<u8>,
}

impl Default for StringsBuilder {
    fn default() -> Self {
        Self { numbers: HashMap::from([(Box::from(""), 0)]), ends: vec![0], letters: Vec::new() }
    }
}

impl StringsBuilder {
    pub fn number_of(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.ends.len() as u32;
        self.letters.extend_from_slice(text.as_bytes());
        self.ends.push(self.letters.len() as u32);
        self.numbers.insert(Box::from(text), number);
        number
    }

    pub fn text(&self, number: u32) -> &str {
        text_at(&self.ends, &self.letters, number)
    }

    /// Where each text ends, and all letters.
    pub fn parts(&self) -> (&[u32], &[u8]) {
        (&self.ends, &self.letters)
    }
}

fn text_at<'a>(ends: &[u32], letters: &'a [u8], number: u32) -> &'a str {
    let end = ends.get(number as usize).copied().unwrap_or(0) as usize;
    let begin = (number as usize).checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0) as usize;
    letters.get(begin..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}
