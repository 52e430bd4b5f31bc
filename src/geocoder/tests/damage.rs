//! Files that are not what they should be.

use super::fixture::{index_of, records};
use crate::geo::LonLat;
use crate::geocoder::query::{Options, TextQuery};
use crate::geocoder::{Geocoder, GeocoderError, Index};
use std::sync::Arc;

#[test]
fn the_same_records_give_the_same_file() {
    assert_eq!(index_of(records()), index_of(records()));
}

#[test]
fn a_file_of_nothing_is_an_index_that_knows_nothing() {
    let index = Index::from_bytes(index_of(Vec::new())).expect("an empty index");
    let geocoder = Geocoder::new(vec![Arc::new(index)]);
    assert!(geocoder.forward(&TextQuery { text: "Cieszyn", ..TextQuery::default() }).candidates.is_empty());
}

#[test]
fn what_is_no_index_is_refused_and_so_is_one_that_is_cut_off() {
    assert!(matches!(Index::from_bytes(b"PMTiles".to_vec()), Err(GeocoderError::NotAnIndex)));
    let whole = index_of(records());
    for end in (0..whole.len()).step_by(97) {
        assert!(Index::from_bytes(whole[..end].to_vec()).is_err(), "{end} bytes");
    }
}

#[test]
fn a_changed_byte_is_noticed() {
    let whole = index_of(records());
    for at in (0..whole.len()).step_by(211) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        assert!(Index::from_bytes(damaged).is_err(), "byte {at}");
    }
}

#[test]
fn damage_past_the_checksum_is_refused_or_does_no_harm() {
    let whole = index_of(records());
    for at in (0..whole.len()).step_by(61) {
        let mut damaged = whole.clone();
        damaged[at] = damaged[at].wrapping_add(0x81);
        let Ok(index) = Index::from_unsealed_bytes(damaged) else { continue };
        let geocoder = Geocoder::new(vec![Arc::new(index)]);
        for (text, unfinished) in [("Mickiewicza 14, Cieszyn", false), ("mikciewicza 1", true), ("k", true)] {
            let _ = geocoder.forward(&TextQuery { text, options: Options::default(), unfinished });
        }
        let _ = geocoder.reverse(LonLat::new(18.63, 49.75).expect("valid"), 3);
    }
}
