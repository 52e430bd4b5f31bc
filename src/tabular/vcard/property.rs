//! One property: `item1.TEL;TYPE=cell,pref:+48 601 100 201` taken apart (RFC 6350, 3.3 and 3.4).

/// A property with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// In capitals, without the group.
    pub name: String,
    /// Names in capitals; a parameter without a name is a `TYPE`, as version 2.1 wrote it.
    parameters: Vec<(String, String)>,
    /// As it stands in the file, with its escapes.
    value: String,
}

impl Property {
    /// `None` for a line without a colon.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = split_outside_quotes(line, ':', 2).into_iter();
        let (head, value) = (parts.next()?, parts.next()?);
        let mut head = split_outside_quotes(head, ';', usize::MAX).into_iter();
        let name = head.next()?.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
        let parameters = head.map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), value.to_owned()),
            None => ("TYPE".to_owned(), parameter.to_owned()),
        });
        Some(Self { name, parameters: parameters.collect(), value: value.to_owned() })
    }

    /// Whether a parameter has this value among its list, whatever its case.
    pub fn has(&self, parameter: &str, value: &str) -> bool {
        let mut values = self.parameters.iter().filter(|(name, _)| name == parameter);
        values.any(|(_, list)| list.split(',').any(|each| each.trim().trim_matches('"').eq_ignore_ascii_case(value)))
    }

    /// 1 is the most preferred, 100 the least; version 3 says it as a type.
    pub fn preference(&self) -> u8 {
        let said = self.parameters.iter().find(|(name, _)| name == "PREF");
        match said.map(|(_, value)| value.trim().parse::<u8>()) {
            Some(Ok(preference)) => preference.clamp(1, 100),
            Some(Err(_)) => 1,
            None if self.has("TYPE", "pref") => 1,
            None => 100,
        }
    }

    /// Whether the value is written in a way that we do not read.
    pub fn is_quoted_printable(&self) -> bool {
        self.has("ENCODING", "QUOTED-PRINTABLE") || self.has("TYPE", "QUOTED-PRINTABLE")
    }

    /// The value as one text.
    pub fn text(&self) -> String {
        unescaped(&self.value)
    }

    /// The value as a list of components, like those of a name.
    pub fn components(&self) -> Vec<String> {
        split_unescaped(&self.value, ';').into_iter().map(|part| unescaped(part).trim().to_owned()).collect()
    }
}

/// At most `parts_max` parts; a separator between quotation marks separates nothing.
fn split_outside_quotes(text: &str, separator: char, parts_max: usize) -> Vec<&str> {
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if character == '"' {
            quoted = !quoted;
        } else if character == separator && !quoted {
            if parts.len() + 1 == parts_max {
                break;
            }
            parts.push(&text[start..at]);
            start = at + separator.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

fn split_unescaped(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == separator {
            parts.push(&text[start..at]);
            start = at + separator.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// `\n` is a line end, any other character behind a backslash stands for itself.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_comes_apart_into_name_parameters_and_value() {
        for (line, name, text) in [
            ("FN:Anna Nowak", "FN", "Anna Nowak"),
            ("item1.tel;type=cell:+48 601", "TEL", "+48 601"),
            ("TEL;VALUE=uri;TYPE=\"voice,home\":tel:+48-601", "TEL", "tel:+48-601"),
            ("ADR;LABEL=\"a: b; c\":;;Długa 1", "ADR", ";;Długa 1"),
            ("NOTE:a\\, b\\; c\\nd \\\\e", "NOTE", "a, b; c\nd \\e"),
        ] {
            let property = Property::read(line).expect("a property");
            assert_eq!((property.name.as_str(), property.text().as_str()), (name, text), "{line}");
        }
        assert_eq!(Property::read("no colon here"), None);
    }

    #[test]
    fn types_are_found_however_they_are_written() {
        for line in [
            "TEL;TYPE=fax:1",
            "TEL;TYPE=work,FAX:1",
            "TEL;FAX;WORK:1",
            "TEL;TYPE=\"fax\":1",
            "TEL;TYPE=work;TYPE=fax:1",
        ] {
            assert!(Property::read(line).expect("a property").has("TYPE", "fax"), "{line}");
        }
    }

    #[test]
    fn preference_is_said_in_two_ways() {
        for (line, preference) in [("TEL;PREF=2:1", 2), ("TEL;TYPE=pref:1", 1), ("TEL:1", 100), ("TEL;PREF=x:1", 1)] {
            assert_eq!(Property::read(line).expect("a property").preference(), preference, "{line}");
        }
    }

    #[test]
    fn components_are_separated_by_what_is_not_escaped() {
        let name = Property::read("N:Nowak\\;Lis;Anna;;;").expect("a property");
        assert_eq!(name.components(), ["Nowak;Lis", "Anna", "", "", ""]);
    }
}
