//! Bytes into packets: a head of lines, and a body where the head says how long it is.

use super::LANGUAGE;
use crate::telephony::TelephonyError;

/// Longest head; the longest of the event socket has four lines.
const HEAD_BYTES_MAX: usize = 8_192;
/// Longest body. An event of a channel with all its variables has 20 kB, a list of 10,000 channels 6 MB.
const BODY_BYTES_MAX: usize = 16 << 20;

/// A head and its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packet {
    head: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Packet {
    /// The first value of that name; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.head.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Collects bytes until they are packets.
#[derive(Debug, Default)]
pub struct Packets {
    head: Vec<u8>,
    packet: Packet,
    /// Bytes of the body that are still to come.
    missing: usize,
}

impl Packets {
    pub fn take(&mut self, mut bytes: &[u8]) -> Result<Vec<Packet>, TelephonyError> {
        let mut complete = Vec::new();
        while !bytes.is_empty() {
            bytes = if self.missing > 0 { self.take_body(bytes) } else { self.take_head(bytes)? };
            let is_head_done = !self.packet.head.is_empty();
            if is_head_done && self.missing == 0 {
                complete.push(std::mem::take(&mut self.packet));
            }
        }
        Ok(complete)
    }

    /// Takes what belongs to the body; gives back the rest.
    fn take_body<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (mine, rest) = bytes.split_at(self.missing.min(bytes.len()));
        self.packet.body.extend_from_slice(mine);
        self.missing -= mine.len();
        rest
    }

    /// Takes one line at most; a blank one ends the head.
    fn take_head<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], TelephonyError> {
        let line_end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
        let (line, rest) = bytes.split_at(line_end);
        self.head.extend_from_slice(line);
        if self.head.len() > HEAD_BYTES_MAX {
            return Err(TelephonyError::TooLong(HEAD_BYTES_MAX));
        }
        if self.head == b"\n" {
            self.head.clear();
        } else if self.head.ends_with(b"\n\n") {
            self.end_head()?;
        }
        Ok(rest)
    }

    fn end_head(&mut self) -> Result<(), TelephonyError> {
        let bytes = std::mem::take(&mut self.head);
        let text = String::from_utf8_lossy(&bytes);
        let fields = text.lines().filter_map(|line| line.split_once(':'));
        self.packet.head = fields.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        if self.packet.get("Content-Type").is_empty() {
            return Err(TelephonyError::OtherLanguage(LANGUAGE));
        }
        self.missing = match self.packet.get("Content-Length") {
            "" => 0,
            length => length.parse().map_err(|_| TelephonyError::OtherLanguage(LANGUAGE))?,
        };
        if self.missing > BODY_BYTES_MAX {
            return Err(TelephonyError::TooLong(BODY_BYTES_MAX));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &[u8] = b"Content-Type: auth/request\n\nContent-Length: 5\nContent-Type: api/response\n\na\n\nbc";

    fn in_pieces_of(size: usize) -> Vec<Packet> {
        let mut packets = Packets::default();
        TWO.chunks(size).flat_map(|piece| packets.take(piece).unwrap()).collect()
    }

    #[test]
    fn however_the_bytes_are_cut_the_packets_are_the_same() {
        let whole = in_pieces_of(TWO.len());
        assert_eq!((whole[0].get("content-type"), whole[1].body()), ("auth/request", b"a\n\nbc".as_slice()));
        for size in 1..TWO.len() {
            assert_eq!(in_pieces_of(size), whole, "{size}");
        }
    }

    #[test]
    fn what_has_no_end_ends_the_connection() {
        let endless = [b'x'; HEAD_BYTES_MAX + 1];
        assert_eq!(Packets::default().take(&endless), Err(TelephonyError::TooLong(HEAD_BYTES_MAX)));
        let huge = b"Content-Type: text/event-json\nContent-Length: 99999999999\n\n";
        assert_eq!(Packets::default().take(huge), Err(TelephonyError::TooLong(BODY_BYTES_MAX)));
        for other in [&b"HTTP/1.1 400 Bad Request\n\n"[..], b"Content-Type: x\nContent-Length: -1\n\n"] {
            assert_eq!(Packets::default().take(other), Err(TelephonyError::OtherLanguage(LANGUAGE)));
        }
    }
}
