//! Names of voivodeships and kraje by the codes of GeoNames, and towns by the names their people use.

/// In the language of the country; empty for a code that is not there.
pub(super) fn region_name(country: &str, code: &str) -> &'static str {
    match (country, code) {
        ("PL", "72") => "dolnośląskie",
        ("PL", "73") => "kujawsko-pomorskie",
        ("PL", "74") => "łódzkie",
        ("PL", "75") => "lubelskie",
        ("PL", "76") => "lubuskie",
        ("PL", "77") => "małopolskie",
        ("PL", "78") => "mazowieckie",
        ("PL", "79") => "opolskie",
        ("PL", "80") => "podkarpackie",
        ("PL", "81") => "podlaskie",
        ("PL", "82") => "pomorskie",
        ("PL", "83") => "śląskie",
        ("PL", "84") => "świętokrzyskie",
        ("PL", "85") => "warmińsko-mazurskie",
        ("PL", "86") => "wielkopolskie",
        ("PL", "87") => "zachodniopomorskie",
        ("CZ", "78") => "Jihomoravský kraj",
        ("CZ", "79") => "Jihočeský kraj",
        ("CZ", "80") => "Kraj Vysočina",
        ("CZ", "81") => "Karlovarský kraj",
        ("CZ", "82") => "Královéhradecký kraj",
        ("CZ", "83") => "Liberecký kraj",
        ("CZ", "84") => "Olomoucký kraj",
        ("CZ", "85") => "Moravskoslezský kraj",
        ("CZ", "86") => "Pardubický kraj",
        ("CZ", "87") => "Plzeňský kraj",
        ("CZ", "88") => "Středočeský kraj",
        ("CZ", "89") => "Ústecký kraj",
        ("CZ", "90") => "Zlínský kraj",
        _ => "",
    }
}

/// GeoNames lists some towns under their English name.
pub(super) fn local_name(listed: &str) -> &str {
    match listed {
        "Warsaw" => "Warszawa",
        "Prague" => "Praha",
        "Pilsen" => "Plzeň",
        "Bielsko-Biala" => "Bielsko-Biała",
        other => other,
    }
}
