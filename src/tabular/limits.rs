//! Bounds on what a file may ask of us. Each keeps memory flat whatever the size of the file.

/// Excel's own bound for the text of one cell.
pub const CELL_CHARS_MAX: usize = 32_767;

/// Four times the columns of our own export; wide registers are cut, the row says so.
pub const COLUMNS_MAX: usize = 256;

/// A row this long is a quotation mark that nobody closed, not data.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;

/// Five times the largest network we know of; also keeps one import within one transaction.
pub const ROWS_MAX: u32 = 500_000;

/// Unclosed quotation marks mended before the file is given up: each costs a second look at up to `ROW_BYTES_MAX`.
pub const QUOTE_REPAIRS_MAX: u32 = 100;

/// Parts of a workbook archive; real ones have tens.
pub const XLSX_PARTS_MAX: usize = 2_000;

/// One worksheet, inflated. 500,000 rows of 20 cells take about 300 MB; it is read as a stream.
pub const XLSX_SHEET_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Every other part, inflated: these (shared strings, styles) are held in memory while reading.
pub const XLSX_PART_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// All parts together, inflated.
pub const XLSX_TOTAL_BYTES_MAX: u64 = 768 * 1024 * 1024;

/// One GeoJSON feature. Points with properties stay far below; it is held in memory while reading.
pub const FEATURE_BYTES_MAX: u64 = 1024 * 1024;

/// One line of an address book, unfolded. Notes of a page stay below; pictures are longer and passed over.
pub const VCARD_LINE_BYTES_MAX: usize = 64 * 1024;

/// Properties of one card that are kept. People with fifty numbers have a hundred.
pub const VCARD_PROPERTIES_MAX: usize = 500;
