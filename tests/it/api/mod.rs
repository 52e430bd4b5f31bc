//! The API, address by address.

mod along;
mod api_keys;
mod audit;
mod dialects;
mod events;
mod exports;
mod features;
mod geocode;
mod geocode_input;
mod hours_preview;
mod imports;
pub mod nearest;
mod osrm;
mod outlet_replay;
mod outlets;
mod outside_geocoders;
mod outside_routers;
mod permissions;
mod repairs;
mod road_conditions;
mod roads;
mod services;
mod sessions;
mod users;
