//! The few forms of protocol buffers that tiles and map data are written in.
//!
//! Reading believes nothing: every length is held against what is there, and nothing is allocated.

/// Appends a base-128 number, low bits first.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a field that holds a number.
pub fn put_number(out: &mut Vec<u8>, field: u32, value: u64) {
    put_varint(out, u64::from(field << 3));
    put_varint(out, value);
}

/// Appends a field that holds bytes, and how many.
pub fn put_bytes(out: &mut Vec<u8>, field: u32, bytes: &[u8]) {
    put_varint(out, u64::from(field << 3 | 2));
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Small numbers of both signs to small numbers: 0, -1, 1, -2 become 0, 1, 2, 3.
pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// `zigzag` the other way.
pub fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// What is wrong with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WireError(pub &'static str);

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    pub fn bytes(self) -> Result<&'a [u8], WireError> {
        match self {
            Field::Bytes(bytes) => Ok(bytes),
            Field::Number(_) => Err(WireError("a number where bytes belong")),
        }
    }

    pub fn number(self) -> Result<u64, WireError> {
        match self {
            Field::Number(number) => Ok(number),
            Field::Bytes(_) => Err(WireError("bytes where a number belongs")),
        }
    }

    pub fn text(self) -> Result<&'a str, WireError> {
        std::str::from_utf8(self.bytes()?).map_err(|_| WireError("a text that is not UTF-8"))
    }
}

/// Bytes that are read from front to back.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The next number of base 128.
    pub fn varint(&mut self) -> Result<u64, WireError> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.bytes.split_first().ok_or(WireError("a number cut off"))?;
            self.bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(WireError("a number without an end"))
    }

    /// The next number of base 128 and either sign, zigzagged.
    pub fn signed(&mut self) -> Result<i64, WireError> {
        self.varint().map(unzigzag)
    }

    pub fn take(&mut self, length: u64) -> Result<&'a [u8], WireError> {
        let length = usize::try_from(length).map_err(|_| WireError("a length past the end"))?;
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(WireError("a length past the end"))?;
        self.bytes = rest;
        Ok(taken)
    }

    /// As many bytes as the number before them says.
    pub fn counted(&mut self) -> Result<&'a [u8], WireError> {
        let length = self.varint()?;
        self.take(length)
    }

    /// The next field with its number; nothing at the end.
    pub fn field(&mut self) -> Result<Option<(u64, Field<'a>)>, WireError> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let field = match key & 7 {
            0 => Field::Number(self.varint()?),
            1 => Field::Bytes(self.take(8)?),
            2 => Field::Bytes(self.counted()?),
            5 => Field::Bytes(self.take(4)?),
            _ => return Err(WireError("a wire type that is no more")),
        };
        Ok(Some((key >> 3, field)))
    }
}
