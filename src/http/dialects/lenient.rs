//! A query string as other programs write it: unknown parameters are passed over, empty ones are absent.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::geo::LonLat;
use crate::http::api::geocode::point;
use crate::http::error::Problem;

/// More is no question of a client that we know.
const PARAMETERS_MAX: usize = 100;

/// The parameters in their order.
#[derive(Clone, Debug, Default)]
pub struct Lenient(Vec<(String, String)>);

impl Lenient {
    pub fn of(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned();
        pairs.collect()
    }

    /// The first value under that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// A number; text that is none is refused by name.
    pub fn number<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let read = |text: &str| text.trim().parse().map_err(|_| Problem::parameter(name, "format", "give a number"));
        self.get(name).map(read).transpose()
    }

    /// `1` and `true` are yes.
    pub fn flag(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, |text| matches!(text.trim(), "1" | "true"))
    }

    /// The point of `lat` and `lon`; `None` when neither is there.
    pub fn point(&self) -> Result<Option<LonLat>, Problem> {
        match (self.number("lon")?, self.number("lat")?) {
            (Some(lon), Some(lat)) => point(lon, lat).map(Some),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Problem::parameter("lon", "required", "give lon with lat")),
            (Some(_), None) => Err(Problem::parameter("lat", "required", "give lat with lon")),
        }
    }

    /// Four numbers with commas between them.
    pub fn four(&self, name: &str) -> Result<Option<[f64; 4]>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
        let four = numbers.and_then(|numbers| <[f64; 4]>::try_from(numbers).ok());
        four.map(Some).ok_or_else(|| Problem::parameter(name, "format", "give four numbers with commas between them"))
    }
}

/// For options that come in a body; bounded and empty ones passed over, as in an address.
impl FromIterator<(String, String)> for Lenient {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).take(PARAMETERS_MAX).collect())
    }
}

impl<S: Sync> FromRequestParts<S> for Lenient {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_or_empty_is_passed_over() {
        let query = Lenient::of(Some("q=Cieszyn&lang=&whatever=1&limit=5&osm_tag=a&osm_tag=b"));
        assert_eq!((query.get("q"), query.get("lang")), (Some("Cieszyn"), None));
        assert_eq!(query.all("osm_tag").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(query.number::<usize>("limit").expect("a number"), Some(5));
    }

    #[test]
    fn numbers_that_are_none_are_refused() {
        for query in ["lat=x&lon=1", "lat=1", "lon=1", "lat=91&lon=0", "lat=NaN&lon=1"] {
            assert!(Lenient::of(Some(query)).point().is_err(), "{query}");
        }
        for query in ["bbox=1,2,3", "bbox=1,2,3,x", "bbox=1,2,3,4,5"] {
            assert!(Lenient::of(Some(query)).four("bbox").is_err(), "{query}");
        }
    }
}
