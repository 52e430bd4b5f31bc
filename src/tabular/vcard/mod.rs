//! Address books: vCard 4.0 (RFC 6350), and 3.0 (RFC 2426) as programs write it.
//!
//! `lines` undoes the folding, `property` takes a line apart, `card` makes a row of a card. Cards of version 2.1 are
//! read as far as they are plain text; quoted-printable is refused. Pictures, sounds and keys are passed over without
//! being held.

mod card;
mod lines;
mod property;
mod reader;

pub use card::COLUMNS;
pub use reader::read_cards;
