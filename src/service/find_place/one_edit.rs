//! Whether two words are one slip of the finger apart.

/// True when `one` becomes `other` by at most one letter left out, put in, changed or swapped with the next.
/// Linear in the length; both are ASCII.
pub(super) fn is_one_edit(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    let swapped = short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
    short.is_empty() || short[1..] == long[1..] || swapped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The slow twin: every text that one edit makes.
    fn reaches(one: &str, other: &str) -> bool {
        let letters: Vec<char> = one.chars().collect();
        let text = |letters: Vec<char>| letters.into_iter().collect::<String>();
        let mut made = vec![one.to_owned()];
        for at in 0..=letters.len() {
            for letter in 'a'..='c' {
                let mut longer = letters.clone();
                longer.insert(at, letter);
                made.push(text(longer));
                if at < letters.len() {
                    let mut changed = letters.clone();
                    changed[at] = letter;
                    made.push(text(changed));
                }
            }
            if at < letters.len() {
                let mut shorter = letters.clone();
                shorter.remove(at);
                made.push(text(shorter));
            }
            if at + 1 < letters.len() {
                let mut swapped = letters.clone();
                swapped.swap(at, at + 1);
                made.push(text(swapped));
            }
        }
        made.iter().any(|text| text == other)
    }

    proptest! {
        #[test]
        fn the_answer_is_that_of_trying_every_edit(one in "[a-c]{0,5}", other in "[a-c]{0,5}") {
            prop_assert_eq!(is_one_edit(&one, &other), reaches(&one, &other));
        }
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for near in ["cieszyn", "cieszn", "cieeszyn", "cieszym", "ceiszyn"] {
            assert!(is_one_edit(near, "cieszyn"), "{near}");
        }
        assert!(!is_one_edit("cezyn", "cieszyn"));
    }
}
