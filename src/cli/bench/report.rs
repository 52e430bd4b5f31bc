//! One line per case: JSON for programs, words for people.

use std::io::{self, Write};

use serde_json::{Map, Value};

/// Writes lines of one run.
pub(super) struct Report<'w, W> {
    pub out: &'w mut W,
    pub json: bool,
    /// In every line: what the run was given.
    pub given: Vec<(&'static str, Value)>,
}

impl<W: Write> Report<'_, W> {
    pub fn line(&mut self, case: &str, found: Vec<(&'static str, Value)>) -> io::Result<()> {
        if self.json {
            let mut line = Map::new();
            line.insert("case".to_owned(), case.into());
            let fields = self.given.iter().cloned().chain(found);
            line.extend(fields.map(|(name, value)| (name.to_owned(), value)));
            writeln!(self.out, "{}", Value::Object(line))?;
        } else {
            let fields: Vec<String> = found.iter().map(|(name, value)| format!("{name} {value}")).collect();
            writeln!(self.out, "{case:<28} {}", fields.join("  "))?;
        }
        self.out.flush()
    }
}
