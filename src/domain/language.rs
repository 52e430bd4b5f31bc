//! The three languages the product speaks.

/// A language of the user interface and of sentences in answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Polish,
    Czech,
    English,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::Polish, Language::Czech, Language::English];

    /// BCP 47 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Polish => "pl",
            Language::Czech => "cs",
            Language::English => "en",
        }
    }

    /// The place in a table of texts: Polish, Czech, English.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Where it is spoken, ISO 3166-1 alpha-2; `None` where that is no one country.
    pub const fn country(self) -> Option<&'static str> {
        match self {
            Language::Polish => Some("PL"),
            Language::Czech => Some("CZ"),
            Language::English => None,
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// In which languages something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Languages {
    #[default]
    All,
    Only(Language),
}

impl Languages {
    /// `pl`, `cs`, `en` or `all`.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "all" { Some(Languages::All) } else { Language::from_code(code).map(Languages::Only) }
    }

    pub fn contains(self, language: Language) -> bool {
        self == Languages::All || self == Languages::Only(language)
    }
}
