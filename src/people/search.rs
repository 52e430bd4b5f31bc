//! Who is meant.
//!
//! Every typed word must be one of the customer's words: the same (cost 0), the beginning of it for the word that is
//! still being typed (1), or within a slip or two (5 each, 2 more if the first letter differs, which hands rarely do).
//! The costs are added; of equal cost the more valuable customer comes first, then the lower slot. Slips are only
//! looked for where words as typed do not fill the answer, so nobody who was spelt rightly is pushed back.

use std::cmp::Reverse;

use super::index::{PeopleIndex, Reached};
use super::typed::Query;

/// Customers that are weighed at most; a beginning like `a` fits nearly all of them, and the first page is the same.
pub const CANDIDATES_MAX: usize = 20_000;

/// A word that goes on behind what was typed.
const COMPLETING: u32 = 1;

const SLIP: u32 = 5;

const OTHER_FIRST_LETTER: u32 = 2;

/// A customer that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub slot: u32,
    /// 0 where every word is as typed.
    pub cost: u32,
}

/// What one typed word may mean: words of the index, the cheapest first.
type Meanings<'a> = Vec<(u32, Reached<'a>)>;

impl PeopleIndex {
    /// The customers meant by `text` of those that are `seen`, the likeliest first; `limit` at most. O(words near the
    /// typed ones + candidates).
    pub fn search(&self, text: &str, limit: usize, seen: impl Fn(u32) -> bool) -> Vec<Hit> {
        let query = Query::new(text);
        let mut hits: Vec<Hit> = self.by_digits(&query, limit, &seen);
        for slips in [false, true] {
            if hits.len() < limit {
                let more = self.by_words(&query, slips, limit, &seen);
                hits.extend(
                    more.into_iter().filter(|hit| !hits.iter().any(|known| known.slot == hit.slot)).collect::<Vec<_>>(),
                );
            }
        }
        hits.truncate(limit);
        hits
    }

    fn by_digits(&self, query: &Query, limit: usize, seen: &dyn Fn(u32) -> bool) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for slot in query.digits.iter().flat_map(|digits| self.with_digits(digits)) {
            if hits.len() == limit {
                break;
            }
            if seen(slot) && !hits.iter().any(|hit| hit.slot == slot) {
                hits.push(Hit { slot, cost: 0 });
            }
        }
        hits
    }

    fn by_words(&self, query: &Query, slips: bool, limit: usize, seen: &dyn Fn(u32) -> bool) -> Vec<Hit> {
        let last = query.words.len().saturating_sub(1);
        let slips_of = |word: &str| if slips { slips_allowed(word, last == 0) } else { 0 };
        let meanings = query.words.iter().enumerate().map(|(at, word)| self.meanings(word, at == last, slips_of(word)));
        let mut meanings: Vec<Meanings<'_>> = meanings.collect();
        // The rarest word proposes, the others judge.
        meanings.sort_by_key(|meanings| meanings.iter().map(|(_, reached)| reached.slots.len()).sum::<usize>());
        let Some((first, others)) = meanings.split_first() else {
            return Vec::new();
        };
        let mut hits: Vec<Hit> = candidates(first, seen);
        for meanings in others {
            hits = narrowed(hits, meanings);
        }
        hits.sort_unstable_by_key(|hit| (hit.cost, Reverse(self.value(hit.slot)), hit.slot));
        hits.truncate(limit);
        hits
    }

    fn meanings<'a>(&'a self, word: &'a str, is_last: bool, slips: usize) -> Meanings<'a> {
        let mut meanings: Meanings<'a> = self.exact(word).map(|reached| (0, reached)).into_iter().collect();
        if is_last {
            meanings.extend(self.beginning_with(word).map(|reached| (COMPLETING, reached)));
        }
        if slips > 0 {
            let whole = |edits: u8, other: &str| u32::from(edits) * SLIP + first_letter(word, other);
            let mut take = |more: u32, reached: Reached<'a>| {
                let known = reached.word == word || (is_last && reached.word.starts_with(word));
                if !known {
                    meanings.push((whole(reached.edits, reached.word) + more, reached));
                }
            };
            self.near(word, slips, false, &mut |reached| take(0, reached));
            if is_last {
                self.near(word, slips, true, &mut |reached| take(COMPLETING, reached));
            }
            meanings.sort_by_key(|(cost, reached)| (*cost, reached.word));
        }
        meanings
    }
}

/// Short words are other words after a slip (`ala` and `ela`), unless other words tell who is meant.
pub(super) fn slips_allowed(word: &str, alone: bool) -> usize {
    match word.len() {
        0..=2 => 0,
        3 => usize::from(!alone),
        4..=7 => 1,
        _ => 2,
    }
}

fn first_letter(typed: &str, other: &str) -> u32 {
    if typed.as_bytes().first() == other.as_bytes().first() { 0 } else { OTHER_FIRST_LETTER }
}

/// The slots behind the cheapest meanings, in the order of slots, each with its cheapest cost.
fn candidates(meanings: &Meanings<'_>, seen: &dyn Fn(u32) -> bool) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (cost, reached) in meanings {
        let room = CANDIDATES_MAX.saturating_sub(hits.len());
        hits.extend(
            reached.slots.iter().filter(|slot| seen(**slot)).take(room).map(|slot| Hit { slot: *slot, cost: *cost }),
        );
    }
    hits.sort_unstable_by_key(|hit| (hit.slot, hit.cost));
    hits.dedup_by_key(|hit| hit.slot);
    hits
}

/// The candidates (in the order of slots) that also have one of `meanings`, with its cheapest cost added.
fn narrowed(hits: Vec<Hit>, meanings: &Meanings<'_>) -> Vec<Hit> {
    let mut costs: Vec<Option<u32>> = vec![None; hits.len()];
    for (cost, reached) in meanings {
        for_each_common(&hits, reached.slots, |at| {
            let known = costs[at].unwrap_or(u32::MAX);
            costs[at] = Some(known.min(*cost));
        });
    }
    let paired = hits.into_iter().zip(costs);
    paired.filter_map(|(hit, cost)| cost.map(|cost| Hit { cost: hit.cost + cost, ..hit })).collect()
}

/// Calls `take` with the place of each hit that is in `slots`; both are sorted. The shorter one is looked up in the
/// longer one, by halves.
fn for_each_common(hits: &[Hit], slots: &[u32], mut take: impl FnMut(usize)) {
    if hits.len() < slots.len() {
        let mut rest = slots;
        for (at, hit) in hits.iter().enumerate() {
            rest = &rest[rest.partition_point(|slot| *slot < hit.slot)..];
            if rest.first() == Some(&hit.slot) {
                take(at);
            }
        }
    } else {
        let mut from = 0;
        for slot in slots {
            from += hits[from..].partition_point(|hit| hit.slot < *slot);
            if hits.get(from).is_some_and(|hit| hit.slot == *slot) {
                take(from);
            }
        }
    }
}
