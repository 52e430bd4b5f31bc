//! An index that is open: its bytes, and its tables.

use std::fmt;
use std::fs::File;
use std::ops::Range;
use std::path::Path;

use super::box_tree::{Bounds, BoxTree};
use super::dictionary::Dictionary;
use super::layout::{Seal, Section, Sections, read_layout};
use super::row::Row;
use super::rows::{
    AddressRow, DROPPABLE, DateRow, NameRow, NumberRow, PlaceRow, PoiRow, PostcodeRow, PostingRow, PrefixRow,
    SegmentRow, StreetRow, TokenRow, source_code,
};
use super::table::Table;
use super::validate::validate;
use crate::geocoder::error::GeocoderError;
use crate::geocoder::record::Source;

enum Bytes {
    Mapped(memmap2::Mmap),
    Owned(Vec<u8>),
}

/// An address index, whole and checked. Cheap to ask from many threads; swapped as a whole behind an `Arc`.
pub struct Index {
    bytes: Bytes,
    sections: Sections,
    /// Tells this file from any other.
    fingerprint: u64,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("fingerprint", &format_args!("{:016x}", self.fingerprint)).finish_non_exhaustive()
    }
}

impl Index {
    /// Maps the file and checks all of it: about 20 ms for a million addresses. Errors say what to do about it.
    #[allow(unsafe_code, reason = "mapping a file is unsafe, since others could change it while we read")]
    pub fn open(path: &Path) -> Result<Self, GeocoderError> {
        let at = |source| GeocoderError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(at)?;
        // SAFETY: a region's files are written once and replaced by renaming, never in place. Should somebody change
        // one all the same, every read is bounds-checked and no text is taken for UTF-8 unchecked: answers may be
        // wrong then, memory stays sound. (A file cut shorter while mapped ends the process, as it does for any reader.)
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(at)?;
        Self::over(Bytes::Mapped(map), Seal::Held)
    }

    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, GeocoderError> {
        Self::over(Bytes::Owned(bytes), Seal::Held)
    }

    /// Without the checksum, which keeps accidents out: for tests that damage all the rest on purpose.
    pub fn from_unsealed_bytes(bytes: Vec<u8>) -> Result<Self, GeocoderError> {
        Self::over(Bytes::Owned(bytes), Seal::PassedOver)
    }

    fn over(bytes: Bytes, seal: Seal) -> Result<Self, GeocoderError> {
        let (sections, fingerprint) = read_layout(
            match &bytes {
                Bytes::Mapped(map) => map,
                Bytes::Owned(owned) => owned,
            },
            seal,
        )?;
        let index = Self { bytes, sections, fingerprint };
        validate(&index)?;
        Ok(index)
    }

    /// Changes with every change of the contents.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    pub fn size_bytes(&self) -> usize {
        self.file().len()
    }

    pub fn address_count(&self) -> usize {
        self.addresses().len()
    }

    /// Rows that only tell where houses without a street are counted too.
    pub fn street_count(&self) -> usize {
        self.streets().len().saturating_sub(1)
    }

    pub fn place_count(&self) -> usize {
        self.places().len()
    }

    /// The day of what came from a source, as the builder was told; empty where unknown.
    pub fn data_date(&self, source: Source) -> &str {
        let code = source_code(source);
        self.dates().iter().find(|row| row.source == code).map_or("", |row| self.text(row.date))
    }

    /// Empty for a number that no text has.
    pub(in crate::geocoder) fn text(&self, number: u32) -> &str {
        let ends: Table<'_, u32> = self.table(Section::StringEnds);
        let end = ends.get(number).unwrap_or(0) as usize;
        let begin = number.checked_sub(1).and_then(|before| ends.get(before)).unwrap_or(0) as usize;
        let letters = self.section(Section::StringLetters).get(begin..end);
        letters.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    pub(in crate::geocoder) fn section(&self, section: Section) -> &[u8] {
        self.file().get(self.sections[section as usize].clone()).unwrap_or(&[])
    }

    fn file(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Mapped(map) => map,
            Bytes::Owned(owned) => owned,
        }
    }

    fn table<R: Row>(&self, section: Section) -> Table<'_, R> {
        Table::new(self.section(section))
    }
}

macro_rules! tables {
    ($($name:ident: $row:ty = $section:ident),* $(,)?) => {
        /// The tables.
        impl Index {
            $(pub(in crate::geocoder) fn $name(&self) -> Table<'_, $row> {
                self.table(Section::$section)
            })*
        }
    };
}

tables! {
    string_ends: u32 = StringEnds,
    dates: DateRow = Dates,
    names: NameRow = Names,
    name_tokens: u32 = NameTokens,
    name_places: u32 = NamePlaces,
    name_streets: u32 = NameStreets,
    name_pois: u32 = NamePois,
    tokens: TokenRow = Tokens,
    postings: PostingRow = Postings,
    prefixes: PrefixRow = Prefixes,
    prefix_names: u32 = PrefixNames,
    places: PlaceRow = Places,
    streets: StreetRow = Streets,
    addresses: AddressRow = Addresses,
    numbers: NumberRow = Numbers,
    postcodes: PostcodeRow = Postcodes,
    pois: PoiRow = Pois,
    segments: SegmentRow = Segments,
    address_order: u32 = AddressOrder,
    address_nodes: Bounds = AddressNodes,
    segment_order: u32 = SegmentOrder,
    segment_nodes: Bounds = SegmentNodes,
    place_order: u32 = PlaceOrder,
    place_nodes: Bounds = PlaceNodes,
}

/// What several tables tell together.
impl Index {
    pub(in crate::geocoder) fn dictionary(&self) -> Dictionary<'_> {
        Dictionary::new(self.tokens(), self.section(Section::TokenLetters))
    }

    pub(in crate::geocoder) fn address_tree(&self) -> BoxTree<'_> {
        BoxTree::new(self.address_order(), self.address_nodes())
    }

    pub(in crate::geocoder) fn segment_tree(&self) -> BoxTree<'_> {
        BoxTree::new(self.segment_order(), self.segment_nodes())
    }

    pub(in crate::geocoder) fn place_tree(&self) -> BoxTree<'_> {
        BoxTree::new(self.place_order(), self.place_nodes())
    }

    /// A name's tokens as numbers of the dictionary, and whether a town's name may leave them out.
    pub(in crate::geocoder) fn name_tokens_of(&self, name: u32) -> impl Iterator<Item = (u32, bool)> + use<'_> {
        let ends = self.ends_of(name, |row| row.tokens);
        self.name_tokens().range(ends.start, ends.end).map(|token| (token & !DROPPABLE, token & DROPPABLE != 0))
    }

    pub(in crate::geocoder) fn tokens_of(&self, name: u32) -> impl Iterator<Item = u32> + use<'_> {
        self.name_tokens_of(name).map(|(token, _)| token)
    }

    pub(in crate::geocoder) fn places_named(&self, name: u32) -> impl Iterator<Item = u32> + use<'_> {
        let ends = self.ends_of(name, |row| row.places);
        self.name_places().range(ends.start, ends.end)
    }

    /// Where in `name_streets` the streets of a name are, in the order of their settlements.
    pub(in crate::geocoder) fn uses_by_streets(&self, name: u32) -> Range<u32> {
        self.ends_of(name, |row| row.streets)
    }

    /// Where in `numbers` the numbers of a street are, in order.
    pub(in crate::geocoder) fn numbers_of(&self, street: u32) -> Range<u32> {
        let begin = |street: u32| self.streets().get(street).map_or(0, |row| row.numbers);
        begin(street)..begin(street.saturating_add(1))
    }

    pub(in crate::geocoder) fn pois_named(&self, name: u32) -> impl Iterator<Item = u32> + use<'_> {
        let ends = self.ends_of(name, |row| row.pois);
        self.name_pois().range(ends.start, ends.end)
    }

    fn ends_of(&self, name: u32, begin: impl Fn(&NameRow) -> u32) -> Range<u32> {
        let at = |name: u32| self.names().get(name).map_or(0, |row| begin(&row));
        at(name)..at(name.saturating_add(1))
    }

    /// The text of a name.
    pub(in crate::geocoder) fn name_text(&self, name: u32) -> &str {
        self.names().get(name).map_or("", |row| self.text(row.text))
    }
}
