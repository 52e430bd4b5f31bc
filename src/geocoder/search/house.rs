//! The house number of a question, held against the houses of one street.
//!
//! A number that is there but for its letter, its leading letters or its kind (a Czech number of registration) is told
//! as coarser than asked; one that is not there leaves the street.

use super::asked::HouseReading;
use super::found::{Found, Thing};
use super::weigh::Scale;
use crate::geocoder::answer::Level;
use crate::geocoder::index::{AddressRow, NONE, exactness_of};
use crate::geocoder::normalize::{Likeness, house_lead, likeness};
use crate::geocoder::record::AddressPoint;

/// A house number that the street does not have.
pub const MISSING_NUMBER_COST: f32 = 0.8;

impl Scale<'_> {
    /// The house of the street that the question names; else the street, and that the number is missing.
    pub fn number(&self, found: &mut Found, street: u32) {
        let readings = self.asked.houses.iter().filter(|reading| reading.own & found.words == 0);
        let mut best: Option<(f32, u32, Likeness, &HouseReading)> = None;
        let mut asked_number = None;
        for reading in readings {
            asked_number = asked_number.or(Some(reading));
            if let Some((address, likeness)) = self.house(street, reading, found) {
                let cost = cost_of(likeness);
                if best.is_none_or(|(known, ..)| cost < known) {
                    best = Some((cost, address, likeness, reading));
                }
            }
        }
        match (best, asked_number) {
            (Some((cost, address, likeness, reading)), _) => {
                found.cost += cost;
                found.words |= reading.words;
                self.take_house(found, address, likeness, reading);
            }
            (None, Some(reading)) => {
                found.missing_number = Some(reading.text.clone());
                found.words |= reading.words;
                found.cost += MISSING_NUMBER_COST;
            }
            (None, None) => {}
        }
    }

    fn take_house(&self, found: &mut Found, address: u32, likeness: Likeness, reading: &HouseReading) {
        let house = self.index.addresses().get(address).unwrap_or_default();
        found.thing = Thing::Address(address);
        found.level = level_of_house(&house);
        found.other_letter = likeness == Likeness::OtherLetter;
        if !found.other_letter && !house_lead(self.index.text(house.number)).is_empty() {
            found.words |= reading.lead;
        }
        found.spot = (house.lon, house.lat);
        found.radius = if found.level == Level::Interpolated { 60 } else { 15 };
        found.district = found.district.or(Some(house.district).filter(|place| *place != NONE));
    }

    fn house(&self, street: u32, reading: &HouseReading, found: &Found) -> Option<(u32, Likeness)> {
        // Of equals the one whose leading letters were said, then one in the part of the town that was named.
        let mut best: Option<(Likeness, bool, bool, u32)> = None;
        let table = self.index.numbers();
        let of_street = self.index.numbers_of(street);
        let mut numbers: Vec<u32> = reading.parts.iter().map(|part| part.number).collect();
        numbers.dedup();
        for number in numbers {
            let begin = table.partition_within(of_street.clone(), |row| row.number < number);
            for row in table.range(begin, of_street.end).take_while(|row| row.number == number) {
                let house = self.index.addresses().get(row.address).unwrap_or_default();
                let (own, of_street) = (self.index.text(house.number), self.index.text(house.street_number));
                let elsewhere = found.district.is_some_and(|part| house.district != NONE && house.district != part);
                let is_other = (house.provisional == 1) != reading.provisional || self.is_led_otherwise(reading, own);
                let alike = likeness(&reading.parts, own, of_street);
                let alike = alike.map(|alike| if is_other { Likeness::OtherLetter } else { alike });
                let is_unled = reading.lead != 0 && house_lead(own).is_empty();
                let alike = alike.map(|alike| (alike, is_unled, elsewhere, row.address));
                best = [best, alike].into_iter().flatten().min();
            }
        }
        best.map(|(alike, _, _, address)| (address, alike))
    }

    /// Whether letters stand in front of the known number that were not said: `WH 3` is not house 3.
    fn is_led_otherwise(&self, reading: &HouseReading, known: &str) -> bool {
        let lead = house_lead(known);
        !lead.is_empty() && lead != self.asked.lead_of(reading)
    }
}

fn cost_of(likeness: Likeness) -> f32 {
    match likeness {
        Likeness::Same => 0.0,
        Likeness::Part => 0.1,
        Likeness::Less => 0.2,
        Likeness::OtherLetter => 0.5,
    }
}

pub fn level_of_house(house: &AddressRow) -> Level {
    match exactness_of(house.exactness) {
        AddressPoint::Entrance => Level::Entrance,
        AddressPoint::Building => Level::Building,
        AddressPoint::Interpolated => Level::Interpolated,
    }
}
