//! Page tokens: where a page ended and in which order, opaque to clients, versioned for us.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::error::Problem;
use crate::store::outlets::{OutletPosition, OutletSort};
use crate::units::Timestamp;

/// First letter of every token; another one means another version of Blisko wrote it.
const VERSION: char = '1';

/// The token of the page after `position`.
pub fn write_token(position: &OutletPosition) -> String {
    match position {
        OutletPosition::Code(code) => write_mark('c', code),
        OutletPosition::Id(id) => write_mark('i', &id.to_string()),
    }
}

/// Reads a token; it must belong to the order that is asked for.
pub fn read_token(token: &str, sort: OutletSort) -> Result<OutletPosition, Problem> {
    Ok(match sort {
        OutletSort::Code => OutletPosition::Code(read_mark(token, 'c')?),
        OutletSort::Id => OutletPosition::Id(read_id(token, 'i')?),
    })
}

/// A token that says where a page ended, in the order that the letter stands for.
pub fn write_mark(order: char, text: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{VERSION}{order}{text}"))
}

/// What stands in a token of that order.
pub fn read_mark(token: &str, order: char) -> Result<String, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| invalid_token())?;
    let text = String::from_utf8(bytes).map_err(|_| invalid_token())?;
    let rest = text.strip_prefix(VERSION).and_then(|rest| rest.strip_prefix(order));
    rest.map(str::to_owned).ok_or_else(invalid_token)
}

/// The id in a token of that order.
pub fn read_id(token: &str, order: char) -> Result<Uuid, Problem> {
    Uuid::parse_str(&read_mark(token, order)?).map_err(|_| invalid_token())
}

/// The moment and the id in a token of that order, for lists that go by time.
pub fn read_moment(token: &str, order: char) -> Result<(Timestamp, Uuid), Problem> {
    let text = read_mark(token, order)?;
    let (at_ms, id) = text.split_once(' ').ok_or_else(invalid_token)?;
    let at_ms = at_ms.parse().map_err(|_| invalid_token())?;
    Ok((Timestamp(at_ms), Uuid::parse_str(id).map_err(|_| invalid_token())?))
}

/// See `read_moment`.
pub fn write_moment(order: char, at: Timestamp, id: Uuid) -> String {
    write_mark(order, &format!("{} {id}", at.0))
}

fn invalid_token() -> Problem {
    Problem::parameter("after", "invalid_token", "use `next` of the page before, with the same sort")
}

/// `limit` between 1 and `max`, `default` when absent.
pub fn limit(given: Option<i64>, default: i64, max: i64) -> Result<i64, Problem> {
    match given.unwrap_or(default) {
        limit if (1..=max).contains(&limit) => Ok(limit),
        _ => Err(Problem::parameter("limit", "out_of_range", format!("give a number from 1 to {max}"))),
    }
}
