//! How sure an answer is, as a share: of answers that say 0.9, nine of ten are right.
//!
//! A logistic model over what the search knows: what the best reading costs, how many other places fit as well, what of
//! the question is missing. The weights are fitted offline on generated questions (docs/GEOCODING.md says how).

use super::answer::Level;
use super::search::Found;

/// What the search knows about an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    pub cost: f32,
    pub edits: u8,
    /// Other things, elsewhere, that fit as well or better.
    pub rivals: usize,
    pub is_town_named: bool,
    pub is_coarser: bool,
    pub postcode_agrees: bool,
    pub is_house: bool,
    pub is_town_doubtful: bool,
}

/// However well the rest fits, a town that may be another one is a guess.
const DOUBTFUL_MAX: f64 = 0.5;

impl Evidence {
    pub fn of(found: &Found, rivals: usize) -> Self {
        Self {
            cost: found.cost,
            edits: found.edits,
            rivals,
            is_town_named: found.town_words != 0,
            is_coarser: found.is_coarser_than_asked(),
            postcode_agrees: found.postcode_agrees,
            is_house: found.level <= Level::Interpolated,
            is_town_doubtful: found.doubtful_town != 0,
        }
    }
}

/// Between 0 and 1.
pub(super) fn confidence(evidence: &Evidence) -> f64 {
    let flag = |set: bool| if set { 1.0 } else { 0.0 };
    let score = 4.6 - 2.2 * f64::from(evidence.cost) - 0.35 * f64::from(evidence.edits)
        + 0.7 * flag(evidence.postcode_agrees)
        - 1.6 * flag(!evidence.is_town_named)
        - 2.6 * flag(evidence.is_coarser);
    let alone = 1.0 / (1.0 + (-score).exp());
    let alone = if evidence.is_town_doubtful { alone.min(DOUBTFUL_MAX) } else { alone };
    alone / (1.0 + 0.9 * evidence.rivals.min(200) as f64)
}
