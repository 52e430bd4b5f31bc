//! What people call the columns, in Polish, Czech, German and English, and what their cells look like.
//! Names are folded (lower case, no diacritics, one blank between words), with `|` between them.

use super::values;
use crate::domain::contact_point::looks_like_email;
use crate::geo::coordinates::{parse_latitude, parse_longitude};
use crate::service::outlet_columns::looks_like_country;
use crate::tabular::columns::FieldHints;

const fn named(field: &'static str, names: &'static str) -> FieldHints {
    FieldHints { field, names, looks: None, telling: false }
}

const fn looking(field: &'static str, names: &'static str, looks: fn(&str) -> bool) -> FieldHints {
    FieldHints { field, names, looks: Some(looks), telling: false }
}

const fn telling(field: &'static str, names: &'static str, looks: fn(&str) -> bool) -> FieldHints {
    FieldHints { field, names, looks: Some(looks), telling: true }
}

/// The vocabulary of the proposal. Earlier fields win ties.
pub const HINTS: &[FieldHints] = &[
    named(
        "number",
        "number|numer|nr|id|kod|code|numer klienta|nr klienta|id klienta|kod klienta|cislo zakaznika|kod zakaznika|\
         id zakaznika|cislo klienta|kundennummer|kunden nr|customer number|customer no|customer id|client id|symbol",
    ),
    named(
        "name",
        "name|nazwa|nazev|jmeno a prijmeni|imie i nazwisko|imie nazwisko|nazwisko i imie|jmeno prijmeni|full name|\
         display name|klient|zakaznik|kunde|customer|client|customer name|nazwa klienta|nazev zakaznika|fn",
    ),
    named("given_name", "given name|first name|forename|imie|jmeno|krestni jmeno|vorname"),
    named("family_name", "family name|last name|surname|nazwisko|prijmeni|nachname|familienname"),
    named(
        "company",
        "company|company name|organization|organisation|org|firma|nazwa firmy|nazev firmy|spolecnost|spolka|\
         unternehmen|nazwa kontrahenta",
    ),
    named(
        "contact_name",
        "contact name|contact person|contact|osoba kontaktowa|osoba do kontaktu|kontaktni osoba|ansprechpartner",
    ),
    named("kind", "kind|type|typ|rodzaj|druh|typ klienta|rodzaj klienta|typ zakaznika|customer type|kundentyp"),
    telling(
        "phone",
        "phone|phone number|telephone|tel|telefon|nr telefonu|numer telefonu|telefon 1|phone 1|telefonni cislo|\
         telefonnummer|rufnummer|telefon kontaktowy",
        values::looks_like_phone,
    ),
    looking(
        "phone_2",
        "phone 2|telefon 2|mobile|mobile phone|cell|komorka|telefon komorkowy|kom|mobil|mobilni telefon|handy|\
         drugi telefon|other phone",
        values::looks_like_phone,
    ),
    looking("phone_3", "phone 3|telefon 3|work phone|telefon sluzbowy|sluzebni telefon", values::looks_like_phone),
    looking("fax", "fax|faks|telefax|nr faksu", values::looks_like_phone),
    telling(
        "email",
        "email|e mail|mail|adres e mail|adres email|poczta|email 1|e mail 1|email address|emailova adresa|elektronicka posta",
        looks_like_email,
    ),
    looking("email_2", "email 2|e mail 2|drugi email|other email|druhy email", looks_like_email),
    named("address", "full address|caly adres|pelny adres|adres w jednej linii|cela adresa|address line"),
    named(
        "street",
        "street|ulica|ulice|strasse|str|adres|adresa|address|anschrift|ulica i numer|ulica i nr|ulica nr|\
         ulice a cislo|street address|address 1",
    ),
    named(
        "house_number",
        "house number|nr domu|numer domu|cislo domu|cislo popisne|hausnummer|nr budynku|nr domu i lokalu",
    ),
    named("postcode", "postcode|postal code|zip|zip code|kod pocztowy|psc|plz|postleitzahl|kod poczt"),
    named("city", "city|town|miasto|miejscowosc|mesto|obec|stadt|ort"),
    looking("country", "country|kraj|zeme|stat|land|country code|kod kraju|panstwo", looks_like_country),
    looking("lon", "lon|lng|long|longitude|dlugosc geograficzna|dl geogr|zemepisna delka|langengrad|x", |cell| {
        parse_longitude(cell).is_some_and(|degrees| degrees.abs() <= 180.0)
    }),
    looking("lat", "lat|latitude|szerokosc geograficzna|szer geogr|zemepisna sirka|breitengrad|y", |cell| {
        parse_latitude(cell).is_some_and(|degrees| degrees.abs() <= 90.0)
    }),
    looking("language", "language|lang|jezyk|jazyk|sprache|jezyk kontaktu", values::looks_like_language),
    named("segment", "segment|grupa|skupina|gruppe|customer group|grupa cenowa|kategoria|kategorie|category"),
    looking(
        "value_tier",
        "value tier|tier|status|poziom|uroven|klasa|ranga|vip|program|stupen",
        values::looks_like_tier,
    ),
    named("owner", "owner|opiekun|handlowiec|account manager|obchodnik|obchodni zastupce|betreuer|sales rep|rep"),
    named(
        "preferred_outlet",
        "preferred outlet|outlet|ulubiony sklep|preferowany oddzial|oddzial|sklep|oblibena prodejna|prodejna|pobocka|\
         filiale|store|branch",
    ),
    named("note", "note|notes|comment|comments|uwagi|uwaga|notatka|notatki|poznamka|poznamky|bemerkung|opis"),
    consent("consent_phone", "consent phone|zgoda telefon|zgoda na telefon|zgoda tel|souhlas telefon"),
    consent("consent_sms", "consent sms|zgoda sms|zgoda na sms|souhlas sms"),
    consent(
        "consent_email",
        "consent email|consent e mail|consent|zgoda email|zgoda e mail|zgoda na email|zgoda na e mail|zgoda|\
         zgoda marketingowa|souhlas email|souhlas e mail|souhlas|newsletter|marketing",
    ),
    consent("consent_letter", "consent letter|zgoda list|zgoda poczta|zgoda na listy|souhlas dopis|souhlas posta"),
    consent("consent_chat", "consent chat|zgoda chat|zgoda czat|souhlas chat"),
    named("consent_source", "consent source|zrodlo zgody|zdroj souhlasu"),
    named("consent_date", "consent date|data zgody|datum souhlasu"),
];

const fn consent(field: &'static str, names: &'static str) -> FieldHints {
    looking(field, names, values::looks_like_yes_or_no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::customer_columns::CustomerColumn;
    use crate::tabular::columns::propose_columns;

    fn proposed(header: &str, row: &str) -> Vec<&'static str> {
        let cells = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
        propose_columns(&cells(header), &[cells(row)], HINTS).into_iter().map(|each| each.field).collect()
    }

    #[test]
    fn every_hint_names_a_column() {
        for hint in HINTS {
            assert!(CustomerColumn::from_code(hint.field).is_some(), "{}", hint.field);
        }
    }

    #[test]
    fn headings_of_three_languages_are_understood() {
        for (header, row) in [
            (
                "Nr klienta;Imię;Nazwisko;Telefon;E-mail;Ulica;Kod pocztowy;Miasto",
                "K1;Anna;Nowak;601100201;a@b.pl;Długa 1;00-184;Łódź",
            ),
            (
                "Číslo zákazníka;Jméno;Příjmení;Telefon;E-mail;Ulice;PSČ;Město",
                "K1;Jana;Dvořáková;601100201;a@b.cz;Dlouhá 1;11000;Praha",
            ),
            (
                "Customer number;First name;Last name;Phone;Email;Street;Postcode;City",
                "K1;Ann;Lee;601100201;a@b.uk;Long 1;11000;York",
            ),
        ] {
            assert_eq!(
                proposed(header, row),
                ["number", "given_name", "family_name", "phone", "email", "street", "postcode", "city"],
                "{header}"
            );
        }
    }

    #[test]
    fn second_numbers_consents_and_notes_have_their_own_columns() {
        let header = "Nazwa firmy;Osoba kontaktowa;Tel.;Komórka;Zgoda e-mail;Opiekun;Uwagi;Język";
        let row = "Kowal sp. z o.o.;Jan Kos;22 123 45 67;601 100 201;tak;ewa;stały klient;pl";
        assert_eq!(
            proposed(header, row),
            ["company", "contact_name", "phone", "phone_2", "consent_email", "owner", "note", "language"]
        );
    }
}
