//! Names and sentences of the demo's customers, by language: Polish, Czech.

/// Common given names.
pub(super) const FIRST_NAMES: [&[&str]; 2] = [
    &["Anna", "Piotr", "Katarzyna", "Łukasz", "Małgorzata", "Wojciech", "Żaneta", "Stanisław", "Ewa", "Paweł"],
    &["Karel", "Jana", "Jiří", "Lucie", "Tomáš", "Kateřina", "Ondřej", "Věra", "Šimon", "Zdeňka"],
];

/// Common family names that are the same for women and men.
pub(super) const CITIZENS: [&[&str]; 2] = [
    &["Nowak", "Wójcik", "Mazur", "Krawczyk", "Zając", "Król", "Wróbel", "Dudek", "Stępień", "Gołąb", "Ślusarz", "Żak"],
    &[
        "Dvořák",
        "Černý",
        "Procházka",
        "Kučera",
        "Veselý",
        "Horák",
        "Němec",
        "Pokorný",
        "Růžička",
        "Říha",
        "Šťastný",
        "Žák",
    ],
];

/// Groups that a shop tells apart.
pub(super) const SEGMENTS: [&str; 4] = ["", "student", "family", "b2b"];

/// What people write and call about.
pub(super) const MESSAGES: [&[&str]; 2] = [
    &[
        "Pytanie o godziny otwarcia",
        "Zwrot czajnika",
        "Gdzie jest moja paczka?",
        "Faktura na firmę",
        "Pytanie o gwarancję",
        "Dziękuję za szybką pomoc",
    ],
    &[
        "Dotaz na otevírací dobu",
        "Vrácení konvice",
        "Kde je můj balík?",
        "Faktura na firmu",
        "Dotaz na záruku",
        "Děkuji za rychlou pomoc",
    ],
];

pub(super) const COMPLAINTS: [&[&str]; 2] = [
    &["Czajnik przecieka", "Sklep był zamknięty w godzinach otwarcia", "Zła cena na paragonie", "Uszkodzona paczka"],
    &["Konvice teče", "Prodejna byla v otevírací době zavřená", "Špatná cena na účtence", "Poškozený balík"],
];

/// Product, and its price in grosz.
pub(super) const ORDERED: [(&str, i64); 5] =
    [("KETTLE-17", 12_999), ("LAMP-3", 8_950), ("TOASTER-2", 15_900), ("VACUUM-8", 49_900), ("CABLE-1", 1_999)];
