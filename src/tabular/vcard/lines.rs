//! Logical lines: a line end followed by a blank or a tab is none (RFC 6350, 3.2).

use std::io::{self, BufRead};

use crate::tabular::limits::VCARD_LINE_BYTES_MAX;

/// A line as it was before it was folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// The rest was longer than `VCARD_LINE_BYTES_MAX` and is not here.
    pub is_cut: bool,
}

/// Reads logical lines in bounded memory.
pub struct Lines<R> {
    source: R,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R) -> Self {
        Self { source }
    }

    /// The next line that is not blank; `None` at the end.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let Some(mut is_cut) = self.physical(&mut bytes)? else { return Ok(None) };
            while self.is_continued()? {
                is_cut |= self.physical(&mut bytes)?.unwrap_or(false);
            }
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if !text.trim().is_empty() {
                return Ok(Some(Line { text, is_cut }));
            }
        }
    }

    /// Appends up to the next line end; says whether some was left out. `None` at the end of the source.
    fn physical(&mut self, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
        let (mut is_cut, mut is_end) = (false, true);
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            is_end = false;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            let room = VCARD_LINE_BYTES_MAX.saturating_sub(line.len()).min(piece.len());
            is_cut |= room < piece.len();
            line.extend_from_slice(&piece[..room]);
            let used = piece.len() + usize::from(end.is_some());
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok((!is_end).then_some(is_cut))
    }

    /// Whether the next line goes on with this one; takes the mark away.
    fn is_continued(&mut self) -> io::Result<bool> {
        let goes_on = matches!(self.source.fill_buf()?.first(), Some(b' ' | b'\t'));
        if goes_on {
            self.source.consume(1);
        }
        Ok(goes_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut lines = Lines::new(text.as_bytes());
        std::iter::from_fn(|| lines.next_line().expect("memory can be read")).map(|line| line.text).collect()
    }

    #[test]
    fn folded_lines_become_one() {
        assert_eq!(lines("NOTE:Łó\r\n dź\r\n\tx\r\nFN:A\r\n"), ["NOTE:Łódźx", "FN:A"]);
        assert_eq!(lines("NOTE:a\n b\n\n\nFN:A"), ["NOTE:ab", "FN:A"]);
    }

    #[test]
    fn a_letter_that_was_folded_in_the_middle_is_whole_again() {
        let bytes = [b"FN:".as_slice(), &"ż".as_bytes()[..1], b"\r\n ", &"ż".as_bytes()[1..], b"\r\n"].concat();
        assert_eq!(Lines::new(bytes.as_slice()).next_line().unwrap().unwrap().text, "FN:ż");
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let text = format!("PHOTO:{}\nFN:A\n", "x".repeat(3 * VCARD_LINE_BYTES_MAX));
        let mut lines = Lines::new(text.as_bytes());
        let photo = lines.next_line().unwrap().unwrap();
        assert!(photo.is_cut && photo.text.len() == VCARD_LINE_BYTES_MAX);
        assert_eq!(lines.next_line().unwrap(), Some(Line { text: "FN:A".into(), is_cut: false }));
    }
}
