//! Values of kinds, statuses and trade classes in the words of four languages.

use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{OutletKind, OutletStatus};
use crate::tabular::columns::fold_words;

const KINDS: &[(OutletKind, &[&str])] = &[
    (OutletKind::Store, &["sklep", "salon", "market", "prodejna", "obchod", "laden", "geschaft", "filiale", "shop"]),
    (OutletKind::Branch, &["oddzial", "filia", "biuro", "placowka", "pobocka", "kancelar", "niederlassung", "office"]),
    (
        OutletKind::ServicePoint,
        &["serwis", "punkt serwisowy", "servis", "servisni misto", "werkstatt", "service point"],
    ),
    (OutletKind::PickupPoint, &["punkt odbioru", "odbior", "vydejni misto", "vydejna", "abholpunkt", "abholstation"]),
    (OutletKind::ParcelLocker, &["automat", "automat paczkowy", "paczkomat", "box", "vydejni box", "packstation"]),
    (OutletKind::Showroom, &["salon wystawowy", "ekspozycja", "vzorkovna", "ausstellung"]),
    (OutletKind::Warehouse, &["magazyn", "sklad", "lager", "hurtownia", "velkoobchod"]),
];

const STATUSES: &[(OutletStatus, &[&str])] = &[
    (OutletStatus::Planned, &["planowany", "w przygotowaniu", "planovany", "v priprave", "geplant"]),
    (
        OutletStatus::Active,
        &["aktywny", "czynny", "otwarty", "aktivni", "otevreno", "v provozu", "aktiv", "open", "tak"],
    ),
    (
        OutletStatus::TemporarilyClosed,
        &[
            "tymczasowo zamkniety",
            "remont",
            "docasne zavreno",
            "rekonstrukce",
            "vorubergehend geschlossen",
            "temporarily closed",
        ],
    ),
    (OutletStatus::Closed, &["zamkniety", "zlikwidowany", "nieczynny", "zruseno", "zavreno", "geschlossen", "nie"]),
];

const TRADE_CLASSES: &[(TradeClass, &[&str])] = &[
    (TradeClass::Retail, &["handel", "sklep", "maloobchod", "einzelhandel", "shop"]),
    (TradeClass::OwnerServes, &["wlasciciel", "ajent", "franczyza", "owner serves"]),
    (TradeClass::PetrolStation, &["stacja paliw", "cerpaci stanice", "tankstelle", "petrol station"]),
    (TradeClass::Pharmacy, &["apteka", "lekarna", "apotheke"]),
    (TradeClass::RailwayStation, &["dworzec", "nadrazi", "bahnhof", "railway station"]),
    (TradeClass::NotRetail, &["uslugi", "biuro", "sluzby", "not retail"]),
];

/// A kind by its code or in words; the error lists the codes.
pub fn kind(word: &str) -> Result<OutletKind, String> {
    read(word, OutletKind::from_code, KINDS)
        .ok_or_else(|| use_one_of(word, OutletKind::ALL.iter().map(|kind| kind.code())))
}

pub fn status(word: &str) -> Result<OutletStatus, String> {
    read(word, OutletStatus::from_code, STATUSES)
        .ok_or_else(|| use_one_of(word, OutletStatus::ALL.iter().map(|status| status.code())))
}

pub fn trade_class(word: &str) -> Result<TradeClass, String> {
    read(word, TradeClass::from_code, TRADE_CLASSES)
        .ok_or_else(|| use_one_of(word, TradeClass::ALL.iter().map(|class| class.code())))
}

fn read<T: Copy>(word: &str, from_code: fn(&str) -> Option<T>, table: &[(T, &[&str])]) -> Option<T> {
    let folded = fold_words(word);
    from_code(&folded.replace(' ', "_"))
        .or_else(|| table.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(value, _)| *value))
}

fn use_one_of<'a>(word: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let shown: String = word.chars().take(40).collect();
    format!("\"{shown}\" is not known here: use one of {}", codes.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_four_languages_are_understood() {
        assert_eq!(kind("Sklep"), Ok(OutletKind::Store));
        assert_eq!(kind("PICKUP_POINT"), Ok(OutletKind::PickupPoint));
        assert_eq!(kind("Výdejní místo"), Ok(OutletKind::PickupPoint));
        assert_eq!(status("dočasně zavřeno"), Ok(OutletStatus::TemporarilyClosed));
        assert_eq!(trade_class("Stacja paliw"), Ok(TradeClass::PetrolStation));
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        let message = kind("zamek").expect_err("not a kind");
        assert!(message.contains("\"zamek\"") && message.contains("store, branch"), "{message}");
    }
}
