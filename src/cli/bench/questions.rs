//! Random questions over an invented world: every option of a query, alone and together.

use super::world::{Dice, RARE_SERVICE, WORLD_NOW};
use crate::domain::outlet::OutletKind;
use crate::service::find_nearest_outlets::{OpenFilter, Query, TravelEstimate};
use crate::units::{KilometersPerHour, Meters, Seconds, Timestamp};

/// The window that all these questions and their answers stay in: setting out within two weeks, slowest
/// travel to the other side of the earth.
pub const QUESTIONS_FROM: Timestamp = Timestamp(WORLD_NOW.0 - 20 * 86_400_000);
pub const QUESTIONS_UNTIL: Timestamp = Timestamp(WORLD_NOW.0 + 70 * 86_400_000);

/// A question of any kind.
pub fn question(dice: &mut Dice) -> Query {
    Query {
        k: 1 + dice.below(12),
        services: services(dice),
        kinds: if dice.percent(20) { vec![dice.pick(OutletKind::ALL)] } else { Vec::new() },
        countries: if dice.percent(20) { vec![dice.pick(&["PL", "CZ", "XX"]).to_owned()] } else { Vec::new() },
        at: dice.percent(60).then(|| around_now(dice)),
        open: dice.pick(OpenFilter::ALL),
        stay_minutes: dice.pick(&[0, 0, 10, 90, 600]),
        max_distance: dice.percent(20).then(|| Meters(10f64.powf(3.0 + dice.share() * 4.0))),
        travel: travel(dice),
        excluded_limit: dice.pick(&[0, 5, 50, 1_000]),
        hide_planned: dice.percent(30),
        ..Query::around(dice.awkward_point())
    }
}

fn services(dice: &mut Dice) -> Vec<String> {
    let wanted: &[&str] = dice.pick(&[&[][..], &[], &["returns"], &["parking", "service"], &[RARE_SERVICE]]);
    wanted.iter().map(|&service| service.to_owned()).collect()
}

/// Within two weeks to both sides, to the minute or to the millisecond.
fn around_now(dice: &mut Dice) -> Timestamp {
    let shift = ((dice.share() * 2.0 - 1.0) * 14.0 * 86_400_000.0) as i64;
    let at = WORLD_NOW.0 + shift;
    Timestamp(if dice.percent(50) { at - at.rem_euclid(60_000) } else { at })
}

fn travel(dice: &mut Dice) -> TravelEstimate {
    let usual = TravelEstimate::default();
    match dice.below(4) {
        0 => TravelEstimate { fixed: Some(Seconds(dice.below(7_200) as i64)), ..usual },
        1 => TravelEstimate { speed: KilometersPerHour(200.0), detour: 1.0, fixed: None },
        _ => usual,
    }
}
