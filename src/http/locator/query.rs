//! What the address of a list says. Everything is optional and nothing is refused: people share addresses,
//! and campaigns hang parameters of their own on them.

use crate::domain::language::Language;
use crate::geo::LonLat;
use crate::service::roads::Mode;

/// Rows on the first page: as many as pins have numbers.
pub const ROWS: usize = 9;
/// Rows after "show more", again and again; nobody goes farther.
const ROWS_MAX: usize = 45;
/// Longest id of a choice.
const REPLY_CHARS_MAX: usize = 200;
/// More services at once than a company has.
const SERVICES_MAX: usize = 16;

/// The question in an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListQuery {
    /// As typed.
    pub q: String,
    /// `lat,lon`, chosen from candidates or told by the device; holds only while `q` is what it was chosen for.
    pub near: Option<Result<LonLat, ()>>,
    /// The choice of the question which of several places is meant; holds as long as `near` does.
    pub reply: String,
    pub open: bool,
    /// By car when absent.
    pub by: Option<Mode>,
    pub services: Vec<String>,
    /// Code of the selected outlet.
    pub sel: String,
    pub rows: usize,
    pub is_map: bool,
    pub is_embedded: bool,
}

impl ListQuery {
    pub fn parse(query: &str) -> Self {
        let mut found = Self { rows: ROWS, ..Self::default() };
        let mut near = None;
        let mut chosen_for = String::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => found.q = value.trim().to_owned(),
                "near" => near = Some(parse_near(&value)),
                "of" => chosen_for = value.trim().to_owned(),
                "which" => found.reply = value.chars().take(REPLY_CHARS_MAX).collect(),
                "open" => found.open = value == "arrival",
                "by" => found.by = Mode::from_name(&value),
                "service" => found.add_service(&value),
                "sel" => found.sel = value.chars().take(40).collect(),
                "rows" => found.rows = value.parse().unwrap_or(ROWS).clamp(ROWS, ROWS_MAX),
                "view" => found.is_map = value == "map",
                "embed" => found.is_embedded = value == "1",
                _ => {}
            }
        }
        found.near = near.filter(|_| chosen_for == found.q);
        if chosen_for != found.q {
            found.reply.clear();
        }
        found
    }

    fn add_service(&mut self, code: &str) {
        let code = code.to_owned();
        if !self.services.contains(&code) && self.services.len() < SERVICES_MAX {
            self.services.push(code);
        }
    }

    pub fn mode(&self) -> Mode {
        self.by.unwrap_or(Mode::Car)
    }

    pub fn can_show_more(&self) -> bool {
        self.rows < ROWS_MAX
    }

    /// The address of the list that asks this, in a language.
    pub fn address(&self, language: Language) -> String {
        format!("/{}/{}", language.code(), self.suffix())
    }

    /// `?…` with everything that differs from a bare list; empty where nothing does.
    pub fn suffix(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        if !self.q.is_empty() {
            text.append_pair("q", &self.q);
        }
        if let Some(Ok(near)) = self.near {
            text.append_pair("near", &near_text(near));
        }
        if !self.reply.is_empty() {
            text.append_pair("which", &self.reply);
        }
        let has_choice = matches!(self.near, Some(Ok(_))) || !self.reply.is_empty();
        if has_choice && !self.q.is_empty() {
            text.append_pair("of", &self.q);
        }
        if self.open {
            text.append_pair("open", "arrival");
        }
        if let Some(by) = self.by.filter(|by| *by != Mode::Car) {
            text.append_pair("by", by.name());
        }
        for service in &self.services {
            text.append_pair("service", service);
        }
        if self.rows != ROWS {
            text.append_pair("rows", &self.rows.to_string());
        }
        if self.is_map {
            text.append_pair("view", "map");
        }
        if self.is_embedded {
            text.append_pair("embed", "1");
        }
        let text = text.finish();
        if text.is_empty() { text } else { format!("?{text}") }
    }
}

/// `49.74613,18.62613`: latitude first, as people and maps write it; about a metre.
pub fn near_text(point: LonLat) -> String {
    format!("{:.5},{:.5}", point.lat(), point.lon())
}

fn parse_near(text: &str) -> Result<LonLat, ()> {
    let (lat, lon) = text.split_once(',').ok_or(())?;
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| ());
    let point = LonLat::new(number(lon)?, number(lat)?).map_err(|_| ())?;
    if point.is_null_island() { Err(()) } else { Ok(point) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_it_was_read() {
        for query in
            ["", "?q=Cieszyn&open=arrival&by=foot&service=returns&service=parking", "?near=49.74613%2C18.62613&rows=18"]
        {
            assert_eq!(ListQuery::parse(query.trim_start_matches('?')).suffix(), query);
        }
    }

    #[test]
    fn a_point_chosen_for_another_text_does_not_count() {
        assert!(ListQuery::parse("q=Opole&near=49.7,18.6&of=Cieszyn").near.is_none());
        assert!(ListQuery::parse("q=Cieszyn&near=49.7,18.6&of=Cieszyn").near.is_some());
    }

    #[test]
    fn a_point_that_is_none_is_told_apart_from_no_point() {
        for text in ["91,18", "49", "0,0", "NaN,18", "1e999,2"] {
            assert_eq!(ListQuery::parse(&format!("near={text}")).near, Some(Err(())), "{text}");
        }
    }

    #[test]
    fn whatever_else_hangs_on_an_address_is_ignored() {
        assert_eq!(ListQuery::parse("utm_source=x&fbclid=y&rows=-3&open=maybe&by=horse"), ListQuery::parse(""));
    }
}
