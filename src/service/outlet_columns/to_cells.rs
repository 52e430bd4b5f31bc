//! An outlet as the cells of an export.

use super::entries::{ENTRY_SEPARATORS, override_text, promotion_text};
use super::fields::OutletField;
use crate::domain::outlet::{Outlet, OutletDraft};
use crate::tabular::Cell;

/// Between codes of services and products; the first is written, people use any of them.
pub(super) const CODE_SEPARATORS: &[char] = &['|', ';', ',', '\n'];

/// One cell per exported column, in their order.
pub fn outlet_cells(outlet: &Outlet) -> impl Iterator<Item = Cell> {
    OutletField::exported().map(|field| cell(&outlet.draft, field))
}

/// The same as named properties, without the coordinates, which GeoJSON has in the geometry.
pub fn outlet_properties(outlet: &Outlet) -> impl Iterator<Item = (&'static str, Cell)> {
    OutletField::exported()
        .filter(|field| !matches!(field, OutletField::Lon | OutletField::Lat))
        .filter(|field| *field != OutletField::FloorArea || outlet.draft.floor_area_m2.is_some())
        .map(|field| (field.code(), cell(&outlet.draft, field)))
}

fn cell(draft: &OutletDraft, field: OutletField) -> Cell {
    let text = |text: &str| Cell::Text(text.to_owned());
    match field {
        OutletField::Code => text(&draft.code),
        OutletField::Name => text(&draft.name),
        OutletField::Kind => text(draft.kind.code()),
        OutletField::Status => text(draft.status.code()),
        OutletField::Lon => Cell::Number(draft.point.lon()),
        OutletField::Lat => Cell::Number(draft.point.lat()),
        OutletField::Street => text(&draft.address.street),
        OutletField::Postcode => text(&draft.address.postcode),
        OutletField::City => text(&draft.address.city),
        OutletField::Region => text(&draft.address.region),
        OutletField::Country => text(&draft.address.country),
        OutletField::TimeZone => text(draft.time_zone.name()),
        OutletField::OpeningHours => text(&draft.opening_hours),
        OutletField::Overrides => entries(draft.overrides.iter().map(override_text)),
        OutletField::TradeClass => text(draft.trade_class.code()),
        OutletField::FloorArea => draft.floor_area_m2.map_or_else(|| text(""), Cell::Number),
        OutletField::Services => Cell::List { items: draft.services.clone(), separators: CODE_SEPARATORS },
        OutletField::Products => Cell::List { items: draft.products.clone(), separators: CODE_SEPARATORS },
        OutletField::Promotions => entries(draft.promotions.iter().map(promotion_text)),
        OutletField::Phone => text(&draft.phone),
        OutletField::Email => text(&draft.email),
        OutletField::Website => text(&draft.website),
        OutletField::Point | OutletField::HouseNumber => text(""),
    }
}

fn entries(texts: impl Iterator<Item = String>) -> Cell {
    Cell::List { items: texts.collect(), separators: ENTRY_SEPARATORS }
}
