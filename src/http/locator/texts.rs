//! Every fixed text of the locator, in Polish, Czech and English, side by side.

use std::collections::BTreeMap;

use super::formats::plural;
use crate::domain::language::Language;

/// The texts of one language by name, for templates.
pub fn texts(language: Language) -> BTreeMap<&'static str, &'static str> {
    TEXTS.iter().map(|(name, texts)| (*name, texts[language.index()])).collect()
}

/// One text; empty for a name that is not there, which a test of the handlers forbids.
pub fn text(name: &str, language: Language) -> &'static str {
    TEXTS.iter().find(|(each, _)| *each == name).map_or("", |(_, texts)| texts[language.index()])
}

/// `6 placówek`.
pub fn outlets(count: usize, language: Language) -> String {
    let words = match language {
        Language::Polish => ["placówka", "placówki", "placówek"],
        Language::Czech => ["pobočka", "pobočky", "poboček"],
        Language::English => ["outlet", "outlets", "outlets"],
    };
    format!("{count}\u{a0}{}", plural(count, language, words))
}

/// What kind of outlet, for a row.
pub fn kind(code: &str, language: Language) -> &'static str {
    let words = match code {
        "store" => ["Sklep", "Prodejna", "Store"],
        "branch" => ["Biuro obsługi", "Pobočka", "Branch"],
        "service_point" => ["Serwis", "Servis", "Service point"],
        "pickup_point" => ["Punkt odbioru", "Výdejní místo", "Pickup point"],
        "parcel_locker" => ["Automat", "Výdejní box", "Parcel locker"],
        "showroom" => ["Salon", "Showroom", "Showroom"],
        _ => ["Magazyn", "Sklad", "Warehouse"],
    };
    words[language.index()]
}

/// A country of the market by name; its code for others.
pub fn country(code: &str, language: Language) -> String {
    let words = match code {
        "PL" => ["Polska", "Polsko", "Poland"],
        "CZ" => ["Czechy", "Česko", "Czechia"],
        "DE" => ["Niemcy", "Německo", "Germany"],
        "SK" => ["Słowacja", "Slovensko", "Slovakia"],
        "AT" => ["Austria", "Rakousko", "Austria"],
        "LT" => ["Litwa", "Litva", "Lithuania"],
        other => return other.to_owned(),
    };
    words[language.index()].to_owned()
}

macro_rules! texts {
    ($($name:ident: $pl:literal, $cs:literal, $en:literal;)+) => {
        const TEXTS: &[(&str, [&str; 3])] = &[$((stringify!($name), [$pl, $cs, $en])),+];
    };
}

texts! {
    title: "Znajdź placówkę", "Najděte pobočku", "Find an outlet";
    lead: "Najbliższe placówki z godzinami otwarcia, telefonem i dojazdem.",
        "Nejbližší pobočky s otevírací dobou, telefonem a cestou.",
        "The nearest outlets with opening hours, telephone and directions.";
    home: "strona główna", "hlavní stránka", "home";
    skip_to_results: "Przejdź do wyników", "Přejít na výsledky", "Skip to results";
    skip_map: "Pomiń mapę", "Přeskočit mapu", "Skip the map";
    language: "Język", "Jazyk", "Language";
    finder: "Wyszukiwarka placówek", "Vyhledávání poboček", "Outlet finder";
    search_label: "Adres, miejscowość, kod pocztowy lub nazwa placówki", "Adresa, město, PSČ nebo název pobočky",
        "Address, town, postcode or outlet name";
    search_hint: "Adres, miasto lub kod", "Adresa, město nebo PSČ", "Address, town or postcode";
    search: "Szukaj", "Hledat", "Search";
    near_me: "Użyj mojej lokalizacji", "Použít mou polohu", "Use my location";
    near_me_denied: "Przeglądarka nie podała położenia. Wpisz miejscowość lub kod.",
        "Prohlížeč neudal polohu. Zadejte město nebo PSČ.",
        "Your browser gave no position. Type a town or a postcode.";
    filters: "Filtry", "Filtry", "Filters";
    open_on_arrival: "Otwarte, gdy dojadę", "Otevřeno, až dorazím", "Open when I get there";
    more_filters: "Więcej filtrów", "Další filtry", "More filters";
    services_legend: "Usługi na miejscu", "Služby na místě", "Services on site";
    show_results: "Pokaż wyniki", "Zobrazit výsledky", "Show results";
    clear_filters: "Wyczyść filtry", "Zrušit filtry", "Clear filters";
    estimate: "Minuty to szacunek jazdy autem po linii prostej.",
        "Minuty jsou odhad jízdy autem podle vzdušné čáry.",
        "Minutes are a drive estimated from the straight line.";
    estimate_on_foot: "Minuty to szacunek marszu po linii prostej.",
        "Minuty jsou odhad chůze podle vzdušné čáry.", "Minutes are a walk estimated from the straight line.";
    estimate_by_bike: "Minuty to szacunek jazdy rowerem po linii prostej.",
        "Minuty jsou odhad jízdy na kole podle vzdušné čáry.", "Minutes are a ride estimated from the straight line.";
    measured_by_road: "Minuty i kilometry liczymy po drogach.", "Minuty i kilometry počítáme po silnicích a cestách.",
        "Minutes and kilometres are counted along the roads.";
    measured_or_estimated: "Minuty „drogą” liczymy po drogach, „w linii prostej” to szacunek.",
        "Minuty „po cestách“ počítáme po silnicích a cestách, „vzdušnou čarou“ jsou odhad.",
        "Minutes “by road” are counted along the roads, those “in a straight line” are an estimate.";
    road_conditions: "Na drogach uwzględniamy:", "Na silnicích bereme v úvahu:", "On the roads we heed:";
    by_road: "drogą", "po cestách", "by road";
    in_a_straight_line: "w linii prostej", "vzdušnou čarou", "in a straight line";
    how_you_go: "Jak się poruszasz", "Jak se dopravíte", "How you get there";
    by_car: "autem", "autem", "by car";
    on_foot: "pieszo", "pěšky", "on foot";
    by_bike: "rowerem", "na kole", "by bike";
    unreachable_title: "Blisko, ale bez dojazdu", "Blízko, ale bez příjezdu", "Near, but out of reach";
    reach: "Zasięg 5, 10 i 15 min", "Dosah 5, 10 a 15 min", "Reach in 5, 10 and 15 min";
    reach_failed: "Nie udało się pokazać zasięgu. Spróbuj ponownie.", "Dosah se nepodařilo zobrazit. Zkuste to znovu.",
        "The reach could not be shown. Try again.";
    position_by: "Położenie miejsca:", "Poloha místa:", "Position of the place:";
    data_of: "dane z", "data z", "data of";
    postcode_table: "kody pocztowe", "PSČ", "postcodes";
    start_note: "Wpisz, gdzie jesteś. Na razie pokazujemy placówki wokół:",
        "Zadejte, kde jste. Zatím ukazujeme pobočky v okolí místa:",
        "Tell us where you are. For now, these are around:";
    not_found: "Nie znamy takiego miejsca:", "Takové místo neznáme:", "We do not know this place:";
    not_found_advice: "Sprawdź pisownię albo wpisz sam kod pocztowy lub większą miejscowość obok.",
        "Zkontrolujte pravopis nebo zadejte jen PSČ či větší město poblíž.",
        "Check the spelling, or type just the postcode or a larger town nearby.";
    too_long: "To za długi tekst. Wystarczy miejscowość albo kod pocztowy.",
        "Text je příliš dlouhý. Stačí město nebo PSČ.",
        "That is too long. A town or a postcode is enough.";
    not_on_earth: "Takich współrzędnych nie ma. Szerokość to −90 do 90, długość −180 do 180.",
        "Takové souřadnice neexistují. Šířka je −90 až 90, délka −180 až 180.",
        "There are no such coordinates. Latitude is −90 to 90, longitude −180 to 180.";
    town_only: "Nie znamy ulic, więc liczymy od środka miejscowości.",
        "Ulice neznáme, počítáme tedy od středu obce.",
        "We do not know streets yet, so we count from the middle of the town.";
    level_outlet: "placówka", "pobočka", "outlet";
    level_poi: "miejsce", "místo", "place";
    level_house: "adres", "adresa", "address";
    level_street_only: "ulica, bez numeru", "ulice, bez čísla", "street, no number";
    level_street: "ulica", "ulice", "street";
    level_postcode: "kod pocztowy", "PSČ", "postcode";
    level_district: "dzielnica", "čtvrť", "district";
    level_settlement: "miejscowość", "obec", "town";
    level_settlement_only: "miejscowość, bez ulicy", "obec, bez ulice", "town, no street";
    level_commune: "gmina", "obec", "commune";
    level_county: "powiat", "okres", "county";
    level_region: "województwo", "kraj", "region";
    level_country: "kraj", "země", "country";
    between_houses: "Położenie tego numeru oszacowaliśmy między sąsiednimi domami.",
        "Polohu tohoto čísla jsme odhadli mezi sousedními domy.",
        "We estimated where this number lies between its neighbours.";
    street_only: "Tego numeru domu nie mamy w danych, więc liczymy od środka ulicy.",
        "Toto číslo domu v datech nemáme, počítáme tedy od středu ulice.",
        "This house number is not in our data, so we count from the middle of the street.";
    street_unknown: "Tej ulicy nie mamy w danych, więc liczymy od środka miejscowości.",
        "Tuto ulici v datech nemáme, počítáme tedy od středu obce.",
        "This street is not in our data, so we count from the middle of the town.";
    which_country: "Jest więcej takich miejsc. W którym kraju?", "Takových míst je víc. Ve které zemi?",
        "There are several such places. In which country?";
    which_region: "Jest więcej takich miejsc. W którym województwie lub regionie?",
        "Takových míst je víc. Ve kterém kraji?", "There are several such places. In which region?";
    which_county: "Jest więcej takich miejsc. W którym powiecie?", "Takových míst je víc. Ve kterém okrese?",
        "There are several such places. In which county?";
    which_commune: "Jest więcej takich miejsc. W której gminie?", "Takových míst je víc. Ve které obci?",
        "There are several such places. In which commune?";
    which_city: "Jest więcej takich miejsc. W której miejscowości?", "Takových míst je víc. Ve kterém městě?",
        "There are several such places. In which town?";
    which_district: "Jest więcej takich miejsc. W której dzielnicy?", "Takových míst je víc. Ve které čtvrti?",
        "There are several such places. In which district?";
    which_postcode: "Jest więcej takich miejsc. Pod którym kodem pocztowym?",
        "Takových míst je víc. S jakým PSČ?", "There are several such places. With which postcode?";
    guessed: "Szukaliśmy najbliższej nazwy do:", "Hledali jsme nejpodobnější název k:",
        "We looked for the name closest to:";
    other_places: "Czy chodziło o:", "Měli jste na mysli:", "Did you mean:";
    your_position: "Twoje położenie", "Vaše poloha", "your position";
    in_area: "w pobliżu", "v okolí", "nearby";
    nearest_heading: "Najbliższe placówki", "Nejbližší pobočky", "Nearest outlets";
    nearest_is_before: "Najbliższa jest", "Nejbližší je", "The nearest is";
    nearest_is_after: "stąd", "odtud", "away";
    none_open: "Żadna placówka w okolicy nie będzie otwarta, gdy dojedziesz.",
        "Žádná pobočka v okolí nebude otevřená, až dorazíte.",
        "No outlet around will be open when you get there.";
    none_at_all: "Nie mamy placówki, która to wszystko spełnia.", "Nemáme pobočku, která tohle všechno splňuje.",
        "We have no outlet that meets all of this.";
    show_all: "Pokaż wszystkie placówki", "Zobrazit všechny pobočky", "Show all outlets";
    show_anyway: "Pokaż mimo to", "Přesto zobrazit", "Show anyway";
    skipped_title: "Bliżej, ale nie teraz", "Blíž, ale ne teď", "Nearer, but not now";
    show_more: "Pokaż więcej", "Zobrazit další", "Show more";
    route: "Trasa", "Trasa", "Directions";
    route_in: "Otwórz trasę w:", "Otevřít trasu v:", "Open directions in:";
    route_device: "Aplikacja w telefonie", "Aplikace v telefonu", "App on this device";
    call: "Zadzwoń", "Zavolat", "Call";
    share: "Udostępnij", "Sdílet", "Share";
    copied: "Skopiowano adres strony", "Adresa stránky zkopírována", "Address of the page copied";
    write: "Napisz", "Napsat", "Write";
    website: "Strona placówki", "Web pobočky", "Website";
    back: "Wróć do wyników", "Zpět na výsledky", "Back to results";
    results: "Wyniki", "Výsledky", "Results";
    hours: "Godziny", "Otevírací doba", "Hours";
    today: "Dziś", "Dnes", "Today";
    closed: "zamknięte", "zavřeno", "closed";
    all_day: "całą dobę", "nonstop", "all day";
    call_first: "zadzwoń", "zavolejte", "call first";
    hours_unknown: "Nie mamy pewnych godzin tej placówki. Prosimy o telefon przed wizytą.",
        "Otevírací dobu této pobočky neznáme jistě. Před návštěvou prosím zavolejte.",
        "We are not sure of the hours of this outlet. Please call before you come.";
    hours_as_written: "Zapisano:", "Zapsáno:", "As written:";
    special_days: "Wyjątki", "Výjimky", "Special days";
    on_site: "Na miejscu", "Na místě", "On site";
    promotions: "Promocje", "Akce", "Offers";
    valid_until: "do", "do", "until";
    contact: "Kontakt", "Kontakt", "Contact";
    checked: "Sprawdzono", "Ověřeno", "Checked";
    something_wrong: "Coś się nie zgadza?", "Něco nesedí?", "Something wrong here?";
    wrong_hours: "Zgłoś błąd w godzinach", "Nahlásit chybu v otevírací době", "Report wrong hours";
    nearby: "Inne w pobliżu", "Další v okolí", "Others nearby";
    temporarily_closed: "Placówka czasowo nieczynna", "Pobočka je dočasně zavřená", "Temporarily closed";
    link_closed_title: "Ten link już nie działa", "Tento odkaz už neplatí", "This link has expired";
    link_closed_text: "Linki w naszych odpowiedziach są ważne kilka dni. Poszukaj najbliższej placówki.",
        "Odkazy v našich odpovědích platí několik dní. Vyhledejte nejbližší pobočku.",
        "Links in our answers are good for some days. Look for the nearest outlet.";
    link_calendar: "Dodaj do kalendarza", "Přidat do kalendáře", "Add to calendar";
    link_details: "Godziny i szczegóły", "Otevírací doba a podrobnosti", "Hours and details";
    gone_title: "Tej placówki nie znaleźliśmy", "Tuto pobočku jsme nenašli", "We could not find this outlet";
    gone_text: "Mogła zmienić adres albo już jej nie ma. Poszukaj najbliższej.",
        "Možná se přestěhovala nebo už není. Najděte si nejbližší.",
        "It may have moved or closed. Look for the nearest one.";
    report_title: "Co się nie zgadza?", "Co nesedí?", "What is wrong?";
    report_lead: "Twoje zgłoszenie czyta osoba, która prowadzi dane placówek.",
        "Vaše hlášení čte člověk, který se o údaje poboček stará.",
        "Your report is read by the person who keeps the outlets' data.";
    report_field: "Czego dotyczy", "Čeho se týká", "What it is about";
    report_text: "Opisz, co jest inaczej", "Popište, co je jinak", "Tell us what is different";
    report_email: "E-mail, jeśli mamy odpisać (nieobowiązkowo)", "E-mail, pokud máme odpovědět (nepovinné)",
        "E-mail if you want an answer (optional)";
    report_send: "Wyślij zgłoszenie", "Odeslat hlášení", "Send report";
    report_thanks: "Dziękujemy! Zgłoszenie ma numer", "Děkujeme! Hlášení má číslo", "Thank you! Your report has number";
    report_next: "Sprawdzimy to i poprawimy dane.", "Prověříme to a údaje opravíme.",
        "We will check it and mend the data.";
    report_back: "Wróć do placówki", "Zpět na pobočku", "Back to the outlet";
    report_trap: "Nie wypełniaj tego pola", "Toto pole nevyplňujte", "Leave this field empty";
    report_empty: "Napisz, co się nie zgadza.", "Napište, co nesedí.", "Tell us what is wrong.";
    report_too_long: "To więcej niż 1000 znaków. Skróć opis.", "To je víc než 1000 znaků. Zkraťte popis.",
        "That is more than 1000 characters. Make it shorter.";
    report_bad_email: "Ten adres e-mail nie wygląda na poprawny.", "Tato e-mailová adresa nevypadá správně.",
        "This e-mail address does not look right.";
    report_too_many: "Za dużo zgłoszeń naraz. Spróbuj za chwilę.", "Příliš mnoho hlášení najednou. Zkuste to za chvíli.",
        "Too many reports at once. Try again in a moment.";
    field_hours: "Godziny otwarcia", "Otevírací doba", "Opening hours";
    field_address: "Adres lub miejsce na mapie", "Adresa nebo místo na mapě", "Address or place on the map";
    field_phone: "Telefon", "Telefon", "Telephone";
    field_services: "Usługi", "Služby", "Services";
    field_promotions: "Promocje", "Akce", "Offers";
    field_other: "Coś innego", "Něco jiného", "Something else";
    view: "Widok", "Zobrazení", "View";
    list: "Lista", "Seznam", "List";
    map: "Mapa", "Mapa", "Map";
    map_label: "Mapa placówek", "Mapa poboček", "Map of outlets";
    map_failed: "Mapa niedostępna, lista działa.", "Mapa není dostupná, seznam funguje.",
        "The map is not available, the list works.";
    map_failed_alone: "Mapa niedostępna.", "Mapa není dostupná.", "The map is not available.";
    whole_list: "Cała lista", "Celý seznam", "Whole list";
    less_list: "Pokaż mapę", "Zobrazit mapu", "Show the map";
    panel_height: "Zmień wysokość panelu", "Změnit výšku panelu", "Change the height of the panel";
    as_of: "Brak połączenia. Stan z", "Bez připojení. Stav z", "Offline. As of";
    loading: "Szukam…", "Hledám…", "Searching…";
    failed: "Nie udało się wyszukać. Spróbuj ponownie.", "Vyhledání se nezdařilo. Zkuste to znovu.",
        "The search failed. Try again.";
    closes: "Zamyka", "Zavírá", "Closes";
    you_arrive: "będziesz", "dorazíte", "you arrive";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language_and_no_name_twice() {
        assert_eq!(texts(Language::Polish).len(), TEXTS.len());
        assert!(TEXTS.iter().all(|(_, texts)| texts.iter().all(|text| !text.is_empty())));
    }
}
