//! `/api/v1/geocode`, `/api/v1/autocomplete`, `/api/v1/reverse` and the batch: the geocoder's own API.

mod batch;
mod forward;
mod parameters;
mod reverse;

pub use batch::{__path_geocode_batch, BATCH_BYTES_MAX, geocode_batch};
pub use forward::{__path_autocomplete, __path_geocode, autocomplete, geocode};
pub use reverse::{__path_reverse_geocode, reverse_geocode};

pub(in crate::http) use parameters::{bounded_text, bounding_box, point};

use crate::http::error::Problem;
use crate::service::geocode::GeocodeError;

impl From<GeocodeError> for Problem {
    fn from(error: GeocodeError) -> Self {
        match error {
            GeocodeError::Busy => {
                Problem::too_many_requests("geocoder_busy", "Too many searches are running. Ask again in a second.", 1)
            }
            GeocodeError::Broken(cause) => Problem::internal(cause),
        }
    }
}
