use super::*;

fn check(text: &str, region: &str, expected: &str) {
    assert_eq!(parse(text, region).map(|number| number.to_string()).as_deref(), Ok(expected), "{text} in {region}");
}

#[test]
fn one_number_written_in_many_ways_is_one_number() {
    for text in [
        "+48 601 100 201",
        "0048601100201",
        "601-100-201",
        "601 100 201",
        "48601100201",
        "tel:+48-601-100-201",
        "(601) 100 201",
        "+48 (0) 601 100 201",
        "00 48 601.100.201",
        "tel. 601 100 201",
        "sip:601100201@pbx.example",
        "\"Anna\" <sip:+48601100201@10.0.0.1;user=phone>",
        "＋４８ ６０１ １００ ２０１",
        "٠٠٤٨٦٠١١٠٠٢٠١",
    ] {
        check(text, "PL", "+48601100201");
    }
}

#[test]
fn an_extension_is_kept_apart_from_the_number() {
    for text in [
        "601100201 wew. 12",
        "601100201 w. 12",
        "601 100 201 wewn 12",
        "601100201 linka 12",
        "601100201 kl. 12",
        "601100201x12",
        "601100201 ext. 12",
        "601100201#12",
        "601100201,12",
        "tel:+48601100201;ext=12",
    ] {
        check(text, "PL", "+48601100201;ext=12");
    }
}

#[test]
fn a_number_is_read_in_the_country_in_which_it_is_dialled() {
    check("777 000 111", "CZ", "+420777000111");
    check("0171 1234567", "DE", "+491711234567");
    check("01 41 30 30 30", "FR", "+33141303030");
    check("06 698 1234", "IT", "+39066981234");
    check("020 7031 3000", "GB", "+442070313000");
    check("8 (495) 123-45-67", "RU", "+74951234567");
    check("011 15-2345-6789", "AR", "+5491123456789");
}

#[test]
fn a_withheld_number_is_not_an_unreadable_one() {
    for text in ["", "anonymous", "Restricted", "sip:anonymous@anonymous.invalid", "Numer zastrzeżony", "Skryté číslo"]
    {
        assert_eq!(caller(text, "PL"), CallerNumber::Withheld, "{text}");
    }
    for text in ["Anna Nowak", "12", "999999999999999999999999999", "Warszawa ul. Marszałkowska 104"] {
        assert_eq!(caller(text, "PL"), CallerNumber::Unreadable, "{text}");
    }
}

#[test]
fn what_is_no_number_says_what_to_write() {
    assert_eq!(parse("kasa", "PL"), Err(PhoneError::NoDigits));
    assert_eq!(parse("1", "PL"), Err(PhoneError::NotANumber));
    assert_eq!(parse(&"9".repeat(10_000), "PL"), Err(PhoneError::NotANumber));
}

#[test]
fn a_number_of_a_shape_that_nobody_gives_out_is_kept_but_marked() {
    let number = parse("+48 012 345 678 9", "PL").expect("it has digits");
    assert!(!number.valid);
}

#[test]
fn numbers_are_shown_in_the_groups_of_their_country() {
    for (e164, shown) in [
        ("+48601100201", "+48 601 100 201"),
        ("+48226281234", "+48 22 628 12 34"),
        ("+420777000111", "+420 777 000 111"),
        ("+421903123456", "+421 903 123 456"),
        ("+33141303030", "+33 1 41 30 30 30"),
        ("+97122345678", "+971 223 456 78"),
    ] {
        let number = parse(e164, "").expect("a number in full");
        assert_eq!(international(&number), shown);
    }
}
