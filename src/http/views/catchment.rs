//! Who is near an outlet, and who loses it, as JSON.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::ids::CustomerId;
use crate::live::outlets::OutletRef;
use crate::service::catchment::WithinReach;
use crate::service::outlet_roads::Drive;
use crate::service::roads::Basis;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReachedAnswer {
    pub mode: &'static str,
    pub minutes: i64,
    /// How many customers are within reach; `items` may be fewer.
    pub total: usize,
    /// The nearest first.
    pub items: Vec<ReachedCustomer>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReachedCustomer {
    pub customer_id: Uuid,
    pub number: String,
    pub name: String,
    pub travel_s: i64,
    pub distance_m: f64,
    /// `roads`, or `crow_flies` for a customer whom no road is near.
    pub basis: &'static str,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LosingAnswer {
    pub mode: &'static str,
    /// How many customers go there today; `items` may be fewer.
    pub total: usize,
    /// Whoever loses most first; before all others those who are left without any outlet.
    pub items: Vec<LosingCustomer>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LosingCustomer {
    pub customer_id: Uuid,
    pub number: String,
    pub name: String,
    /// To the outlet that closes.
    pub before_s: i64,
    /// Where they would go; `null` where no way leads to any other outlet.
    pub next: Option<NextOutlet>,
    /// How much longer that takes.
    pub extra_s: Option<i64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NextOutlet {
    pub outlet_id: Uuid,
    pub code: String,
    pub name: String,
    pub travel_s: i64,
    pub distance_m: f64,
}

impl ReachedCustomer {
    pub fn new(id: CustomerId, number: String, name: String, reached: &WithinReach) -> Self {
        let basis = match reached.basis {
            Basis::CrowFlies => "crow_flies",
            Basis::Roads | Basis::Outside(_) => "roads",
        };
        let (travel_s, distance_m) = (reached.travel.duration.0, reached.travel.distance.0);
        Self { customer_id: id.0, number, name, travel_s, distance_m, basis }
    }
}

impl NextOutlet {
    pub fn new(outlet: OutletRef<'_>, drive: &Drive) -> Self {
        let card = outlet.card();
        Self {
            outlet_id: outlet.id().0,
            code: card.code.to_owned(),
            name: card.name.to_owned(),
            travel_s: drive.time_ms.div_ceil(1_000) as i64,
            distance_m: drive.length_dm as f64 / 10.0,
        }
    }
}
