//! Bytes into messages. A line or a message beyond its bound ends the connection: no Asterisk says so much.

use crate::telephony::TelephonyError;

use super::LANGUAGE;

/// Longest line; caller names and dialplan data come nowhere near.
const LINE_BYTES_MAX: usize = 8_192;
/// Longest message; the longest that Asterisk 22 tells about a call has three kilobytes.
const MESSAGE_BYTES_MAX: usize = 65_536;
/// What every Asterisk says first, with a version behind it.
const GREETING: &str = "Asterisk Call Manager/";

/// One message: names and values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message(Vec<(String, String)>);

impl Message {
    /// The first value of that name; empty where there is none. The case of names does not matter.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

/// Collects bytes until they are messages.
#[derive(Debug, Default)]
pub struct Messages {
    is_greeted: bool,
    line: Vec<u8>,
    message: Message,
    message_bytes: usize,
}

impl Messages {
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<Message>, TelephonyError> {
        let mut complete = Vec::new();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            if self.line.len() + piece.len() > LINE_BYTES_MAX {
                return Err(TelephonyError::TooLong(LINE_BYTES_MAX));
            }
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                complete.extend(self.end_line()?);
            }
        }
        Ok(complete)
    }

    /// A blank line ends a message.
    fn end_line(&mut self) -> Result<Option<Message>, TelephonyError> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end_matches(['\r', '\n']);
        if !self.is_greeted {
            self.is_greeted = line.starts_with(GREETING);
            return if self.is_greeted { Ok(None) } else { Err(TelephonyError::OtherLanguage(LANGUAGE)) };
        }
        if line.is_empty() {
            self.message_bytes = 0;
            let message = std::mem::take(&mut self.message);
            return Ok(Some(message).filter(|message| !message.0.is_empty()));
        }
        self.message_bytes += bytes.len();
        if self.message_bytes > MESSAGE_BYTES_MAX {
            return Err(TelephonyError::TooLong(MESSAGE_BYTES_MAX));
        }
        if let Some((name, value)) = line.split_once(':') {
            self.message.0.push((name.trim().to_owned(), value.trim_start().to_owned()));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &[u8] = b"Asterisk Call Manager/11.0.0\r\nEvent: A\r\nX: 1: 2\r\n\r\n\r\nEvent: B\nno colon\n\n";

    fn in_pieces_of(size: usize) -> Vec<Message> {
        let mut messages = Messages::default();
        TWO.chunks(size).flat_map(|piece| messages.take(piece).unwrap()).collect()
    }

    #[test]
    fn however_the_bytes_are_cut_the_messages_are_the_same() {
        let whole = in_pieces_of(TWO.len());
        assert_eq!((whole[0].get("event"), whole[0].get("X"), whole[1].get("Event")), ("A", "1: 2", "B"));
        assert_eq!(whole.len(), 2);
        for size in 1..TWO.len() {
            assert_eq!(in_pieces_of(size), whole, "{size}");
        }
    }

    #[test]
    fn what_does_not_greet_as_asterisk_is_something_else() {
        let told = Messages::default().take(b"SSH-2.0-OpenSSH_9.2\r\n");
        assert_eq!(told, Err(TelephonyError::OtherLanguage("Asterisk")));
    }

    #[test]
    fn a_line_or_a_message_without_end_ends_the_connection() {
        let mut messages = Messages::default();
        messages.take(b"Asterisk Call Manager/11.0.0\r\n").unwrap();
        assert_eq!(messages.take(&[b'x'; LINE_BYTES_MAX + 1]), Err(TelephonyError::TooLong(LINE_BYTES_MAX)));
        let mut messages = Messages::default();
        messages.take(b"Asterisk Call Manager/11.0.0\r\n").unwrap();
        let line = [b"X: ".as_slice(), &[b'x'; 1_000], b"\r\n"].concat();
        let told = (0..100).find_map(|_| messages.take(&line).err());
        assert_eq!(told, Some(TelephonyError::TooLong(MESSAGE_BYTES_MAX)));
    }
}
