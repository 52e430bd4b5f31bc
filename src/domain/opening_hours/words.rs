//! Names of public holidays and of rules of trade law, for sentences in Polish, Czech and English.
//!
//! Codes are stable and go to the wire; names are for people. Holidays also carry the name used in
//! the country itself where its language is none of the three.

use super::{HolidayId, LegalRuleId};
use crate::domain::language::Language;

struct HolidayWords {
    code: &'static str,
    pl: &'static str,
    cs: &'static str,
    en: &'static str,
    /// German, for Germany and Austria; empty where neither keeps the day.
    de: &'static str,
    /// Slovak; empty where Slovakia does not keep the day.
    sk: &'static str,
}

macro_rules! holiday_words {
    ($($code:literal: $pl:literal, $cs:literal, $en:literal, $de:literal, $sk:literal;)+) => {
        &[$(HolidayWords { code: $code, pl: $pl, cs: $cs, en: $en, de: $de, sk: $sk }),+]
    };
}

const HOLIDAYS: &[HolidayWords] = holiday_words! {
    "public_holiday": "święto państwowe", "státní svátek", "public holiday", "", "";
    "new_year": "Nowy Rok", "Nový rok", "New Year's Day", "Neujahr", "";
    "epiphany": "Święto Trzech Króli", "Tři králové", "Epiphany", "Heilige Drei Könige", "Zjavenie Pána";
    "good_friday": "Wielki Piątek", "Velký pátek", "Good Friday", "Karfreitag", "Veľký piatok";
    "easter_sunday": "Wielkanoc", "neděle velikonoční", "Easter Sunday", "Ostersonntag", "";
    "easter_monday": "Poniedziałek Wielkanocny", "Velikonoční pondělí", "Easter Monday", "Ostermontag",
        "Veľkonočný pondelok";
    "labour_day": "Święto Pracy", "Svátek práce", "Labour Day", "Tag der Arbeit", "Sviatok práce";
    "pl_constitution_day": "Święto Konstytucji 3 Maja", "Den ústavy 3. května", "Constitution Day of 3 May", "", "";
    "pentecost": "Zielone Świątki", "svatodušní neděle", "Pentecost", "Pfingstsonntag", "";
    "corpus_christi": "Boże Ciało", "Boží tělo", "Corpus Christi", "Fronleichnam", "";
    "assumption": "Wniebowzięcie NMP", "Nanebevzetí Panny Marie", "Assumption of Mary", "Mariä Himmelfahrt", "";
    "all_saints": "Wszystkich Świętych", "Svátek všech svatých", "All Saints' Day", "Allerheiligen",
        "Sviatok Všetkých svätých";
    "pl_independence_day": "Święto Niepodległości", "Den nezávislosti Polska", "Independence Day", "", "";
    "pl_independence_centenary": "Święto setnej rocznicy niepodległości", "sté výročí nezávislosti Polska",
        "Centenary of Independence", "", "";
    "christmas_eve": "Wigilia", "Štědrý den", "Christmas Eve", "", "Štedrý deň";
    "christmas_day": "Boże Narodzenie", "1. svátek vánoční", "Christmas Day", "1. Weihnachtstag",
        "Prvý sviatok vianočný";
    "second_christmas_day": "drugi dzień Bożego Narodzenia", "2. svátek vánoční", "Second Day of Christmas",
        "2. Weihnachtstag", "Druhý sviatok vianočný";
    "cz_restoration_day": "Nowy Rok i Dzień Odnowienia Państwa Czeskiego",
        "Nový rok a Den obnovy samostatného českého státu", "New Year's Day and Restoration Day", "", "";
    "victory_day": "Dzień Zwycięstwa", "Den vítězství", "Victory Day", "", "Deň víťazstva nad fašizmom";
    "cyril_methodius": "Święto Cyryla i Metodego", "Den slovanských věrozvěstů Cyrila a Metoděje",
        "Saints Cyril and Methodius Day", "", "Sviatok svätého Cyrila a Metoda";
    "jan_hus": "Dzień Jana Husa", "Den upálení mistra Jana Husa", "Jan Hus Day", "", "";
    "cz_statehood_day": "Dzień Państwowości Czeskiej", "Den české státnosti", "Czech Statehood Day", "", "";
    "cz_independence_day": "Święto Niepodległości Czechosłowacji", "Den vzniku samostatného československého státu",
        "Czechoslovak Independence Day", "", "";
    "freedom_democracy_day": "Dzień Walki o Wolność i Demokrację", "Den boje za svobodu a demokracii",
        "Freedom and Democracy Day", "", "Deň boja za slobodu a demokraciu";
    "sk_republic_day": "Dzień Powstania Republiki Słowackiej", "Den vzniku Slovenské republiky",
        "Day of the Slovak Republic", "", "Deň vzniku Slovenskej republiky";
    "sk_uprising_day": "Rocznica Słowackiego Powstania Narodowego", "výročí Slovenského národního povstání",
        "Slovak National Uprising Day", "", "Výročie Slovenského národného povstania";
    "sk_constitution_day": "Dzień Konstytucji Słowacji", "Den Ústavy Slovenské republiky", "Slovak Constitution Day",
        "", "Deň Ústavy Slovenskej republiky";
    "our_lady_of_sorrows": "Matki Boskiej Bolesnej", "Panna Maria Sedmibolestná", "Our Lady of Sorrows", "",
        "Sedembolestná Panna Mária";
    "sk_martin_declaration": "setna rocznica Deklaracji z Martina", "sté výročí Martinské deklarace",
        "Centenary of the Martin Declaration", "", "Výročie Deklarácie slovenského národa";
    "ascension": "Wniebowstąpienie Pańskie", "Nanebevstoupení Páně", "Ascension Day", "Christi Himmelfahrt", "";
    "whit_monday": "Poniedziałek Zielonych Świątek", "svatodušní pondělí", "Whit Monday", "Pfingstmontag", "";
    "de_unity_day": "Dzień Jedności Niemiec", "Den německé jednoty", "German Unity Day", "Tag der Deutschen Einheit",
        "";
    "reformation_day": "Święto Reformacji", "Den reformace", "Reformation Day", "Reformationstag", "";
    "womens_day": "Dzień Kobiet", "Mezinárodní den žen", "Women's Day", "Internationaler Frauentag", "";
    "liberation_day": "Dzień Wyzwolenia", "Den osvobození", "Liberation Day", "Tag der Befreiung", "";
    "de_uprising_anniversary": "rocznica powstania z 17 czerwca 1953", "výročí povstání 17. června 1953",
        "Anniversary of the Uprising of 17 June 1953", "Jahrestag des Volksaufstandes", "";
    "childrens_day": "Dzień Dziecka", "Světový den dětí", "World Children's Day", "Weltkindertag", "";
    "repentance_day": "Dzień Pokuty i Modlitwy", "Den pokání a modliteb", "Day of Repentance", "Buß- und Bettag", "";
    "at_national_day": "Święto Narodowe Austrii", "rakouský státní svátek", "Austrian National Day",
        "Nationalfeiertag", "";
    "immaculate_conception": "Niepokalane Poczęcie NMP", "Neposkvrněné početí Panny Marie", "Immaculate Conception",
        "Mariä Empfängnis", "";
};

/// A holiday of a country whose names we do not know.
pub(super) const UNNAMED_HOLIDAY: HolidayId = holiday_of_code("public_holiday");

/// Runs while compiling: a rule without words does not build.
pub(super) const fn holiday_of_code(code: &str) -> HolidayId {
    let mut index = 0;
    while index < HOLIDAYS.len() {
        if same(HOLIDAYS[index].code.as_bytes(), code.as_bytes()) {
            return HolidayId(index as u16);
        }
        index += 1;
    }
    panic!("the holiday has no words")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

fn holiday_words(id: HolidayId) -> &'static HolidayWords {
    &HOLIDAYS[usize::from(id.0).min(HOLIDAYS.len() - 1)]
}

/// Stable word for the wire: `corpus_christi`.
pub fn holiday_code(id: HolidayId) -> &'static str {
    holiday_words(id).code
}

/// The holiday's name, as it stands inside a sentence: `Boże Ciało`.
pub fn holiday_name(id: HolidayId, language: Language) -> &'static str {
    let words = holiday_words(id);
    match language {
        Language::Polish => words.pl,
        Language::Czech => words.cs,
        Language::English => words.en,
    }
}

/// The name on the door in the country that keeps the day (`DE`: `Karfreitag`); English where we know none.
pub fn holiday_local_name(id: HolidayId, country: &str) -> &'static str {
    let words = holiday_words(id);
    let local = match country {
        "PL" => words.pl,
        "CZ" => words.cs,
        "DE" | "AT" => words.de,
        "SK" => words.sk,
        _ => "",
    };
    if local.is_empty() { words.en } else { local }
}

struct RuleWords {
    code: &'static str,
    pl: &'static str,
    cs: &'static str,
    en: &'static str,
}

macro_rules! legal_rules {
    ($($name:ident, $code:literal: $pl:literal, $cs:literal, $en:literal;)+) => {
        const RULES: &[RuleWords] = &[$(RuleWords { code: $code, pl: $pl, cs: $cs, en: $en }),+];
        #[allow(non_camel_case_types, reason = "the variants are named as the constants they number")]
        enum Position { $($name),+ }
        $(pub const $name: LegalRuleId = LegalRuleId(Position::$name as u16);)+
    };
}

legal_rules! {
    PL_NON_TRADING_SUNDAY, "pl_non_trading_sunday":
        "niedziela niehandlowa (ustawa z 10.01.2018)",
        "neděle se zákazem prodeje (polský zákon z 10. 1. 2018)",
        "non-trading Sunday (Polish act of 10 January 2018)";
    PL_PUBLIC_HOLIDAY, "pl_public_holiday":
        "zakaz handlu w święto (ustawa z 10.01.2018)",
        "zákaz prodeje o svátku (polský zákon z 10. 1. 2018)",
        "no trade on public holidays (Polish act of 10 January 2018)";
    PL_EARLY_CLOSING, "pl_early_closing":
        "handel tylko do 14:00 (ustawa z 10.01.2018)",
        "prodej jen do 14:00 (polský zákon z 10. 1. 2018)",
        "trade only until 14:00 (Polish act of 10 January 2018)";
    CZ_223_2016, "cz_223_2016":
        "zakaz sprzedaży w sklepach ponad 200 m² (czeska ustawa 223/2016)",
        "zákaz prodeje v prodejnách nad 200 m² (zákon č. 223/2016 Sb.)",
        "no sale in shops over 200 m² (Czech act 223/2016)";
    CZ_223_2016_AREA_UNKNOWN, "cz_223_2016_area_unknown":
        "możliwy zakaz sprzedaży: nieznana powierzchnia (czeska ustawa 223/2016)",
        "možný zákaz prodeje: neznámá prodejní plocha (zákon č. 223/2016 Sb.)",
        "perhaps closed by law: floor area unknown (Czech act 223/2016)";
    CZ_223_2016_SECOND_HAND, "cz_223_2016_second_hand":
        "zakaz sprzedaży i skupu (czeska ustawa 223/2016, § 2)",
        "zákaz prodeje a výkupu (zákon č. 223/2016 Sb., § 2)",
        "no sale or purchase of used goods (Czech act 223/2016, § 2)";
    DE_LADENSCHLUSS, "de_ladenschluss":
        "zamknięte w niedziele i święta (niemieckie prawo o godzinach handlu)",
        "zavřeno o nedělích a svátcích (německý zákon o prodejní době)",
        "shops closed on Sundays and holidays (German shop-closing law)";
    DE_CHRISTMAS_EVE, "de_christmas_eve":
        "handel tylko do 14:00 (niemieckie prawo o godzinach handlu)",
        "prodej jen do 14:00 (německý zákon o prodejní době)",
        "trade only until 14:00 (German shop-closing law)";
}

fn rule_words(id: LegalRuleId) -> &'static RuleWords {
    &RULES[usize::from(id.0).min(RULES.len() - 1)]
}

/// Stable word for the wire: `pl_non_trading_sunday`.
pub fn legal_rule_code(id: LegalRuleId) -> &'static str {
    rule_words(id).code
}

/// A short name of the rule with its act, as it stands inside a sentence.
pub fn legal_rule_name(id: LegalRuleId, language: Language) -> &'static str {
    let words = rule_words(id);
    match language {
        Language::Polish => words.pl,
        Language::Czech => words.cs,
        Language::English => words.en,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_every_name_is_there() {
        let codes: HashSet<_> = HOLIDAYS.iter().map(|h| h.code).chain(RULES.iter().map(|r| r.code)).collect();
        assert_eq!(codes.len(), HOLIDAYS.len() + RULES.len());
        for language in Language::ALL {
            assert!((0..HOLIDAYS.len()).all(|i| !holiday_name(HolidayId(i as u16), language).is_empty()));
            assert!((0..RULES.len()).all(|i| !legal_rule_name(LegalRuleId(i as u16), language).is_empty()));
        }
    }

    #[test]
    fn the_local_name_is_in_the_language_of_the_country() {
        let friday = holiday_of_code("good_friday");
        assert_eq!(holiday_local_name(friday, "DE"), "Karfreitag");
        assert_eq!(holiday_local_name(friday, "SK"), "Veľký piatok");
        assert_eq!(holiday_local_name(friday, "GB"), "Good Friday");
    }

    #[test]
    fn rules_are_numbered_as_they_are_listed() {
        assert_eq!(legal_rule_code(CZ_223_2016), "cz_223_2016");
        assert_eq!(legal_rule_code(DE_LADENSCHLUSS), "de_ladenschluss");
    }
}
