//! Something that may be meant, with all that speaks for and against it.

use crate::geocoder::answer::Level;
use crate::geocoder::index::{LocalScale, NONE};

/// A row of a table of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    Address(u32),
    Street(u32),
    Poi(u32),
    Postcode(u32),
    Place(u32),
}

#[derive(Clone, Debug)]
pub struct Found {
    pub thing: Thing,
    pub level: Level,
    /// The less, the better it explains the question.
    pub cost: f32,
    /// Words that it explains; the others are left over.
    pub words: u32,
    /// Words of the settlement (or area) that was named.
    pub town_words: u32,
    pub edits: u8,
    pub settlement: Option<u32>,
    pub district: Option<u32>,
    pub spot: (i32, i32),
    pub radius: u32,
    /// A house number was asked and is not known.
    pub missing_number: Option<String>,
    /// A street was asked and is not known, as words.
    pub missing_street: u32,
    /// The number is right, its letter is not.
    pub other_letter: bool,
    /// Words that may as well name another town, since they are short and have a mistake.
    pub doubtful_town: u32,
    /// A postcode was asked and is another one here.
    pub postcode_differs: bool,
    pub postcode_agrees: bool,
    /// How much is called so; orders what fits equally.
    pub weight: u8,
    /// Metres from where the asker is; 0 when nobody said.
    pub from_bias: f64,
}

/// Costs that differ by less are equal.
const COST_STEP: f32 = 0.12;

impl Found {
    /// A thing by itself: nothing was asked, nothing is left over.
    pub fn at(thing: Thing, level: Level, settlement: u32, spot: (i32, i32), radius: u32) -> Self {
        Self {
            thing,
            level,
            cost: 0.0,
            words: 0,
            town_words: 0,
            edits: 0,
            settlement: Some(settlement).filter(|place| *place != NONE),
            district: None,
            spot,
            radius,
            missing_number: None,
            missing_street: 0,
            other_letter: false,
            doubtful_town: 0,
            postcode_differs: false,
            postcode_agrees: false,
            weight: 0,
            from_bias: 0.0,
        }
    }

    /// Sorts the best first: by cost in steps, then by nearness to the asker, then by weight.
    pub fn rank(&self) -> (i32, u64, u8, i32, Thing) {
        let step = (self.cost / COST_STEP).floor() as i32;
        let near = (self.from_bias / 50.0) as u64;
        (step, near, u8::MAX - self.weight, (self.cost * 1_000.0) as i32, self.thing)
    }

    pub fn is_coarser_than_asked(&self) -> bool {
        self.missing_number.is_some() || self.missing_street != 0 || self.other_letter
    }
}

/// Metres to the asker.
pub fn from_bias(bias: Option<(i32, i32)>, spot: (i32, i32)) -> f64 {
    bias.map_or(0.0, |bias| {
        let (x, y) = LocalScale::at(bias).offset(spot);
        x.hypot(y)
    })
}
