//! The handlers of `/api/v1`, `/ogc` and `/tiles`, one file or folder per noun.

pub mod along;
pub mod api_keys;
pub mod audit;
pub mod events;
pub mod exports;
pub mod features;
pub mod geocode;
pub mod imports;
pub mod nearest;
pub mod outlet_reports;
pub mod outlets;
pub mod repairs;
pub mod road_conditions;
pub mod roads;
pub mod services;
pub mod sessions;
pub mod tiles;
pub mod users;
