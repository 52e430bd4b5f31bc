//! National registers of addresses, as their offices publish them: PRG for Poland, RÚIAN for Czechia.
//!
//! A register comes before OpenStreetMap, and every address says which it is from. A file whose columns are shifted or
//! whose coordinates are in another projection is refused with the evidence, before anything is replaced.

mod columns;
mod doubles;
mod error;
mod evidence;
mod files;
mod prg;
mod rows;
mod ruian;

pub use doubles::Doubles;
pub use error::RegisterError;
pub use rows::{RegisterCounts, read_register};

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::geocoder::record::Source;

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Register {
    /// Państwowy Rejestr Granic, addresses: CSV in PUWG 1992 (EPSG:2180).
    Prg,
    /// Registr územní identifikace, adres a nemovitostí: CSV in S-JTSK (EPSG:5514).
    Ruian,
}

/// A file, a folder of files, or a ZIP archive of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFile {
    pub register: Register,
    pub path: PathBuf,
}

impl Register {
    pub fn name(self) -> &'static str {
        match self {
            Self::Prg => "PRG",
            Self::Ruian => "RÚIAN",
        }
    }

    /// In names of counts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Prg => "prg",
            Self::Ruian => "ruian",
        }
    }

    pub fn source(self) -> Source {
        match self {
            Self::Prg => Source::Prg,
            Self::Ruian => Source::Ruian,
        }
    }

    fn country(self) -> &'static str {
        match self {
            Self::Prg => "Poland",
            Self::Ruian => "Czechia",
        }
    }

    /// West, south, east, north in degrees, to the next hundredth outside.
    fn bounds(self) -> [f64; 4] {
        match self {
            Self::Prg => [14.07, 49.0, 24.15, 54.84],
            Self::Ruian => [12.09, 48.55, 18.86, 51.06],
        }
    }

    fn projection(self) -> &'static str {
        match self {
            Self::Prg => "EPSG:2180",
            Self::Ruian => "EPSG:5514",
        }
    }
}
