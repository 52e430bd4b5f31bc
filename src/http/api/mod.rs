//! The handlers of `/api/v1`, `/ogc` and `/tiles`, one file or folder per noun.

pub mod along;
pub mod answers;
pub mod api_keys;
pub mod appointments;
pub mod audit;
pub mod bookings;
pub mod calls;
pub mod cases;
pub mod catchment;
pub mod customer_fields;
pub mod customers;
pub mod events;
pub mod exports;
pub mod features;
pub mod geocode;
pub mod hours_preview;
pub mod imports;
pub mod interactions;
pub mod merges;
pub mod nearest;
pub mod offers;
pub mod orders;
pub mod outbox;
pub mod outlet_replay;
pub mod outlet_reports;
pub mod outlets;
pub mod presence;
pub mod queue;
pub mod repairs;
pub mod road_conditions;
pub mod roads;
pub mod roles;
pub mod services;
pub mod sessions;
pub mod sign_in_ways;
pub mod simulated_calls;
pub mod tiles;
pub mod users;

use super::error::Problem;
use crate::app::App;
use crate::store::Tx;

/// Commits, then waits for memory to follow: whoever wrote reads their own write.
async fn commit(app: &App, tx: Tx) -> Result<(), Problem> {
    if let Some(revision) = tx.commit().await?.revision {
        app.live.wait_for(revision).await;
    }
    Ok(())
}
