//! Which encoding a text file is in, and the text out of it.
//!
//! A byte order mark decides. Then UTF-8 by validity: other encodings hardly ever form valid multi-byte
//! sequences, so a few broken bytes in a large valid file are damage, not another encoding. UTF-16 without
//! a mark shows by zeros in every second byte. What remains is Windows-1250 or ISO 8859-2, told apart by
//! which reading spells the letters of one Central European language.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_8};

use super::letters::{self, ByteCounts};

/// An encoding that spreadsheets of the region write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1250,
    Iso8859_2,
}

/// Valid multi-byte sequences per broken one from which a file counts as damaged UTF-8.
const VALID_PER_BROKEN_MIN: u64 = 4;

const CHUNK_BYTES: usize = 64 * 1024;

impl Encoding {
    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.codec().name()
    }

    /// By IANA name or a usual alias: `cp1250`, `utf8`, `latin2`.
    pub fn from_name(name: &str) -> Option<Self> {
        let codec = encoding_rs::Encoding::for_label(name.replace("cp125", "windows-125").as_bytes())?;
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1250, Self::Iso8859_2]
            .into_iter()
            .find(|encoding| encoding.codec() == codec)
    }

    pub(super) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1250 => encoding_rs::WINDOWS_1250,
            Encoding::Iso8859_2 => encoding_rs::ISO_8859_2,
        }
    }
}

/// Reads `source` to its end in bounded memory and tells its encoding.
pub fn guess_encoding(source: &mut dyn Read) -> io::Result<Encoding> {
    let mut evidence = Evidence::default();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let filled = fill(source, &mut chunk)?;
        if filled == 0 {
            return Ok(evidence.verdict());
        }
        if let Some(marked) = evidence.first_chunk().then(|| byte_order_mark(&chunk[..filled])).flatten() {
            return Ok(marked);
        }
        evidence.add(&chunk[..filled]);
    }
}

fn byte_order_mark(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Fills `buffer` as far as the source goes, so that pairs of bytes keep their parity over chunks.
fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

#[derive(Default)]
struct Evidence {
    bytes: ByteCounts,
    total: u64,
    zeros_even: u64,
    zeros_odd: u64,
    multi_byte: u64,
    broken: u64,
    /// A sequence cut by the end of the last chunk.
    carry: Vec<u8>,
}

impl Evidence {
    fn first_chunk(&self) -> bool {
        self.total == 0
    }

    fn add(&mut self, chunk: &[u8]) {
        self.total += chunk.len() as u64;
        for pair in chunk.chunks(2) {
            self.zeros_even += u64::from(pair[0] == 0);
            self.zeros_odd += u64::from(pair.get(1) == Some(&0));
        }
        chunk.iter().for_each(|byte| self.bytes.add(*byte));
        self.add_utf8(chunk);
    }

    fn add_utf8(&mut self, chunk: &[u8]) {
        let mut rest = std::mem::take(&mut self.carry);
        rest.extend_from_slice(chunk);
        let mut rest = rest.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.multi_byte += count_multi_byte(text.as_bytes()),
                Err(error) => {
                    let (valid, bad) = rest.split_at(error.valid_up_to());
                    self.multi_byte += count_multi_byte(valid);
                    let Some(length) = error.error_len() else {
                        self.carry = bad.to_vec();
                        return;
                    };
                    self.broken += 1;
                    rest = &bad[length..];
                }
            }
        }
    }

    fn verdict(&self) -> Encoding {
        let pairs = (self.total / 2).max(1);
        // Text is mostly ASCII, whose high byte is zero; the low bytes are zero only where a NUL stands.
        if self.zeros_odd * 2 > pairs && self.zeros_even * 20 < pairs {
            return Encoding::Utf16Le;
        }
        if self.zeros_even * 2 > pairs && self.zeros_odd * 20 < pairs {
            return Encoding::Utf16Be;
        }
        let broken = self.broken + u64::from(!self.carry.is_empty());
        if broken == 0 || self.multi_byte >= broken * VALID_PER_BROKEN_MIN {
            return Encoding::Utf8;
        }
        letters::likelier(&self.bytes, Encoding::Windows1250, Encoding::Iso8859_2)
    }
}

/// Characters of more than one byte in valid UTF-8: one per lead byte.
fn count_multi_byte(valid: &[u8]) -> u64 {
    valid.iter().filter(|byte| **byte >= 0xC0).count() as u64
}

/// UTF-8 out of `source`; undecodable bytes become U+FFFD, a byte order mark is dropped.
pub struct Decoded<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    text: Vec<u8>,
    /// What of `text` has been given out.
    position: usize,
    finished: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(source: R, encoding: Encoding) -> Self {
        let decoder = encoding.codec().new_decoder_with_bom_removal();
        Self { source, decoder, input: vec![0; CHUNK_BYTES], text: Vec::new(), position: 0, finished: false }
    }

    /// Decodes the next chunk. A buffer of its own, because a caller's may be too short for one character.
    fn decode_chunk(&mut self) -> io::Result<()> {
        let filled = self.source.read(&mut self.input)?;
        self.finished = filled == 0;
        let longest = self.decoder.max_utf8_buffer_length(filled).unwrap_or(CHUNK_BYTES * 4);
        self.text.resize(longest, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(&self.input[..filled], &mut self.text, self.finished);
        self.text.truncate(written);
        self.position = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        while self.position == self.text.len() && !self.finished {
            self.decode_chunk()?;
        }
        let count = output.len().min(self.text.len() - self.position);
        output[..count].copy_from_slice(&self.text[self.position..self.position + count]);
        self.position += count;
        Ok(count)
    }
}

impl<R> std::fmt::Debug for Decoded<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoded").field("encoding", &self.decoder.encoding().name()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLISH: &str = "Kod;Nazwa;Ulica\nWAW-01;Żółta łódź;Świętokrzyska 3\nLDZ-01;Księży Młyn;Przędzalniana\n";
    const CZECH: &str = "Kód;Název;Ulice\nPHA-01;Příliš žluťoučký kůň;Štěpánská 5\nBRN-01;Šilingrovo náměstí;Údolní\n";

    fn guess(bytes: &[u8]) -> Encoding {
        guess_encoding(&mut &bytes[..]).expect("memory reads")
    }

    fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            other => other.codec().encode(text).0.into_owned(),
        }
    }

    #[test]
    fn each_encoding_is_told_from_polish_and_from_czech_text() {
        use Encoding::*;
        for text in [POLISH, CZECH] {
            for encoding in [Utf8, Utf16Le, Utf16Be, Windows1250, Iso8859_2] {
                assert_eq!(guess(&encode(text, encoding)), encoding, "{encoding:?}: {text}");
            }
        }
    }

    #[test]
    fn polish_and_czech_names_in_one_file_are_still_told() {
        let mixed = format!("{POLISH}{CZECH}");
        assert_eq!(guess(&encode(&mixed, Encoding::Windows1250)), Encoding::Windows1250);
        assert_eq!(guess(&encode(&mixed, Encoding::Iso8859_2)), Encoding::Iso8859_2);
    }

    #[test]
    fn plain_ascii_is_utf_8_and_so_is_a_valid_file_with_one_broken_byte() {
        assert_eq!(guess(b"code;name\nA;B\n"), Encoding::Utf8);
        let mut damaged = POLISH.as_bytes().to_vec();
        damaged.push(0xFF);
        assert_eq!(guess(&damaged), Encoding::Utf8);
    }

    #[test]
    fn a_nul_in_plain_text_does_not_make_it_utf_16() {
        assert_eq!(guess(b"code;name\nA\0;B\n"), Encoding::Utf8);
    }

    #[test]
    fn a_mark_decides_and_is_dropped() {
        let mut text = String::new();
        let marked = [b"\xFF\xFE".to_vec(), encode("Łódź", Encoding::Utf16Le)].concat();
        assert_eq!(guess(&marked), Encoding::Utf16Le);
        Decoded::new(&marked[..], Encoding::Utf16Le).read_to_string(&mut text).expect("decodes");
        assert_eq!(text, "Łódź");
    }

    #[test]
    fn any_size_of_buffer_gets_the_whole_text() {
        let bytes = encode(POLISH, Encoding::Utf16Be);
        for size in [1, 2, 3, 5] {
            let mut decoded = Decoded::new(&bytes[..], Encoding::Utf16Be);
            let (mut text, mut piece) = (Vec::new(), vec![0; size]);
            while let count @ 1.. = decoded.read(&mut piece).expect("decodes") {
                text.extend(&piece[..count]);
            }
            assert_eq!(String::from_utf8(text).expect("UTF-8"), POLISH);
        }
    }

    #[test]
    fn usual_names_of_encodings_are_understood() {
        assert_eq!(Encoding::from_name("cp1250"), Some(Encoding::Windows1250));
        assert_eq!(Encoding::from_name("utf8"), Some(Encoding::Utf8));
        assert_eq!(Encoding::from_name("latin2"), Some(Encoding::Iso8859_2));
        assert_eq!(Encoding::from_name("koi8-r"), None);
    }
}
