//! Which bytes of a line the question named.

use std::ops::Range;

use crate::geocoder::normalize::{lexemes, name_tokens};
use crate::geocoder::search::Asked;

/// Words of the line that the question has, as typed or a mistake away; of an unfinished word its beginning. In order,
/// not overlapping.
pub fn highlights(asked: &Asked, words: u32, label: &str) -> Vec<Range<usize>> {
    let mut marked: Vec<Range<usize>> = Vec::new();
    for token in name_tokens(label) {
        let named = asked.words.iter().enumerate().filter(|(at, _)| words >> at & 1 == 1);
        let span = token.span.clone();
        let best = named.filter_map(|(at, word)| {
            let same = word.text == token.text
                || word.raw == token.raw
                || token.compound.is_some() && token.compound == word.compound;
            let open = asked.open_word() >> at & 1 == 1;
            if same {
                Some(span.clone())
            } else if (open || word.dotted) && token.raw.starts_with(&word.raw) {
                Some(span.start..beginning(label, &span, word.raw.len()))
            } else {
                is_like(&word.raw, &token.raw).then(|| span.clone())
            }
        });
        if let Some(range) = best.max_by_key(|range| range.len())
            && marked.last().is_none_or(|last| last.end <= range.start)
        {
            marked.push(range);
        }
    }
    marked
}

/// Where so many folded letters of a word end.
fn beginning(label: &str, span: &Range<usize>, letters: usize) -> usize {
    let word = &label[span.clone()];
    let ends = word.char_indices().map(|(at, character)| at + character.len_utf8());
    let end = ends.into_iter().find(|end| {
        let folded: usize = lexemes(&word[..*end]).iter().map(|lexeme| lexeme.text.len()).sum();
        folded >= letters
    });
    span.start + end.unwrap_or(word.len())
}

/// Near enough to be the same word with mistakes: at least five letters, of which four in five agree in order.
fn is_like(a: &str, b: &str) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < 4 || long - short > 2 || a.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let ahead = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let behind = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    ahead + behind + 2 >= long && ahead + behind >= short / 2
}
