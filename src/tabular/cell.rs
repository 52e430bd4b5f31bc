//! Cells of exported tables, and lists inside a cell that come back as they were.

/// A cell on its way out. Each format writes it in its own type.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    /// An array in GeoJSON; elsewhere `join_list` with these separators, the first of which is written.
    List {
        items: Vec<String>,
        separators: &'static [char],
    },
}

impl Cell {
    /// The cell in a format that knows only text. Numbers take their shortest writing that reads back the same.
    pub fn into_text(self) -> String {
        match self {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
            Cell::List { items, separators } => join_list(&items, separators),
        }
    }
}

const ESCAPE: char = '\\';

/// Everything that separates items in some list; a backslash keeps each of them from doing so in any.
pub const LIST_PUNCTUATION: &[char] = &['\n', '|', ';', ','];

/// Items with the first of `separators` between them. Separators, backslashes and outer blanks inside items
/// get a backslash in front.
pub fn join_list(items: &[String], separators: &[char]) -> String {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.extend(separators.first());
        }
        let last = item.chars().count().saturating_sub(1);
        for (place, character) in item.chars().enumerate() {
            let outer_blank = character.is_whitespace() && (place == 0 || place == last);
            if character == ESCAPE || outer_blank || separators.contains(&character) {
                text.push(ESCAPE);
            }
            text.push(character);
        }
    }
    text
}

/// Undoes `join_list`, and reads what people type: any of the separators, blanks around items, empty items.
/// A backslash counts only before what `join_list` may escape.
pub fn split_list(text: &str, separators: &[char]) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = Item::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = |next: &char| *next == ESCAPE || next.is_whitespace() || LIST_PUNCTUATION.contains(next);
        if character == ESCAPE && characters.peek().is_some_and(escapes) {
            item.push_escaped(characters.next());
        } else if separators.contains(&character) {
            items.extend(std::mem::take(&mut item).finish());
        } else {
            item.push(character);
        }
    }
    items.extend(item.finish());
    items
}

/// An item under way; blanks at its ends are dropped unless they were escaped.
#[derive(Default)]
struct Item {
    text: String,
    /// Bytes of `text` up to which nothing may be trimmed.
    kept: usize,
}

impl Item {
    fn push(&mut self, character: char) {
        if self.text.is_empty() && character.is_whitespace() {
            return;
        }
        self.text.push(character);
        if !character.is_whitespace() {
            self.kept = self.text.len();
        }
    }

    fn push_escaped(&mut self, character: Option<char>) {
        self.text.extend(character);
        self.kept = self.text.len();
    }

    fn finish(mut self) -> Option<String> {
        self.text.truncate(self.kept);
        (!self.text.is_empty()).then_some(self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CODES: &[char] = &['|', ';', ',', '\n'];

    #[test]
    fn lists_are_read_as_people_type_them() {
        for (text, expected) in [
            ("sale|returns", vec!["sale", "returns"]),
            ("sale; returns ;", vec!["sale", "returns"]),
            (" sale, returns\nparking", vec!["sale", "returns", "parking"]),
            ("C:\\dane", vec!["C:\\dane"]),
            ("a\\|b", vec!["a|b"]),
            ("", vec![]),
            (" | ", vec![]),
        ] {
            assert_eq!(split_list(text, CODES), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_joined_list_splits_into_its_items(items in prop::collection::vec("[a|;, \\\\\n]{1,6}", 0..5)) {
            prop_assert_eq!(split_list(&join_list(&items, CODES), CODES), items.clone());
            prop_assert_eq!(split_list(&join_list(&items, LIST_PUNCTUATION), &['|', '\n']), items.clone());
            prop_assert_eq!(split_list(&join_list(&items, &['|']), &['|']), items);
        }
    }
}
