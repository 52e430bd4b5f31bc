//! What is wrong with a row, in Polish and Czech; the English sentence is the problem's own.
//!
//! The translated sentences say the rule; what the row holds stands in the cell beside them. A code that has no
//! sentence here is told in English.

use crate::domain::import::RowProblem;
use crate::domain::language::Language;

/// The problem in words of one language.
pub fn sentence(problem: &RowProblem, language: Language) -> String {
    let index = match language {
        Language::Polish => 0,
        Language::Czech => 1,
        Language::English => return problem.message.clone(),
    };
    let Some((_, sentences)) = SENTENCES.iter().find(|(code, _)| *code == problem.code) else {
        return problem.message.clone();
    };
    let mut about = problem.about.lines();
    let name = about.next().unwrap_or_default();
    let reasons: Vec<&str> = about.map(|reason| reason_in_words(reason, index)).collect();
    let told = sentences[index].replace("{}", name);
    if reasons.is_empty() { told } else { format!("{told} ({})", reasons.join(", ")) }
}

fn reason_in_words(code: &str, index: usize) -> &str {
    REASONS.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words[index])
}

/// Code to the sentence in Polish and Czech; `{}` is what the problem is about.
const SENTENCES: &[(&str, [&str; 2])] = &[
    ("required", ["uzupełnij to pole", "doplňte toto pole"]),
    ("format", ["tego nie da się odczytać: popraw zapis", "tohle nelze přečíst: opravte zápis"]),
    ("phone", ["to nie jest numer telefonu", "to není telefonní číslo"]),
    (
        "email",
        [
            "to nie jest adres e-mail: napisz jak name@example.com",
            "to není e-mailová adresa: napište jako name@example.com",
        ],
    ),
    ("unknown_value", ["tego słowa tu nie znamy", "toto slovo tu neznáme"]),
    ("invalid_value", ["ta wartość nie pasuje do pola", "tato hodnota se do pole nehodí"]),
    ("unknown_field", ["nie ma takiego pola: może je dodać administrator", "takové pole není: může je přidat správce"]),
    (
        "unknown_user",
        [
            "nie ma takiego użytkownika: podaj login albo zostaw puste",
            "takový uživatel není: uveďte přihlašovací jméno, nebo nechte prázdné",
        ],
    ),
    ("unknown_outlet", ["nie ma placówki o tym kodzie", "pobočka s tímto kódem není"]),
    (
        "unknown_service",
        ["nie ma takiej usługi: dodaj ją albo popraw słowo", "taková služba není: přidejte ji, nebo opravte slovo"],
    ),
    (
        "too_many_services",
        [
            "usług jest już za dużo: użyj jednej z istniejących",
            "služeb je už příliš mnoho: použijte některou ze stávajících",
        ],
    ),
    (
        "duplicate_code",
        [
            "ten kod ma już wcześniejszy wiersz: zostaw jeden z nich",
            "tento kód má už dřívější řádek: nechte jeden z nich",
        ],
    ),
    (
        "duplicate_number",
        [
            "ten numer ma już wcześniejszy wiersz: zostaw jeden z nich",
            "toto číslo má už dřívější řádek: nechte jeden z nich",
        ],
    ),
    ("reserved", ["takie numery nadaje system: usuń numer", "taková čísla přiděluje systém: číslo vynechte"]),
    ("out_of_range", ["wartość poza dozwolonym zakresem", "hodnota mimo povolený rozsah"]),
    ("too_long", ["za długie: skróć", "příliš dlouhé: zkraťte"]),
    ("too_many", ["za dużo wartości: zostaw mniej", "příliš mnoho hodnot: nechte jich méně"]),
    ("control_character", ["usuń znaki sterujące", "odstraňte řídicí znaky"]),
    (
        "leading_zeros",
        ["arkusz zgubił zera na początku: zostały dopisane", "tabulka ztratila počáteční nuly: byly doplněny"],
    ),
    ("looks_swapped", ["współrzędne wyglądają na zamienione miejscami", "souřadnice vypadají prohozené"]),
    (
        "grid_metres",
        [
            "to metry siatki krajowej: przelicz na stopnie (WGS 84)",
            "to jsou metry národní sítě: převeďte na stupně (WGS 84)",
        ],
    ),
    ("outside_country", ["punkt leży poza krajem: sprawdź współrzędne", "bod leží mimo zemi: ověřte souřadnice"]),
    (
        "hours_unread",
        [
            "tych godzin nie umiemy odczytać: zostają tak, jak je wpisano",
            "tyto hodiny neumíme přečíst: zůstávají, jak byly zapsány",
        ],
    ),
    (
        "ragged",
        [
            "wiersz ma inną liczbę pól niż nagłówek: wartości z separatorem ujmij w cudzysłów",
            "řádek má jiný počet polí než záhlaví: hodnoty s oddělovačem dejte do uvozovek",
        ],
    ),
    ("nul", ["plik jest uszkodzony: usuń bajt zerowy", "soubor je poškozený: odstraňte nulový bajt"]),
    (
        "lost_characters",
        ["zgubiły się tu litery: zapisz plik jako UTF-8", "ztratila se tu písmena: uložte soubor jako UTF-8"],
    ),
    ("too_many_columns", ["wiersz ma za dużo pól", "řádek má příliš mnoho polí"]),
    (
        "unclosed_quote",
        ["zamknij cudzysłów, który otwiera się w tym wierszu", "uzavřete uvozovku, která se v tomto řádku otevírá"],
    ),
    (
        "error_cell",
        [
            "arkusz pokazuje tu błąd: popraw formułę albo wpisz wartość",
            "tabulka tu ukazuje chybu: opravte vzorec, nebo zapište hodnotu",
        ],
    ),
    ("not_a_point", ["to nie jest punkt", "to není bod"]),
    ("not_a_feature", ["to nie jest obiekt GeoJSON", "to není prvek GeoJSON"]),
    (
        "quoted_printable",
        [
            "wizytówka jest w starym zapisie vCard 2.1: wyeksportuj książkę adresową jako vCard 3.0 lub 4.0",
            "vizitka je ve starém zápisu vCard 2.1: exportujte adresář jako vCard 3.0 nebo 4.0",
        ],
    ),
    ("unfinished_card", ["wizytówka nie ma końca: plik jest ucięty", "vizitka nemá konec: soubor je useknutý"]),
    ("not_a_person", ["to grupa albo miejsce, nie osoba ani firma", "to je skupina nebo místo, ne osoba ani firma"]),
    ("geocoded", ["miejsce znalezione po adresie: {}", "místo nalezené podle adresy: {}"]),
    (
        "unplaced",
        [
            "nie znaleziono adresu: klient wejdzie bez miejsca na mapie",
            "adresa se nenašla: zákazník vstoupí bez místa na mapě",
        ],
    ),
    ("duplicate", ["wygląda na to samo co {}", "vypadá stejně jako {}"]),
    ("changed_since", ["zmieniono po imporcie: zostaje, jak jest", "změněno po importu: zůstává, jak je"]),
    (
        "nothing_found",
        [
            "nie znaleziono adresu: popraw go albo wskaż miejsce w kolejce napraw",
            "adresa se nenašla: opravte ji, nebo ukažte místo ve frontě oprav",
        ],
    ),
    ("town_not_found", ["nie znaleziono miejscowości", "obec se nenašla"]),
    ("street_not_found", ["nie znaleziono ulicy", "ulice se nenašla"]),
    ("house_not_found", ["nie znaleziono numeru domu", "číslo domu se nenašlo"]),
    ("ambiguous", ["pasuje kilka miejsc: ktoś musi wybrać", "hodí se několik míst: někdo musí vybrat"]),
    ("coarse", ["adres mówi za mało: ktoś musi wskazać miejsce", "adresa říká příliš málo: někdo musí ukázat místo"]),
    (
        "unsure",
        ["znaleziono, ale coś się nie zgadza: ktoś musi sprawdzić", "nalezeno, ale něco nesouhlasí: někdo musí ověřit"],
    ),
];

/// What two customers have in common, in Polish and Czech.
const REASONS: &[(&str, [&str; 2])] = &[
    ("same_phone", ["ten sam telefon", "stejný telefon"]),
    ("same_email", ["ten sam e-mail", "stejný e-mail"]),
    ("same_name", ["ta sama nazwa", "stejné jméno"]),
    ("name_sounds_alike", ["nazwa brzmi podobnie", "jméno zní podobně"]),
    ("same_house", ["ten sam dom", "stejný dům"]),
    ("same_street", ["ta sama ulica", "stejná ulice"]),
    ("other_kind", ["osoba i firma", "osoba a firma"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: &str, about: &str) -> RowProblem {
        let (code, about) = (code.to_owned(), about.to_owned());
        RowProblem { column: None, code, message: "in English".to_owned(), about, warning: false }
    }

    #[test]
    fn a_problem_is_told_in_three_languages() {
        let phone = problem("phone", "");
        let told = Language::ALL.map(|language| sentence(&phone, language));
        assert_eq!(told, ["to nie jest numer telefonu", "to není telefonní číslo", "in English"]);
        assert_eq!(sentence(&problem("new_code", ""), Language::Czech), "in English");
    }

    #[test]
    fn a_sentence_names_whom_it_is_about_and_why() {
        let duplicate = problem("duplicate", "K1\nsame_phone\nname_sounds_alike");
        assert_eq!(
            sentence(&duplicate, Language::Polish),
            "wygląda na to samo co K1 (ten sam telefon, nazwa brzmi podobnie)"
        );
    }
}
