//! People of the tests: `person("Anna Nowak").phone("601-100-201").at(21.0265, 52.2440)`.

use serde_json::{Value, json};

use crate::support::app::Client;

pub struct PersonBuilder(Value);

/// A Polish customer without anything.
pub fn person(name: &str) -> PersonBuilder {
    PersonBuilder(json!({ "kind": "person", "name": name, "language": "pl" }))
}

impl PersonBuilder {
    pub fn phone(self, number: &str) -> Self {
        self.push("contact_points", json!({ "kind": "phone", "value": number }))
    }

    pub fn email(self, address: &str) -> Self {
        self.push("contact_points", json!({ "kind": "email", "value": address }))
    }

    pub fn at(self, lon: f64, lat: f64) -> Self {
        let place = json!({ "lon": lon, "lat": lat });
        self.push("addresses", json!({ "city": "Warszawa", "street": "Szwedzka 2", "country": "PL", "place": place }))
    }

    /// Any field by its JSON name.
    pub fn set(mut self, field: &str, value: Value) -> Self {
        self.0[field] = value;
        self
    }

    fn push(mut self, list: &str, item: Value) -> Self {
        if self.0[list].is_null() {
            self.0[list] = json!([]);
        }
        self.0[list].as_array_mut().expect("a list").push(item);
        self
    }

    pub fn json(self) -> Value {
        self.0
    }

    /// The customer as the service answers.
    pub async fn created_by(self, client: &Client) -> Value {
        client.post("/api/v1/customers", &self.0).await.expect(201).json()
    }
}

/// The address of a customer in the API.
pub fn address_of(customer: &Value) -> String {
    format!("/api/v1/customers/{}", customer["id"].as_str().expect("an id"))
}
