//! One line for an answer, in the order of its country.

use crate::geocoder::answer::{Components, Level};
use crate::geocoder::normalize::{Role, name_tokens};

/// `ul. Mickiewicza 14/16, 43-400 Cieszyn`, `Rudy 8, 47-430`, `Nowa Wieś, gmina, powiat, województwo`.
pub fn label(parts: &Components, level: Level) -> String {
    let town = joined(&[&parts.postcode, city_of(parts)], " ");
    match level {
        Level::Entrance | Level::Building | Level::Interpolated if parts.street.is_empty() => joined(
            &[&joined(&[city_of(parts), &parts.house_number], " "), &parts.postcode, &parts.commune_beside_city()],
            ", ",
        ),
        Level::Entrance | Level::Building | Level::Interpolated | Level::Street => {
            joined(&[&joined(&[&street_of(parts), &parts.house_number], " "), &town], ", ")
        }
        Level::Poi => joined(&[&parts.name, &town], ", "),
        Level::Postcode => town,
        _ => area_label(parts),
    }
}

fn area_label(parts: &Components) -> String {
    let mut names: Vec<&str> = vec![&parts.name];
    for name in [&parts.city, &parts.commune, &parts.county, &parts.region] {
        if !name.is_empty() && !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    joined(&names, ", ")
}

fn city_of(parts: &Components) -> &str {
    if parts.city.is_empty() { &parts.district } else { &parts.city }
}

/// Polish streets are shown with `ul.` unless their name says what they are.
fn street_of(parts: &Components) -> String {
    let says_itself = name_tokens(&parts.street).first().is_some_and(|token| token.role == Role::Street);
    let is_plain = parts.country == "PL" && !parts.street.is_empty() && !says_itself && parts.street != "Rynek";
    if is_plain { format!("ul. {}", parts.street) } else { parts.street.clone() }
}

impl Components {
    fn commune_beside_city(&self) -> String {
        if self.commune == self.city { String::new() } else { self.commune.clone() }
    }
}

fn joined(texts: &[&str], between: &str) -> String {
    let known: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    known.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(street: &str, number: &str, postcode: &str, city: &str, country: &str) -> Components {
        let text = str::to_owned;
        Components {
            street: text(street),
            house_number: text(number),
            postcode: text(postcode),
            city: text(city),
            country: text(country),
            ..Components::default()
        }
    }

    #[test]
    fn addresses_are_written_as_their_country_writes_them() {
        for (address, expected) in [
            (parts("Mickiewicza", "14/16", "43-400", "Cieszyn", "PL"), "ul. Mickiewicza 14/16, 43-400 Cieszyn"),
            (parts("aleja Pokoju", "7", "", "Kraków", "PL"), "aleja Pokoju 7, Kraków"),
            (parts("Hlavní", "1234/56", "110 00", "Praha", "CZ"), "Hlavní 1234/56, 110 00 Praha"),
            (parts("", "8", "47-430", "Rudy", "PL"), "Rudy 8, 47-430"),
        ] {
            assert_eq!(label(&address, Level::Building), expected);
        }
    }
}
