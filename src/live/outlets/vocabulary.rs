//! Which bit of the service mask stands for which service.

use crate::domain::outlet::SERVICES_MAX;

/// Service codes in the order of the company's vocabulary; the position is the bit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceVocabulary {
    codes: Vec<String>,
}

impl ServiceVocabulary {
    /// Codes past the `SERVICES_MAX`th have no bit and are left out; the store does not let it come to that.
    pub fn new(codes: impl IntoIterator<Item = String>) -> Self {
        Self { codes: codes.into_iter().take(SERVICES_MAX).collect() }
    }

    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    pub fn bit(&self, code: &str) -> Option<u32> {
        self.codes.iter().position(|each| each == code).map(|position| position as u32)
    }

    /// The codes behind the bits of `mask`, in vocabulary order.
    pub fn codes_of(&self, mask: u128) -> impl Iterator<Item = &str> {
        self.codes.iter().enumerate().filter(move |(bit, _)| mask >> bit & 1 == 1).map(|(_, code)| code.as_str())
    }

    /// The mask of `codes`. A code that is not in the vocabulary joins it at the end: an outlet may be
    /// read before the word it uses.
    pub(super) fn mask_learning(&mut self, codes: &[String]) -> u128 {
        codes.iter().filter_map(|code| self.bit_learning(code)).fold(0, |mask, bit| mask | 1 << bit)
    }

    /// For each bit of `self` the bit of the same code in `other`.
    pub(super) fn translation(&self, other: &ServiceVocabulary) -> Vec<Option<u32>> {
        self.codes.iter().map(|code| other.bit(code)).collect()
    }

    pub(super) fn is_start_of(&self, other: &ServiceVocabulary) -> bool {
        other.codes.starts_with(&self.codes)
    }

    fn bit_learning(&mut self, code: &str) -> Option<u32> {
        self.bit(code).or_else(|| {
            (self.codes.len() < SERVICES_MAX).then(|| {
                self.codes.push(code.to_owned());
                self.codes.len() as u32 - 1
            })
        })
    }
}
