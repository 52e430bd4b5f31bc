//! What people call the columns, in Polish, Czech, German and English, and what their cells look like.
//! Names are folded (lower case, no diacritics, one blank between words), with `|` between them.

use super::countries::looks_like_country;
use super::regions::looks_like_region;
use crate::geo::coordinates::{parse_latitude, parse_longitude, parse_pair};
use crate::tabular::columns::FieldHints;

const fn named(field: &'static str, names: &'static str) -> FieldHints {
    FieldHints { field, names, looks: None, telling: false }
}

const fn looking(field: &'static str, names: &'static str, looks: fn(&str) -> bool) -> FieldHints {
    FieldHints { field, names, looks: Some(looks), telling: false }
}

/// Cells so typical that they need no name.
const fn telling(field: &'static str, names: &'static str, looks: fn(&str) -> bool) -> FieldHints {
    FieldHints { field, names, looks: Some(looks), telling: true }
}

/// The vocabulary of the proposal. Earlier fields win ties.
pub const HINTS: &[FieldHints] = &[
    named(
        "code",
        "code|kod|id|symbol|kod oddzialu|kod sklepu|kod punktu|kod placowki|nr oddzialu|nr sklepu|\
         numer sklepu|numer oddzialu|kod prodejny|kod pobocky|cislo prodejny|cislo pobocky|filialnummer|\
         filial nr|filialcode|outlet code|store code|branch code|store id|branch id|outlet id|\
         store number|ref",
    ),
    named(
        "name",
        "name|nazwa|nazev|jmeno|bezeichnung|nazwa oddzialu|nazwa sklepu|nazwa punktu|nazev prodejny|\
         nazev pobocky|filialname|outlet name|store name|branch name|outlet|oddzial|sklep|placowka|\
         pobocka|prodejna|filiale|store|branch",
    ),
    named("kind", "kind|type|typ|rodzaj|druh|art|rodzaj placowki|typ punktu|typ pobocky"),
    named("status", "status|stan|stav|zustand"),
    looking(
        "lon",
        "lon|lng|long|longitude|geometry lon|dlugosc geograficzna|dl geogr|dl geograficzna|dlugosc|\
         zemepisna delka|zem delka|delka|langengrad|geogr lange|geographische lange|gps lon|gps lng|x|\
         wspolrzedna x|wgs84 lon",
        |cell| parse_longitude(cell).is_some_and(|degrees| degrees.abs() <= 180.0),
    ),
    looking(
        "lat",
        "lat|latitude|geometry lat|szerokosc geograficzna|szer geogr|szerokosc|zemepisna sirka|zem sirka|\
         sirka|breitengrad|geogr breite|geographische breite|gps lat|y|wspolrzedna y|wgs84 lat",
        |cell| parse_latitude(cell).is_some_and(|degrees| degrees.abs() <= 90.0),
    ),
    telling(
        "point",
        "point|coordinates|wspolrzedne|wspolrzedne gps|wspolrzedne geograficzne|souradnice|gps souradnice|\
         gps|koordinaten|lat lon|lat lng|latlng|lokalizacja|poloha|location",
        |cell| parse_pair(cell).is_some(),
    ),
    named(
        "street",
        "street|ulica|ulice|strasse|str|adres|adresa|address|anschrift|ulica i numer|ulica i nr|ulica nr|\
         ulice a cislo|strasse und hausnummer|strasse nr|street address|address line 1|addr street",
    ),
    named(
        "house_number",
        "house number|nr domu|numer domu|nr budynku|numer budynku|cislo popisne|cislo domovni|cislo domu|\
         c p|cp|hausnummer|hausnr|addr housenumber",
    ),
    named("postcode", "postcode|postal code|post code|zip|zip code|kod pocztowy|psc|postleitzahl|plz"),
    telling("postcode", "", looks_like_postcode),
    named("city", "city|town|miasto|miejscowosc|mesto|obec|ort|stadt|locality|addr city"),
    looking("region", "region|wojewodztwo|kraj|bundesland|land|state|province", looks_like_region),
    looking("country", "country|country code|panstwo|kraj|kod kraju|zeme|stat|kod zeme|staat|land", looks_like_country),
    named("time_zone", "time zone|timezone|tz|strefa czasowa|casove pasmo|zeitzone"),
    named(
        "opening_hours",
        "opening hours|hours|business hours|godziny otwarcia|godz otwarcia|godziny|czynne|otwarte|\
         oteviraci doba|oteviraci hodiny|otevreno|offnungszeiten|offnungszeit",
    ),
    telling("opening_hours", "", looks_like_hours),
    named("overrides", "overrides|special hours|special days|wyjatki|dni specjalne|vyjimky|ausnahmen"),
    named("trade_class", "trade class|klasa handlu|rodzaj handlu"),
    named(
        "floor_area_m2",
        "floor area m2|floor area|area|area m2|sales area|powierzchnia|powierzchnia m2|pow m2|metraz|\
         plocha|plocha m2|prodejni plocha|flache|verkaufsflache",
    ),
    named("services", "services|uslugi|sluzby|leistungen|dienstleistungen"),
    named("products", "products|produkty|asortyment|sortiment|vyrobky|produkte"),
    named("promotions", "promotions|promocje|akce|aktionen"),
    looking(
        "phone",
        "phone|phone number|telephone|telefon|tel|nr telefonu|nr tel|numer telefonu|telefonni cislo|\
         telefonnummer|mobile|mobil",
        looks_like_phone,
    ),
    telling("email", "email|e mail|mail|adres email|adres e mail", |cell| {
        cell.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !cell.contains(' '))
    }),
    telling("website", "website|www|web|url|strona|strona www|strona internetowa|webseite", |cell| {
        cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.")
    }),
];

/// `00-184` or `110 00`; five digits alone say nothing.
fn looks_like_postcode(cell: &str) -> bool {
    let form: String = cell.trim().chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    matches!(form.as_str(), "99-999" | "999 99")
}

/// A time with minutes or a whole day named, next to letters: `pn-pt 8:00-16:00`, `24/7`.
fn looks_like_hours(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let is_time = |window: &[u8]| {
        window[0].is_ascii_digit()
            && (window[1] == b':' || window[1] == b'.')
            && window[2].is_ascii_digit()
            && window[3].is_ascii_digit()
    };
    let times = bytes.windows(4).filter(|window| is_time(window)).count();
    cell.trim() == "24/7" || (times >= 2 && cell.contains(char::is_alphabetic) && !cell.contains('°'))
}

/// Nine digits or more and little else.
fn looks_like_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (7..=20).contains(&digits) && cell.len() <= digits * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::outlet_columns::OutletField;
    use crate::tabular::columns::{fold_words, propose_columns};

    fn propose(header: &str, row: &str) -> String {
        let split = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
        let proposed = propose_columns(&split(header), &[split(row)], HINTS);
        let names: Vec<String> = proposed.iter().map(|each| format!("{}={}", each.column, each.field)).collect();
        names.join(" ")
    }

    #[test]
    fn every_name_is_folded_and_every_field_exists() {
        for hint in HINTS {
            assert!(OutletField::from_code(hint.field).is_some(), "{}", hint.field);
            for name in hint.names.split('|').filter(|name| !name.is_empty()) {
                assert_eq!(fold_words(name), name);
            }
        }
    }

    #[test]
    fn headers_of_four_languages_are_mapped() {
        for (header, row, expected) in [
            (
                "Kod;Nazwa;Ulica;Kod pocztowy;Miasto;Szer. geogr.;Dł. geogr.;Godziny otwarcia;Telefon",
                "W1;Śródmieście;Długa 1;00-184;Warszawa;52,2297;21,0122;pn-pt 8-16;601 100 201",
                "0=code 1=name 2=street 3=postcode 4=city 5=lat 6=lon 7=opening_hours 8=phone",
            ),
            (
                "Číslo pobočky;Název;Ulice;č.p.;PSČ;Obec;Kraj;Zeměpisná šířka;Zeměpisná délka;Otevírací doba",
                "P1;Centrum;Dlouhá;5;110 00;Praha;Praha;50.08;14.43;Po-Pá 8-16",
                "0=code 1=name 2=street 3=house_number 4=postcode 5=city 6=region 7=lat 8=lon 9=opening_hours",
            ),
            (
                "Filialnummer;Bezeichnung;Straße;PLZ;Ort;Land;Breitengrad;Längengrad;Öffnungszeiten;E-Mail",
                "N1;Mitte;Turmstr. 1;17033;Neubrandenburg;Deutschland;53.55;13.26;Mo-Fr 8-16;a@b.de",
                "0=code 1=name 2=street 3=postcode 4=city 5=country 6=lat 7=lon 8=opening_hours 9=email",
            ),
            ("id;store;kraj;y;x;uwagi", "A;B;Polska;52.1;21.0;nic", "0=code 1=name 2=country 3=lat 4=lon"),
        ] {
            assert_eq!(propose(header, row), expected, "{header}");
        }
    }

    #[test]
    fn cells_tell_what_the_header_does_not() {
        assert_eq!(
            propose("a;b;c;d", "52.2297, 21.0122;pn-pt 8:00-16:00;x@y.pl;00-184"),
            "0=point 1=opening_hours 2=email 3=postcode"
        );
    }
}
