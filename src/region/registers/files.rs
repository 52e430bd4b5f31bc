//! The CSV files of a register: one, a folder of them, or those of a ZIP archive. One after the other.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use super::error::RegisterError;

/// Unpacked, one file of an archive is at most so long: all of Poland is 1.5 GB.
const UNPACKED_BYTES_MAX: u64 = 8 << 30;

/// Calls `read` with each CSV file and its name for messages, in the order of their names.
pub fn each_csv(
    path: &Path,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), RegisterError>,
) -> Result<(), RegisterError> {
    if path.is_dir() {
        return each_of_folder(path, read);
    }
    if is_kind(path, "zip") {
        return each_of_archive(path, read);
    }
    let mut file = BufReader::new(File::open(path).map_err(at(path))?);
    read(&path.display().to_string(), &mut file)
}

fn each_of_folder(
    folder: &Path,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), RegisterError>,
) -> Result<(), RegisterError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(at(&folder))? {
            let path: PathBuf = entry.map_err(at(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_kind(&path, "csv") {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(RegisterError::NoFiles(folder.to_owned()));
    }
    files.iter().try_for_each(|file| each_csv(file, read))
}

fn each_of_archive(
    path: &Path,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), RegisterError>,
) -> Result<(), RegisterError> {
    let damaged = |error: zip::result::ZipError| RegisterError::Io { path: path.to_owned(), source: error.into() };
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path).map_err(at(path))?)).map_err(damaged)?;
    let all = archive.file_names().filter_map(Result::ok).map(Cow::into_owned);
    let mut names: Vec<String> = all.filter(|name| is_kind(Path::new(name), "csv")).collect();
    names.sort();
    if names.is_empty() {
        return Err(RegisterError::NoFiles(path.to_owned()));
    }
    for name in names {
        let file = archive.by_name(&name).map_err(damaged)?;
        read(&format!("{}/{name}", path.display()), &mut BufReader::new(file.take(UNPACKED_BYTES_MAX)))?;
    }
    Ok(())
}

fn is_kind(path: &Path, kind: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(kind))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> RegisterError {
    move |source| RegisterError::Io { path: path.to_owned(), source }
}
