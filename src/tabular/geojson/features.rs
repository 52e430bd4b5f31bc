//! Walks the features of a collection without holding the collection. Depth is bounded by the JSON parser.

use std::fmt;
use std::io::BufReader;
use std::ops::ControlFlow;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::metered::{Allowance, Metered};
use crate::tabular::encoding::{Decoded, Encoding};
use crate::tabular::error::TabularError;
use crate::tabular::limits::{FEATURE_BYTES_MAX, ROWS_MAX};
use crate::tabular::source::Source;

/// Hands every element of `features` to `visit` with its ordinal from 1.
pub fn each_feature(
    source: &mut dyn Source,
    encoding: Encoding,
    visit: &mut dyn FnMut(u32, Value) -> ControlFlow<()>,
) -> Result<(), TabularError> {
    source.rewind()?;
    let allowance = Allowance::new(FEATURE_BYTES_MAX);
    let input = BufReader::new(Decoded::new(source, encoding));
    let mut json = serde_json::Deserializer::from_reader(Metered::new(input, allowance.clone()));
    let mut walk = Walk { allowance, visit, count: 0, stopped: false, typed: false, found: false, too_many: false };
    let walked = Collection(&mut walk).deserialize(&mut json);
    if walk.stopped {
        return Ok(());
    }
    if walk.too_many {
        return Err(TabularError::TooManyRows);
    }
    if walk.allowance.is_used_up() {
        return Err(TabularError::FeatureTooLarge { row: walk.count + 1 });
    }
    walked.and_then(|()| json.end()).map_err(|error| TabularError::BadJson(error.to_string()))?;
    if walk.typed && walk.found { Ok(()) } else { Err(TabularError::NotAFeatureCollection) }
}

struct Walk<'a> {
    allowance: Allowance,
    visit: &'a mut dyn FnMut(u32, Value) -> ControlFlow<()>,
    count: u32,
    stopped: bool,
    too_many: bool,
    /// Whether `type` said FeatureCollection, and whether there were `features`.
    typed: bool,
    found: bool,
}

struct Collection<'w, 'a>(&'w mut Walk<'a>);

impl<'de> DeserializeSeed<'de> for Collection<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            self.0.allowance.renew();
            match name.as_str() {
                "type" => self.0.typed = members.next_value::<Value>()? == "FeatureCollection",
                "features" => {
                    members.next_value_seed(Features(&mut *self.0))?;
                    self.0.found = true;
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
            self.0.allowance.renew();
        }
        Ok(())
    }
}

struct Features<'w, 'a>(&'w mut Walk<'a>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an array of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        self.0.allowance.renew();
        while let Some(feature) = features.next_element::<Value>()? {
            self.0.allowance.renew();
            self.0.count += 1;
            self.0.too_many = self.0.count > ROWS_MAX;
            self.0.stopped = !self.0.too_many && (self.0.visit)(self.0.count, feature).is_break();
            if self.0.stopped || self.0.too_many {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
