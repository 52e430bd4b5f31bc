//! From a point to what is there.

use super::fixture::{TOWNS, at};
use crate::geocoder::answer::Level;

#[test]
fn a_point_beside_a_house_is_that_house() {
    let found = &TOWNS.reverse(at(18.63011, 49.75121), 1).candidates[0];
    assert_eq!(found.label, "ul. Adama Mickiewicza 14/16, 43-400 Cieszyn");
    assert!(found.radius.0 < 5.0 && found.confidence > 0.9);
}

#[test]
fn a_point_on_a_street_without_houses_is_that_street() {
    let found = &TOWNS.reverse(at(18.6290, 49.7511), 1).candidates[0];
    assert_eq!((found.level, found.components.street.as_str()), (Level::Street, "Zamkowa"));
}

#[test]
fn a_point_in_the_fields_is_its_settlement_and_one_in_the_sea_is_nothing() {
    assert_eq!(TOWNS.reverse(at(18.70, 49.91), 1).candidates[0].components.city, "Nowa Wieś");
    assert!(TOWNS.reverse(at(0.0, 0.0), 1).candidates.is_empty());
}
