//! The guard before the workbook library: an archive that would unpack to more than the bounds is refused.
//!
//! Declared sizes are checked first, because that is cheap, then every part is inflated and counted, because
//! declared sizes can lie and parts can overlap. Nothing is kept: memory stays at one buffer.

use std::io::Read;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::tabular::error::TabularError;
use crate::tabular::limits::{XLSX_PART_BYTES_MAX, XLSX_PARTS_MAX, XLSX_SHEET_BYTES_MAX, XLSX_TOTAL_BYTES_MAX};
use crate::tabular::source::Source;

const BUFFER_BYTES: usize = 64 * 1024;

/// Errors with `WorkbookTooLarge` naming the part, `TooManyParts`, `NotAWorkbook` or `DamagedWorkbook`.
pub fn check_archive(source: &mut dyn Source) -> Result<(), TabularError> {
    let mut archive = ZipArchive::new(source).map_err(damaged)?;
    if archive.len() > XLSX_PARTS_MAX {
        return Err(TabularError::TooManyParts);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() && archive.index_for_name("[Content_Types].xml").is_none() {
        return Err(TabularError::NotAWorkbook);
    }
    let mut total = 0;
    for index in 0..archive.len() {
        total += measure_part(&mut archive, index, total)?;
    }
    Ok(())
}

/// Bytes of one part, inflated; `before` is what the parts before it came to.
fn measure_part(archive: &mut ZipArchive<&mut dyn Source>, index: usize, before: u64) -> Result<u64, TabularError> {
    let mut part = archive.by_index(index).map_err(damaged)?;
    let name = part.name().map_err(damaged)?.into_owned();
    let own_max = if name.contains("/worksheets/") { XLSX_SHEET_BYTES_MAX } else { XLSX_PART_BYTES_MAX };
    let bytes_max = own_max.min(XLSX_TOTAL_BYTES_MAX - before);
    let too_large = || TabularError::WorkbookTooLarge { part: name.clone(), bytes_max };
    if part.size() > bytes_max {
        return Err(too_large());
    }
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut bytes = 0;
    loop {
        let count = part.read(&mut buffer).map_err(|error| TabularError::DamagedWorkbook(error.to_string()))?;
        if count == 0 {
            return Ok(bytes);
        }
        bytes += count as u64;
        if bytes > bytes_max {
            return Err(too_large());
        }
    }
}

fn damaged(error: ZipError) -> TabularError {
    match error {
        ZipError::Io(error) => TabularError::DamagedWorkbook(error.to_string()),
        other => TabularError::DamagedWorkbook(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(parts: &[(&str, u64)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let zeros = vec![b'0'; 1024 * 1024];
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
            let mut left = *bytes;
            while left > 0 {
                let count = left.min(zeros.len() as u64);
                writer.write_all(&zeros[..count as usize]).expect("memory");
                left -= count;
            }
        }
        writer.finish().expect("memory").into_inner()
    }

    fn check(bytes: Vec<u8>) -> Result<(), TabularError> {
        check_archive(&mut Cursor::new(bytes))
    }

    #[test]
    fn a_part_that_unpacks_beyond_its_bound_is_refused_by_name() {
        let bomb = archive(&[("xl/workbook.xml", 10), ("xl/sharedStrings.xml", XLSX_PART_BYTES_MAX + 1)]);
        assert!(bomb.len() < 1024 * 1024, "a bomb is small: {} bytes", bomb.len());
        let error = check(bomb).expect_err("too large");
        assert!(matches!(error, TabularError::WorkbookTooLarge { part, .. } if part == "xl/sharedStrings.xml"));
    }

    #[test]
    fn a_part_that_lies_about_its_size_is_counted_while_unpacking() {
        let mut bomb = archive(&[("xl/workbook.xml", 10), ("xl/sharedStrings.xml", XLSX_PART_BYTES_MAX + 1)]);
        let declared = u32::try_from(XLSX_PART_BYTES_MAX + 1).expect("fits").to_le_bytes();
        let mut places = 0;
        for start in 0..bomb.len() - 4 {
            if bomb[start..start + 4] == declared {
                bomb[start..start + 4].copy_from_slice(&9_u32.to_le_bytes());
                places += 1;
            }
        }
        assert!(places >= 1, "the central directory declares the size");
        assert!(matches!(check(bomb), Err(TabularError::WorkbookTooLarge { .. } | TabularError::DamagedWorkbook(_))));
    }

    #[test]
    fn an_archive_of_too_many_parts_is_refused() {
        let names: Vec<String> = (0..=XLSX_PARTS_MAX).map(|index| format!("part{index}")).collect();
        let parts: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 0)).collect();
        assert!(matches!(check(archive(&parts)), Err(TabularError::TooManyParts)));
    }

    #[test]
    fn another_archive_and_a_cut_one_are_told_apart() {
        assert!(matches!(check(archive(&[("photo.jpg", 100)])), Err(TabularError::NotAWorkbook)));
        let mut cut = archive(&[("xl/workbook.xml", 5_000_000)]);
        cut.truncate(cut.len() / 2);
        assert!(matches!(check(cut), Err(TabularError::DamagedWorkbook(_))));
    }
}
