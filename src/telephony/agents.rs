//! Whose telephone is whose.

use std::collections::HashMap;

/// Devices and extensions, and the login names of those who sit there.
#[derive(Clone, Debug, Default)]
pub struct AgentTable(HashMap<String, String>);

impl AgentTable {
    /// Keys are devices (`PJSIP/201`, `201@pbx.example.com`) or extensions (`201`); case does not matter.
    pub fn new(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(entries.into_iter().map(|(key, login)| (key.to_lowercase(), login)).collect())
    }

    /// Who sits at a device: by its full name, else by the extension in it. Wires inside of the system
    /// (`Local/…`, `loopback/…`) carry extensions that are not telephones; they count by full name only.
    pub fn at_device(&self, device: &str) -> Option<&str> {
        let device = device.to_lowercase();
        if let Some(login) = self.0.get(&device) {
            return Some(login);
        }
        let is_wire = device.starts_with("local/") || device.starts_with("loopback/");
        if is_wire { None } else { self.at_extension(extension_of(&device)) }
    }

    pub fn at_extension(&self, extension: &str) -> Option<&str> {
        self.0.get(&extension.to_lowercase()).map(String::as_str)
    }
}

/// `201` of `pjsip/201` and of `201@pbx.example.com`.
fn extension_of(device: &str) -> &str {
    let name = device.rsplit('/').next().unwrap_or(device);
    name.split('@').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_is_found_by_its_name_or_its_extension_and_a_wire_by_its_name_only() {
        let table = AgentTable::new([
            ("201".to_owned(), "ewa".to_owned()),
            ("PJSIP/jan-desk".to_owned(), "jan".to_owned()),
            ("Local/300@home".to_owned(), "ola".to_owned()),
        ]);
        let expected = [
            ("PJSIP/201", Some("ewa")),
            ("sip/201", Some("ewa")),
            ("201@pbx.example.com", Some("ewa")),
            ("sofia/internal/201@10.0.0.1:5060", Some("ewa")),
            ("pjsip/JAN-desk", Some("jan")),
            ("Local/300@home", Some("ola")),
            ("Local/201@from-phones", None),
            ("PJSIP/2011", None),
            ("PJSIP/trunk", None),
            ("", None),
        ];
        for (device, login) in expected {
            assert_eq!(table.at_device(device), login, "{device}");
        }
    }
}
