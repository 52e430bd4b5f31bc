//! Rows of fixed width: fields one after the other, little-endian, without gaps.

/// A number in a row.
pub trait Field: Sized {
    const BYTES: usize;
    /// Zero where the bytes are too few.
    fn read(bytes: &[u8]) -> Self;
    fn write(&self, out: &mut Vec<u8>);
}

macro_rules! number_field {
    ($($number:ty),*) => {$(
        impl Field for $number {
            const BYTES: usize = size_of::<$number>();

            fn read(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0, |chunk| <$number>::from_le_bytes(*chunk))
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}
number_field!(u8, u16, u32, i32);

/// One row of a table.
pub trait Row: Sized + Copy {
    const BYTES: usize;
    /// From at least `BYTES` bytes; missing ones are zero.
    fn read(bytes: &[u8]) -> Self;
    fn write(&self, out: &mut Vec<u8>);
}

impl Row for u32 {
    const BYTES: usize = 4;

    fn read(bytes: &[u8]) -> Self {
        Field::read(bytes)
    }

    fn write(&self, out: &mut Vec<u8>) {
        Field::write(self, out);
    }
}

/// Declares a struct of numbers that is a row.
macro_rules! row {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $field:ident: $number:ty),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$note])* pub $field: $number),* }

        impl $crate::geocoder::index::row::Row for $name {
            const BYTES: usize = 0 $(+ <$number as $crate::geocoder::index::row::Field>::BYTES)*;

            fn read(bytes: &[u8]) -> Self {
                let mut at = 0;
                $(
                    let $field = <$number as $crate::geocoder::index::row::Field>::read(bytes.get(at..).unwrap_or(&[]));
                    at += <$number as $crate::geocoder::index::row::Field>::BYTES;
                )*
                let _ = at;
                Self { $($field),* }
            }

            fn write(&self, out: &mut Vec<u8>) {
                $($crate::geocoder::index::row::Field::write(&self.$field, out);)*
            }
        }
    };
}
pub(super) use row;

#[cfg(test)]
mod tests {
    use super::*;

    row!(Sample { wide: u32, signed: i32, narrow: u8 });

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let row = Sample { wide: 7, signed: -3, narrow: 255 };
        let mut bytes = Vec::new();
        row.write(&mut bytes);
        assert_eq!(bytes.len(), Sample::BYTES);
        assert_eq!(Sample::read(&bytes), row);
    }

    #[test]
    fn missing_bytes_are_zero() {
        assert_eq!(Sample::read(&[7, 0, 0, 0]), Sample { wide: 7, ..Sample::default() });
        assert_eq!(Sample::read(&[]), Sample::default());
    }
}
