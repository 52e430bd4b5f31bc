//! Where the addresses of a customer are, for those that come without a point.

use crate::domain::customer_address::CustomerAddress;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, Geocode, GeocodeCause};
use crate::service::geocode::{GeocodeError, Geocoding};

/// Gives a point to each address that has none, as good as there is one. What is found in another town than the
/// one that was said, or in one of several, is no point. The level says how exact it is.
pub async fn place_addresses(geocoding: &Geocoding, addresses: &mut [CustomerAddress]) -> Result<(), GeocodeError> {
    let mut unplaced: Vec<&mut CustomerAddress> =
        addresses.iter_mut().filter(|address| address.place.is_none() && !address.is_blank()).collect();
    if unplaced.is_empty() {
        return Ok(());
    }
    let sought = unplaced.iter().map(|address| sought_address(address)).collect();
    for (address, geocode) in unplaced.iter_mut().zip(geocoding.place(sought).await?) {
        address.place = usable_place(geocode);
    }
    Ok(())
}

/// The parts; where there are none, the text as it was said, which the engine takes apart.
pub fn sought_address(address: &CustomerAddress) -> OutletAddress {
    let parts = &address.parts;
    if parts.street.is_empty() && parts.postcode.is_empty() && parts.city.is_empty() {
        return OutletAddress {
            street: address.raw_text.clone(),
            country: parts.country.clone(),
            ..Default::default()
        };
    }
    parts.clone()
}

/// What was found, when it is where the customer may be.
pub fn usable_place(geocode: Geocode) -> Option<FoundPoint> {
    use GeocodeCause::{Ambiguous, NothingFound, TownNotFound};
    let is_usable = !matches!(geocode.cause, Some(NothingFound | TownNotFound | Ambiguous));
    geocode.found.filter(|_| is_usable)
}
