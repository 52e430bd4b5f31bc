//! Builders with sensible defaults: `outlet("W1").at(21.01, 52.23).open("Mo-Fr 08:00-18:00")`.

use serde_json::{Value, json};

pub struct OutletBuilder(Value);

/// An active shop in the middle of Warsaw without hours.
pub fn outlet(code: &str) -> OutletBuilder {
    OutletBuilder(json!({
        "code": code,
        "name": format!("Meteor {code}"),
        "kind": "store",
        "lon": 21.0122,
        "lat": 52.2297,
        "address": { "street": "Marszałkowska 104", "postcode": "00-017", "city": "Warszawa", "country": "PL" },
    }))
}

impl OutletBuilder {
    pub fn at(self, lon: f64, lat: f64) -> Self {
        self.set("lon", lon.into()).set("lat", lat.into())
    }

    pub fn open(self, hours: &str) -> Self {
        self.set("opening_hours", hours.into())
    }

    pub fn named(self, name: &str) -> Self {
        self.set("name", name.into())
    }

    pub fn services(self, services: &[&str]) -> Self {
        self.set("services", services.into())
    }

    pub fn status(self, status: &str) -> Self {
        self.set("status", status.into())
    }

    /// Any field by its JSON name.
    pub fn set(mut self, field: &str, value: Value) -> Self {
        self.0[field] = value;
        self
    }

    pub fn json(self) -> Value {
        self.0
    }
}
