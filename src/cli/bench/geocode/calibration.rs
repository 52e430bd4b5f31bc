//! Whether confidence means what it says: of answers that say 0.9, nine of ten are right.

/// Bins of the plot.
const BINS: usize = 10;

/// Answers by what they said of themselves.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// Confidence, and whether the claim was true.
    said: Vec<(f64, bool)>,
}

/// One bin of the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The mean of what was said in it.
    pub said: f64,
    /// The share that was true.
    pub came: f64,
    pub answers: usize,
}

impl Calibration {
    pub fn add(&mut self, confidence: f64, is_true: bool) {
        self.said.push((confidence, is_true));
    }

    pub fn answers(&self) -> usize {
        self.said.len()
    }

    /// The mean square of what was said less what came (Brier 1950): 0 is perfect, 0.25 is always saying one half.
    pub fn brier(&self) -> f64 {
        let squares = self.said.iter().map(|(said, came)| (said - f64::from(u8::from(*came))).powi(2));
        squares.sum::<f64>() / self.said.len().max(1) as f64
    }

    /// The share that is true of answers that say at least this, and how many they are.
    pub fn true_from(&self, confidence: f64) -> (f64, usize) {
        let sure: Vec<bool> = self.said.iter().filter(|(said, _)| *said >= confidence).map(|(_, came)| *came).collect();
        (sure.iter().filter(|came| **came).count() as f64 / sure.len().max(1) as f64, sure.len())
    }

    /// Those of the ten bins that have answers.
    pub fn bins(&self) -> Vec<Bin> {
        let bin = |number: usize| {
            let inside: Vec<&(f64, bool)> = self.said.iter().filter(|(said, _)| bin_of(*said) == number).collect();
            let mean = |sum: f64| sum / inside.len().max(1) as f64;
            Bin {
                said: mean(inside.iter().map(|(said, _)| said).sum()),
                came: mean(inside.iter().filter(|(_, came)| *came).count() as f64),
                answers: inside.len(),
            }
        };
        (0..BINS).map(bin).filter(|bin| bin.answers > 0).collect()
    }
}

fn bin_of(confidence: f64) -> usize {
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_mean_square_of_what_was_missed() {
        let mut calibration = Calibration::default();
        for (said, came) in [(1.0, true), (0.5, false), (0.0, false), (0.9, true)] {
            calibration.add(said, came);
        }
        // 0, 0.25, 0 and 0.01 over four.
        assert!((calibration.brier() - 0.065).abs() < 1e-12);
        assert_eq!(calibration.true_from(0.9), (1.0, 2));
        assert_eq!(calibration.bins().iter().map(|bin| bin.answers).collect::<Vec<_>>(), [1, 1, 2]);
    }
}
