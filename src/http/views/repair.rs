//! The repair queue as JSON.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::outlet::AddressBody;
use super::time;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, GeocodeCause, OutletGeocode, Repair};
use crate::service::repair_outlets::{RepairPage, Repaired, Settled};

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepairList {
    /// Oldest first.
    pub items: Vec<RepairView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
    /// Of the whole queue; causes without repairs are left out.
    pub causes: Vec<CauseCount>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CauseCount {
    #[schema(example = "house_not_found")]
    pub cause: &'static str,
    pub count: i64,
}

/// Something that waits for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepairView {
    /// The outlet's, also when it is held and no outlet yet.
    pub outlet_id: Uuid,
    /// Not an outlet yet: it becomes one when it has a point.
    pub is_held: bool,
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub address: AddressBody,
    /// Where the outlet is now; absent while it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    pub geocode: GeocodeView,
}

/// How a point was found, or not.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeocodeView {
    /// `good`, `open`, `accepted` or `manual`.
    pub state: &'static str,
    /// Why a person should look; absent when nobody needs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "house_not_found")]
    pub cause: Option<&'static str>,
    /// The address as it was asked for.
    pub raw_text: String,
    /// What was found; absent when nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<FoundPointView>,
    /// How often it was looked for.
    pub attempts: u32,
    /// The import that brought it, and the row of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_row: Option<u32>,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// A point that was found, or put by a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPointView {
    pub lon: f64,
    pub lat: f64,
    /// `manual` where a person has put it; else as in answers of the geocoder.
    #[schema(example = "street")]
    pub level: &'static str,
    pub confidence: f64,
    pub radius_m: f64,
    pub source: String,
    pub data_date: String,
    pub label: String,
}

/// What became of the repairs of a request, in its order.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepairedList {
    pub items: Vec<RepairedView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RepairedView {
    pub outlet_id: Uuid,
    /// `done`, `still_open`, `nothing_to_accept` or `not_waiting`.
    pub result: &'static str,
    /// With `still_open`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static str>,
}

impl From<RepairPage> for RepairList {
    fn from(page: RepairPage) -> Self {
        let count = |(cause, count): (GeocodeCause, i64)| CauseCount { cause: cause.code(), count };
        Self {
            items: page.repairs.iter().map(RepairView::from).collect(),
            next: page.next.map(|id| id.0),
            causes: page.counts.into_iter().map(count).collect(),
        }
    }
}

impl From<&Repair> for RepairView {
    fn from(repair: &Repair) -> Self {
        let (draft, is_held) = (&repair.outlet.draft, repair.geocode.held.is_some());
        Self {
            outlet_id: repair.geocode.id.0,
            is_held,
            code: draft.code.clone(),
            name: draft.name.clone(),
            kind: draft.kind.code(),
            address: address(&draft.address),
            lon: (!is_held).then(|| draft.point.lon()),
            lat: (!is_held).then(|| draft.point.lat()),
            geocode: GeocodeView::from(&repair.geocode),
        }
    }
}

impl From<&OutletGeocode> for GeocodeView {
    fn from(each: &OutletGeocode) -> Self {
        Self {
            state: each.geocode.state.code(),
            cause: each.geocode.cause.map(GeocodeCause::code),
            raw_text: each.geocode.raw_text.clone(),
            found: each.geocode.found.as_ref().map(FoundPointView::from),
            attempts: each.attempts,
            import_id: each.imported.map(|row| row.import_id.0),
            import_row: each.imported.map(|row| row.number),
            created_at: time::utc(each.created_at),
            updated_at: time::utc(each.updated_at),
        }
    }
}

impl From<&FoundPoint> for FoundPointView {
    fn from(found: &FoundPoint) -> Self {
        Self {
            lon: found.point.lon(),
            lat: found.point.lat(),
            level: found.level.code(),
            confidence: found.confidence,
            radius_m: found.radius.0.ceil(),
            source: found.source.clone(),
            data_date: found.data_date.clone(),
            label: found.label.clone(),
        }
    }
}

impl From<Vec<Repaired>> for RepairedList {
    fn from(all: Vec<Repaired>) -> Self {
        let view = |each: Repaired| {
            let (result, cause) = match each.settled {
                Settled::Done => ("done", None),
                Settled::StillOpen(cause) => ("still_open", Some(cause.code())),
                Settled::NothingToAccept => ("nothing_to_accept", None),
                Settled::NotWaiting => ("not_waiting", None),
            };
            RepairedView { outlet_id: each.id.0, result, cause }
        };
        Self { items: all.into_iter().map(view).collect() }
    }
}

fn address(address: &OutletAddress) -> AddressBody {
    let OutletAddress { street, postcode, city, region, country } = address.clone();
    AddressBody { street, postcode, city, region, country }
}
