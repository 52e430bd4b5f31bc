//! The words of opening hours in Polish, Czech, Slovak, German and English, folded to plain small letters.
//!
//! `_` joins the words of a phrase. Inflected forms are listed, not derived: the list is short and a
//! stemmer would guess. What `so`, `do` and `we` mean depends on the language of the whole text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Monday to Sunday as bits 0 to 6, public holidays as bit 7.
pub(super) type DaySet = u8;
pub(super) const MONDAY: DaySet = 1;
pub(super) const WEDNESDAY: DaySet = 1 << 2;
pub(super) const THURSDAY: DaySet = 1 << 3;
pub(super) const MO_FR: DaySet = 0b001_1111;
pub(super) const MO_SA: DaySet = 0b011_1111;
pub(super) const SA: DaySet = 1 << 5;
pub(super) const SU: DaySet = 1 << 6;
pub(super) const SA_SU: DaySet = SA | SU;
pub(super) const MO_SU: DaySet = 0b111_1111;
pub(super) const PH: DaySet = 1 << 7;

/// The most words a phrase of the lexicon has.
pub(super) const PHRASE_WORDS_MAX: usize = 5;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Days(DaySet),
    /// Saturday to Slavs, Sunday to Germans.
    So,
    /// "to" to Slavs, Thursday to Germans.
    Do,
    /// "on" to Poles, Wednesday to the English.
    We,
    /// Noise at most places; before noon after an hour.
    Am,
    Pm,
    /// 1 to 12.
    Month(u8),
    /// A time of day, in minutes.
    Clock(u16),
    Closed,
    AllDay,
    To,
    And,
    Except,
    /// A pause: the times that follow are not open.
    Break,
    Appointment,
    TradingSundays,
    NonTradingSundays,
    /// Says nothing: "open", "from", "hours", "in".
    Noise,
}

/// Which language a word gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Slavic,
    German,
    None,
}

use Cue::{German, None as Any, Slavic};
use Sense::*;

const fn day(index: u8) -> Sense {
    Days(1 << index)
}

const WORDS: &[(Sense, Cue, &str)] = &[
    (
        day(0),
        Slavic,
        "pn pon po pnd pond poniedz poniedzialek poniedzialku poniedzialki poniedzialkow pondeli pondelok pondelka pondelky",
    ),
    (day(1), Slavic, "wt wto wtor wtorek wtorku wtorki wtorkow ut uto uter utery uterky utorok utorka utorky"),
    (day(2), Slavic, "sr sro srod sroda srody srode st str stre streda stredy stredu stredou"),
    (
        day(3),
        Slavic,
        "cz czw czwa czwart czwartek czwartku czwartki czwartkow ct ctv ctvr ctvrt ctvrtek ctvrtka ctvrtku ctvrtky stv stvr stvrt stvrtok stvrtka stvrtky",
    ),
    (
        day(4),
        Slavic,
        "pt ptk piat piatek piatku piatki piatkow pa pat patek patku patky patka pi pia piatok piatka piatky",
    ),
    (day(5), Slavic, "sob sb sobota soboty sobote sobot sobotu sobotami"),
    (
        day(6),
        Slavic,
        "nd ndz nie nied niedz niedziela niedziele niedzieli niedziel niedzielami ne ned nedele nedeli nedela nedelu nedelny",
    ),
    (day(0), Any, "mo mon monday mondays"),
    (day(1), Any, "tu tue tues tuesday tuesdays"),
    (day(2), Any, "wed weds wednesday wednesdays"),
    (day(3), Any, "th thu thur thurs thursday thursdays"),
    (day(4), Any, "fr fri friday fridays"),
    (day(5), Any, "sa sat saturday saturdays"),
    (day(6), Any, "su sun sunday sundays"),
    (day(0), German, "montag montags"),
    (day(1), German, "di dienstag dienstags"),
    (day(2), German, "mi mittwoch mittwochs"),
    (day(3), German, "don donnerstag donnerstags"),
    (day(4), German, "fre freitag freitags"),
    (day(5), German, "sam samstag samstags sonnabend sonnabends"),
    (day(6), German, "son sonntag sonntags"),
    (So, Any, "so"),
    (Do, Any, "do"),
    (We, Any, "we"),
    (
        Days(PH),
        Slavic,
        "swieta swieto swiat swieta_panstwowe dni_swiateczne dni_wolne_od_pracy svatky svatek svatcich svatku statni_svatky statni_svatek sviatky sviatok sviatkov statne_sviatky",
    ),
    (Days(PH), German, "feiertag feiertage feiertags feiertagen gesetzliche_feiertage"),
    (Days(PH), Any, "ph public_holiday public_holidays bank_holiday bank_holidays holidays"),
    (
        Days(MO_FR),
        Slavic,
        "dni_robocze dni_powszednie robocze powszednie w_tygodniu pracovni_dny pracovni_den pracovnich_dnech vsedni_dny vsedni_den pracovne_dni",
    ),
    (Days(MO_FR), Any, "weekdays weekday workdays working_days"),
    (Days(MO_SA), German, "werktags werktage werktaglich"),
    (Days(SA_SU), Slavic, "vikend vikendy vikendu"),
    (Days(SA_SU), Any, "weekend weekendy weekends weekendow wochenende wochenenden am_wochenende"),
    (
        Days(MO_SU),
        Slavic,
        "codziennie codz dziennie kazdy_dzien kazdego_dnia caly_tydzien dni_w_tygodniu 7_dni_w_tygodniu denne kazdy_den kazdodenne cely_tyden cely_tyzden",
    ),
    (Days(MO_SU), German, "taglich jeden_tag"),
    (Days(MO_SU), Any, "daily every_day everyday all_week 7_days_a_week"),
    (Month(1), Slavic, "stycznia styczen sty leden ledna januara"),
    (Month(2), Slavic, "lutego luty lut unor unora februara"),
    (Month(3), Slavic, "marca marzec brezen brezna marec"),
    (Month(4), Slavic, "kwietnia kwiecien kwi duben dubna aprila"),
    (Month(5), Slavic, "maja maj kveten kvetna"),
    (Month(6), Slavic, "czerwca czerwiec cze cerven cervna juna"),
    (Month(7), Slavic, "lipca lipiec lip cervenec cervence jula"),
    (Month(8), Slavic, "sierpnia sierpien sie srpen srpna augusta"),
    (Month(9), Slavic, "wrzesnia wrzesien wrz zari"),
    (Month(10), Slavic, "pazdziernika pazdziernik paz rijen rijna oktobra"),
    (Month(11), Slavic, "listopada listopad lis novembra"),
    (Month(12), Slavic, "grudnia grudzien gru prosinec prosince decembra"),
    (Month(1), Any, "jan january januar"),
    (Month(2), Any, "feb february februar"),
    (Month(3), Any, "mar march marz"),
    (Month(4), Any, "apr april"),
    (Month(5), Any, "may mai"),
    (Month(6), Any, "jun june juni"),
    (Month(7), Any, "jul july juli"),
    (Month(8), Any, "aug august"),
    (Month(9), Any, "sep sept september"),
    (Month(10), Any, "oct october okt oktober"),
    (Month(11), Any, "nov november"),
    (Month(12), Any, "dec december dez dezember"),
    (Clock(12 * 60), Any, "noon midday poludnie poludnia poledne poledni mittag mittags"),
    (Clock(24 * 60), Any, "midnight polnoc polnocy pulnoc pulnoci mitternacht"),
    (
        Closed,
        Any,
        "closed closed_on off nie_czynne nie_czynny nieczynne nieczynny nieczynna nieczynni zamkniete zamkniety zamknieta zavreno zavrene zavreny zavr zatvorene zatvoreny geschlossen ruhetag geschl",
    ),
    (
        AllDay,
        Any,
        "24_7 24_h_7 24_24 24_h_24 24_h_24_h 7_24 24_x_7 h_24 nonstop non_stop calodobowo calodobowe calodobowa calodobowy cala_dobe 24_godziny_na_dobe 24_godziny 24_h 24_hrs 24_hod 24_hodin 24_godz 24_hours 24_stunden 24_hours_a_day nepretrzite rund_um_die_uhr durchgehend_geoffnet around_the_clock open_24_hours always_open stale_otwarte",
    ),
    (To, Any, "to till til until thru through bis az"),
    (And, Any, "i oraz a and und"),
    (Except, Any, "oprocz poza z_wyjatkiem z_wylaczeniem krome mimo vyjma s_vyjimkou okrem except excluding ausser"),
    (
        Break,
        Any,
        "przerwa z_przerwa przerwa_obiadowa prestavka poledni_prestavka pauza obedova_prestavka break lunch lunch_break closed_for_lunch mittagspause pause",
    ),
    (
        Appointment,
        Any,
        "by_appointment by_appointment_only on_appointment po_dohode dle_dohody po_domluve po_telefonicke_dohode nach_vereinbarung nach_absprache termin_nach_vereinbarung po_umowieniu po_uzgodnieniu po_telefonicznym_uzgodnieniu po_uzgodnieniu_telefonicznym",
    ),
    (
        TradingSundays,
        Slavic,
        "niedziele_handlowe niedziela_handlowa niedziel_handlowych handlowe_niedziele handlowa_niedziela nd_handlowe nd_handlowa ndz_handlowe ndz_handlowa niedz_handlowe niedz_handlowa",
    ),
    (TradingSundays, Any, "trading_sundays trading_sunday su_trading"),
    (
        NonTradingSundays,
        Slavic,
        "niedziele_niehandlowe niedziela_niehandlowa niehandlowe_niedziele nd_niehandlowe nd_niehandlowa ndz_niehandlowe niedz_niehandlowe niedziele_nie_handlowe",
    ),
    (NonTradingSundays, Any, "non_trading_sundays non_trading_sunday"),
    (Am, Any, "am"),
    (Pm, Any, "pm"),
    (
        Noise,
        Slavic,
        "od czynne czynny czynna otwarte otwarty otwarta otwarcie otevreno otevrene otvorene godz godzina godziny godzin hod hodin hodiny hodine tylko jen pouze",
    ),
    (Noise, German, "uhr von geoffnet offnungszeiten jeden offen"),
    (
        Noise,
        Any,
        "open opened opening hours hour opening_hours store_hours h hr hrs godzinach godzinie godziny_otwarcia godziny_pracy from w v ve o na an den der um only nur oteviraci_doba prodejni_doba provozni_doba otvaracie_hodiny otvaracia_doba sklep prodejna kazdy kazda kazdou w_godzinach w_godz at the",
    ),
];

static LEXICON: LazyLock<HashMap<&'static str, (Sense, Cue)>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|(sense, cue, words)| words.split(' ').map(|word| (word, (*sense, *cue)))).collect()
});

/// What a folded word or phrase (`dni_robocze`) says and which language it gives away.
pub(super) fn look_up(words: &str) -> Option<(Sense, Cue)> {
    LEXICON.get(words).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_word_is_folded_listed_once_and_short_enough() {
        let mut seen = HashSet::new();
        for word in WORDS.iter().flat_map(|(_, _, words)| words.split(' ')) {
            assert!(seen.insert(word), "{word} is listed twice");
            assert!(word.split('_').count() <= PHRASE_WORDS_MAX, "{word} is too long");
            assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{word}");
        }
    }
}
