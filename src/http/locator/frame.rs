//! What every page of the locator has around its content: head, header, languages, addresses of its files.

use std::collections::BTreeMap;

use serde::Serialize;

use super::texts::{text, texts};
use crate::app::App;
use crate::domain::language::Language;
use crate::http::assets::{Entry, entry};

/// The script of every page, by its source.
pub const SCRIPT: &str = "src/locator/main.ts";

/// The part of a page that templates call `page`.
#[derive(Debug, Serialize)]
pub struct Frame {
    pub lang: &'static str,
    pub company: String,
    pub title: String,
    pub description: String,
    /// Absolute.
    pub canonical: String,
    pub alternates: Vec<Alternate>,
    /// The same page in the other languages, with the question kept.
    pub languages: Vec<LanguageLink>,
    /// Absolute.
    pub picture: String,
    pub home: String,
    pub is_indexed: bool,
    pub is_embedded: bool,
    pub files: Entry,
    pub t: BTreeMap<&'static str, &'static str>,
}

#[derive(Debug, Serialize)]
pub struct Alternate {
    pub lang: &'static str,
    pub href: String,
}

#[derive(Debug, Serialize)]
pub struct LanguageLink {
    pub lang: &'static str,
    pub name: &'static str,
    pub href: String,
    pub is_current: bool,
}

/// Our languages in themselves.
const NAMES: [&str; 3] = ["Polski", "Čeština", "English"];

/// What differs from page to page.
#[derive(Debug)]
pub struct PageFacts {
    pub title: String,
    pub description: String,
    /// After `/pl`: `/` or `/outlets/MT-WAW-01`.
    pub path: String,
    /// `?…` that the language links keep.
    pub suffix: String,
    pub is_indexed: bool,
    pub is_embedded: bool,
}

impl Frame {
    pub fn new(app: &App, language: Language, facts: PageFacts) -> Self {
        let address = app.config.public_address();
        let of = |each: Language| format!("{address}/{}{}", each.code(), facts.path);
        let mut alternates: Vec<Alternate> =
            Language::ALL.map(|each| Alternate { lang: each.code(), href: of(each) }).into();
        alternates.push(Alternate { lang: "x-default", href: of(Language::English) });
        let link = |each: Language| LanguageLink {
            lang: each.code(),
            name: NAMES[each.index()],
            href: format!("/{}{}{}", each.code(), facts.path, facts.suffix),
            is_current: each == language,
        };
        Self {
            lang: language.code(),
            company: company(app),
            title: facts.title,
            description: facts.description,
            canonical: of(language),
            alternates,
            languages: Language::ALL.map(link).into(),
            picture: picture(app),
            home: format!("/{}/{}", language.code(), if facts.is_embedded { "?embed=1" } else { "" }),
            is_indexed: facts.is_indexed,
            is_embedded: facts.is_embedded,
            files: entry(SCRIPT),
            t: texts(language),
        }
    }
}

/// As customers know it.
pub fn company(app: &App) -> String {
    if app.config.company_name.is_empty() { "Blisko".to_owned() } else { app.config.company_name.clone() }
}

/// The company's own, else ours.
fn picture(app: &App) -> String {
    let chosen = &app.config.locator_picture;
    if chosen.is_empty() { format!("{}/locator.png", app.config.public_address()) } else { chosen.clone() }
}

/// The title of a list: `Znajdź placówkę · Meteor`.
pub fn list_title(app: &App, language: Language) -> String {
    format!("{} · {}", text("title", language), company(app))
}
