//! Texts of addresses as words that can be compared: one way for what is indexed and for what is asked.
//!
//! Letters lose their marks and their case, words of one meaning (`ul.`, `ulica`) become one, house numbers and
//! postcodes are read by the habits of Poland, Czechia and Germany. Nothing here knows an index.

mod house_number;
mod inflection;
mod lexer;
mod name;
mod postcode;
mod vocabulary;

pub(super) use house_number::{HousePart, Likeness, house_lead, likeness, numbers_said, parse_house};
pub(super) use inflection::base_forms;
pub(super) use lexer::{Gap, lexemes};
pub(super) use name::{NAME_TOKENS_MAX, name_tokens, plain_key};
pub(super) use postcode::{postcode_key, read_postcode};
pub(super) use vocabulary::{Role, country_of, sense_of};
