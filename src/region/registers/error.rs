//! Why a register cannot be taken, with the evidence.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("{}: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{file} cannot be read as CSV ({reason})")]
    NotCsv { file: String, reason: String },
    #[error("{} holds no CSV file", .0.display())]
    NoFiles(PathBuf),
    #[error("{file} has no column for {what} (named {}); it has: {found}. Is it a file of {register}?", .names.join(", "))]
    NoColumn { file: String, register: &'static str, what: &'static str, names: Vec<&'static str>, found: String },
    #[error(
        "{file}: {bad} of {rows} rows have no {what} where it should be, such as \"{example}\" in line {line}: the columns seem to be shifted"
    )]
    Shifted { file: String, what: &'static str, bad: u64, rows: u64, example: String, line: u64 },
    #[error(
        "{file}: {outside} of {points} points fall outside of {country}; the columns of the coordinates may be swapped, or in another projection than {projection}"
    )]
    OutsideCountry { file: String, outside: u64, points: u64, country: &'static str, projection: &'static str },
    #[error(
        "{file}: {far} of {judged} addresses lie more than {limit_km} km from the postcode or town that they name; with the two columns of coordinates swapped it would be {far_swapped}"
    )]
    FarFromTowns { file: String, far: u64, judged: u64, limit_km: u32, far_swapped: u64 },
    #[error("{0} has no address inside the bounds of the map data: choose the register of the same area")]
    NothingInside(String),
    #[error(transparent)]
    Take(Box<dyn std::error::Error + Send + Sync>),
}
