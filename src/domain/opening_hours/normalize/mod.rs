//! What people type about opening hours, brought into OSM syntax.

use std::str::FromStr;

use opening_hours::OpeningHours;

/// The comment by which a rule says that it holds on trading Sundays only.
pub const TRADING_SUNDAYS: &str = "trading Sundays";

/// The hours in OSM syntax; `None` where the text is not understood.
pub fn normalize_hours(text: &str, _country: &str) -> Option<String> {
    let text = text.trim();
    if text == "off" || text == "closed" {
        return Some("off".into());
    }
    OpeningHours::from_str(text).ok().map(|_| text.to_owned())
}
