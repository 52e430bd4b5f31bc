//! Page tokens: where a page ended and in which order, opaque to clients, versioned for us.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::error::Problem;
use crate::store::outlets::{OutletPosition, OutletSort};

/// First letter of every token; another one means another version of Blisko wrote it.
const VERSION: char = '1';

/// The token of the page after `position`.
pub fn write_token(position: &OutletPosition) -> String {
    let text = match position {
        OutletPosition::Code(code) => format!("{VERSION}c{code}"),
        OutletPosition::Id(id) => format!("{VERSION}i{id}"),
    };
    URL_SAFE_NO_PAD.encode(text)
}

/// Reads a token; it must belong to the order that is asked for.
pub fn read_token(token: &str, sort: OutletSort) -> Result<OutletPosition, Problem> {
    let bad = || Problem::parameter("after", "invalid_token", "use `next` of the page before, with the same sort");
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| bad())?;
    let text = String::from_utf8(bytes).map_err(|_| bad())?;
    let rest = text.strip_prefix(VERSION).ok_or_else(bad)?;
    match sort {
        OutletSort::Code => rest.strip_prefix('c').map(|code| OutletPosition::Code(code.to_owned())),
        OutletSort::Id => rest.strip_prefix('i').and_then(|id| Uuid::parse_str(id).ok()).map(OutletPosition::Id),
    }
    .ok_or_else(bad)
}

/// `limit` between 1 and `max`, `default` when absent.
pub fn limit(given: Option<i64>, default: i64, max: i64) -> Result<i64, Problem> {
    match given.unwrap_or(default) {
        limit if (1..=max).contains(&limit) => Ok(limit),
        _ => Err(Problem::parameter("limit", "out_of_range", format!("give a number from 1 to {max}"))),
    }
}
