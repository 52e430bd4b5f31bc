//! The numbers that written digits can mean, the likeliest first.

use super::PhoneNumber;
use super::plan::{self, Plan};
use super::written::Written;

/// ITU-T E.164: fifteen digits with the code of the country.
const E164_DIGITS_MAX: usize = 15;

/// Shorter ones are internal or emergency numbers, which nobody is looked up by.
const NATIONAL_DIGITS_MIN: usize = 3;

/// The prefix for calls abroad that ITU-T E.123 recommends; people who moved write it everywhere.
const COMMON_INTERNATIONAL_PREFIX: &str = "00";

/// In the order of likelihood; the same number may come twice.
pub fn of(written: &Written, region: &str) -> Vec<PhoneNumber> {
    let (digits, home) = (written.digits.as_str(), plan::of_region(region));
    let after_prefix = home.and_then(|home| home.after_international_prefix(digits));
    let mut readings = Vec::new();
    if written.international {
        readings.extend(abroad(digits));
        readings.extend(after_prefix.into_iter().flat_map(abroad));
        return readings;
    }
    readings.extend(after_prefix.into_iter().flat_map(abroad));
    readings.extend(home.into_iter().flat_map(|home| national(&[home], digits)));
    let common = digits.strip_prefix(COMMON_INTERNATIONAL_PREFIX);
    readings.extend(common.into_iter().flat_map(abroad));
    readings.extend(without_its_plus(digits, home));
    readings
}

/// Digits that begin with the code of a country, whether or not anybody said so: of home, or of anywhere if the shape
/// is right.
fn without_its_plus(digits: &str, home: Option<&Plan>) -> Vec<PhoneNumber> {
    let of_home = home.is_some_and(|home| digits.starts_with(&home.country_code));
    abroad(digits).into_iter().filter(|number| of_home || number.valid).collect()
}

fn abroad(digits: &str) -> Vec<PhoneNumber> {
    plan::of_digits(digits).map(|(plans, rest)| national(&plans, rest)).unwrap_or_default()
}

/// Readings of a national number under plans that share a code: with and without the prefix for calls at home.
fn national(plans: &[&Plan], national: &str) -> Vec<PhoneNumber> {
    let main = plans[0];
    let stripped = main.without_national_prefix(national);
    let as_is = number(plans, national);
    let without = stripped.as_deref().and_then(|stripped| number(plans, stripped));
    // A prefix is cut off unless that spoils a number that was right.
    let spoilt = |without: &PhoneNumber| as_is.as_ref().is_some_and(|as_is| as_is.valid && !without.valid);
    let mut readings = match without {
        Some(without) if spoilt(&without) => vec![as_is, Some(without)],
        without => vec![without, as_is],
    };
    readings.retain(Option::is_some);
    readings.into_iter().flatten().collect()
}

fn number(plans: &[&Plan], national: &str) -> Option<PhoneNumber> {
    let code = &plans[0].country_code;
    let fits = (NATIONAL_DIGITS_MIN..=E164_DIGITS_MAX - code.len()).contains(&national.len());
    fits.then(|| PhoneNumber {
        e164: format!("+{code}{national}"),
        extension: None,
        valid: plans.iter().any(|plan| plan.has_shape(national)),
    })
}
