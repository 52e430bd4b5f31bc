//! The company's outlets as the geocoder knows them: names, codes and points, made anew when outlets change.

use crate::domain::outlet::OutletStatus;
use crate::geocoder::record::{PoiRecord, Record, Source};
use crate::live::outlets::{OutletIndex, OutletRef};

/// The kind of these records.
pub const OUTLET_KIND: &str = "outlet";

/// One record per outlet that customers may hear of.
pub fn outlet_records(outlets: &OutletIndex) -> Vec<Record> {
    let all = (0..outlets.slot_end()).filter_map(|slot| outlets.at(slot));
    all.filter(|outlet| is_public(*outlet)).map(record).collect()
}

/// Plans and closed outlets are not for customers.
fn is_public(outlet: OutletRef<'_>) -> bool {
    matches!(outlet.status(), OutletStatus::Active | OutletStatus::TemporarilyClosed)
}

fn record(outlet: OutletRef<'_>) -> Record {
    let card = outlet.card();
    Record::Poi(PoiRecord {
        name: card.name.to_owned(),
        other_names: Vec::new(),
        kind: OUTLET_KIND.to_owned(),
        code: card.code.to_owned(),
        city: card.city.to_owned(),
        country: outlet.hours_source().country.clone(),
        point: outlet.point(),
        source: Source::Outlet,
    })
}
