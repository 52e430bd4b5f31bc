//! The nouns of the product and their rules. No I/O; nothing here fails except by validation.

pub mod actor;
pub mod api_key;
pub mod ids;
pub mod import;
pub mod language;
pub mod login_throttle;
pub mod opening_hours;
pub mod outlet;
pub mod outlet_geocode;
pub mod outlet_report;
pub mod password;
pub mod permission;
pub mod road_condition;
pub mod session;
pub mod user;
pub mod validation;
