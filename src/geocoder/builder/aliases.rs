//! What settlements are called besides what maps say, from `aliases.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Country and name in the language of the country, and the other names.
static ALIASES: LazyLock<HashMap<&str, HashMap<&str, Vec<&str>>>> = LazyLock::new(|| {
    let mut aliases: HashMap<_, HashMap<_, _>> = HashMap::new();
    for line in include_str!("aliases.csv").lines().skip(1).filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(';').collect();
        if let [country, name, also] = cells[..] {
            aliases.entry(country).or_default().insert(name, also.split('|').collect());
        }
    }
    aliases
});

/// Empty for most. `country` is ISO 3166-1 alpha-2.
pub fn aliases_of(country: &str, name: &str) -> &'static [&'static str] {
    ALIASES.get(country).and_then(|names| names.get(name)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teschen_is_on_both_banks() {
        assert!(aliases_of("PL", "Cieszyn").contains(&"Teschen"));
        assert!(aliases_of("CZ", "Český Těšín").contains(&"Teschen"));
        assert!(aliases_of("PL", "Rudy").is_empty());
    }
}
