//! The tokens of a name or a question: folded, in canonical form, compounds taken apart.

use std::ops::Range;

use super::lexer::{Gap, Lexeme, LexemeKind, lexemes};
use super::vocabulary::{Role, sense_of};

/// Names of more words are indexed by their first ones; the longest street of our region has eleven.
pub const NAME_TOKENS_MAX: usize = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameToken {
    /// What is compared: `strasse` for `Str.`, `2` for `II`.
    pub text: String,
    /// As folded, before words of one meaning became one.
    pub raw: String,
    pub role: Role,
    pub is_number: bool,
    /// Bytes of the text it was read from.
    pub span: Range<usize>,
    pub gap: Gap,
    pub dotted: bool,
    /// The word in one piece, when this is its first half: `ziegelbergstrasse`.
    pub compound: Option<String>,
}

/// Compounds of `straße` come apart, ordinals lose their ending, Roman numbers become digits.
pub fn name_tokens(text: &str) -> Vec<NameToken> {
    let mut tokens: Vec<NameToken> = Vec::new();
    for lexeme in lexemes(text) {
        if is_ordinal_ending(&lexeme, tokens.last()) {
            continue;
        }
        match split_compound(&lexeme) {
            Some(cut) => tokens.extend(halves(lexeme, cut)),
            None => tokens.push(token(lexeme)),
        }
    }
    tokens
}

/// The same for all writings of one name: what streets of a settlement are merged by.
pub fn plain_key(name: &str) -> String {
    let words: Vec<String> =
        name_tokens(name).into_iter().filter(|token| token.text != "ul").map(|token| token.text).collect();
    words.join(" ")
}

fn token(lexeme: Lexeme) -> NameToken {
    let is_number = lexeme.kind == LexemeKind::Digits;
    let Lexeme { text, span, gap, dotted, .. } = lexeme;
    let sense = sense_of(&text);
    let (role, canonical) = match sense {
        Some(sense) => (sense.role, sense.word.to_owned()),
        None => (Role::Plain, roman(&text).map_or_else(|| text.clone(), str::to_owned)),
    };
    NameToken { text: canonical, raw: text, role, is_number, span, gap, dotted, compound: None }
}

fn halves(lexeme: Lexeme, cut: usize) -> [NameToken; 2] {
    // Letters of the text and letters of the folded word need not be as many: the spans only guide the eye.
    let Range { start, end } = lexeme.span;
    let whole = format!("{}strasse", &lexeme.text[..cut]);
    let first = Lexeme { text: lexeme.text[..cut].to_owned(), span: start..end, dotted: false, ..lexeme.clone() };
    let second = Lexeme { text: "strasse".to_owned(), gap: Gap::Glued, ..lexeme };
    [NameToken { compound: Some(whole), ..token(first) }, token(second)]
}

/// Where `straße`, `str.` begins at the end of a longer word.
fn split_compound(lexeme: &Lexeme) -> Option<usize> {
    let text = lexeme.text.as_str();
    let base =
        text.strip_suffix("strasse").or_else(|| text.strip_suffix("strase")).or_else(|| text.strip_suffix("str"))?;
    (base.len() >= 3).then_some(base.len())
}

/// `3-go`, `3go Maja`, `1st`.
fn is_ordinal_ending(lexeme: &Lexeme, before: Option<&NameToken>) -> bool {
    before.is_some_and(|before| before.is_number)
        && matches!(lexeme.gap, Gap::Glued | Gap::Hyphen)
        && matches!(lexeme.text.as_str(), "go" | "ego" | "szego" | "ciego" | "st" | "nd" | "rd" | "th")
}

/// `I`, `V` and `X` are letters too often.
fn roman(word: &str) -> Option<&'static str> {
    Some(match word {
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "ix" => "9",
        "xi" => "11",
        "xii" => "12",
        "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        "xvi" => "16",
        "xxiii" => "23",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        name_tokens(name).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn writings_of_one_name_have_the_same_tokens() {
        for (one, other) in [
            ("Ziegelbergstraße", "Ziegelberg Str."),
            ("al. Jana Pawła II", "Aleja Jana Pawla 2"),
            ("pl. gen. Bema", "Plac Generała Bema"),
            ("3-go Maja", "3 Maja"),
            ("nám. Svobody", "náměstí Svobody"),
        ] {
            assert_eq!(texts(one), texts(other), "{one}");
        }
    }

    #[test]
    fn a_compound_is_kept_whole_beside_its_halves() {
        let tokens = name_tokens("Ziegelbergstr.");
        assert_eq!(tokens[0].compound.as_deref(), Some("ziegelbergstrasse"));
        assert_eq!(texts("Ziegelbergstr."), ["ziegelberg", "strasse"]);
    }

    #[test]
    fn the_key_of_a_street_leaves_ulica_out() {
        assert_eq!(plain_key("ulica Adama Mickiewicza"), plain_key("Adama Mickiewicza"));
        assert_ne!(plain_key("plac Mickiewicza"), plain_key("ul. Mickiewicza"));
    }
}
