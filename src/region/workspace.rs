//! The folder in which a build works, and what it remembers between two runs.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::RegionError;
use super::registers::RegisterFile;

/// Grows when a step leaves other files than before, so that nobody goes on from old ones.
const LAYOUT: u32 = 2;
const MANIFEST: &str = "manifest.json";

/// A build's files: its source, what steps leave for each other, and what becomes the region.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    source: Option<PathBuf>,
    data_date: Option<String>,
    registers: Vec<RegisterFile>,
    manifest: Manifest,
    /// Held for as long as the build runs.
    _lock: File,
}

/// What a build is made from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// The OSM file; nothing for a region that is the base map alone.
    pub osm: Option<&'a Path>,
    pub data_date: Option<&'a str>,
    pub registers: &'a [RegisterFile],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Manifest {
    layout: u32,
    program: String,
    source_sha256: Option<String>,
    source_bytes: u64,
    data_date: Option<String>,
    /// Kind, path and what tells whether it has changed.
    registers: Vec<String>,
    done: Vec<String>,
}

impl Workspace {
    /// Opens the folder, and empties it when what is there was made from another file or by another program.
    /// Errors: `Busy` while somebody else works in it.
    pub fn open(folder: &Path, name: &str, sources: &Sources<'_>) -> Result<Self, RegionError> {
        fs::create_dir_all(folder).map_err(RegionError::at(folder))?;
        let lock_path = folder.join("lock");
        let lock = File::create(&lock_path).map_err(RegionError::at(&lock_path))?;
        lock.try_lock().map_err(|_| RegionError::Busy(name.to_owned()))?;
        let (source_bytes, source_sha256) = match sources.osm {
            Some(path) => file_hash(path).map(|(bytes, hash)| (bytes, Some(hash)))?,
            None => (0, None),
        };
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let stamps = sources.registers.iter().map(stamp).collect::<Result<_, _>>()?;
        let data_date = sources.data_date.map(str::to_owned);
        let manifest = Manifest {
            layout: LAYOUT,
            program,
            source_sha256,
            source_bytes,
            data_date: data_date.clone(),
            registers: stamps,
            done: Vec::new(),
        };
        let (source, registers) = (sources.osm.map(Path::to_owned), sources.registers.to_vec());
        let mut workspace = Self { folder: folder.to_owned(), source, data_date, registers, manifest, _lock: lock };
        match workspace.read_json::<Manifest>(MANIFEST) {
            Ok(earlier) if (Manifest { done: Vec::new(), ..earlier.clone() }) == workspace.manifest => {
                workspace.manifest = earlier;
            }
            _ => workspace.clear()?,
        }
        let out = workspace.folder.join("out");
        fs::create_dir_all(&out).map_err(RegionError::at(&out))?;
        Ok(workspace)
    }

    /// The OSM file. Only for steps of a list that begins with reading one.
    pub fn source(&self) -> Result<&Path, RegionError> {
        self.source.as_deref().ok_or(RegionError::NothingThere("source"))
    }

    /// The day of the data, for a file that does not tell it.
    pub fn data_date(&self) -> Option<&str> {
        self.data_date.as_deref()
    }

    pub fn registers(&self) -> &[RegisterFile] {
        &self.registers
    }

    pub fn source_hash(&self) -> Option<(&str, u64)> {
        self.manifest.source_sha256.as_deref().map(|hash| (hash, self.manifest.source_bytes))
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file for later steps.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A file that becomes part of the region.
    pub fn out(&self, name: &str) -> PathBuf {
        self.folder.join("out").join(name)
    }

    /// Whether any step is done.
    pub fn has_begun(&self) -> bool {
        !self.manifest.done.is_empty()
    }

    pub fn is_done(&self, step: &str) -> bool {
        self.manifest.done.iter().any(|done| done == step)
    }

    pub fn set_done(&mut self, step: &str) -> Result<(), RegionError> {
        self.manifest.done.push(step.to_owned());
        self.write_json(MANIFEST, &self.manifest)
    }

    /// Something small for later steps. It is there whole or not at all.
    pub fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), RegionError> {
        let (path, new) = (self.scratch(name), self.scratch(&format!("{name}.new")));
        let text = serde_json::to_string(value).map_err(|error| RegionError::at(&path)(error.into()))?;
        fs::write(&new, text).and_then(|()| fs::rename(&new, &path)).map_err(RegionError::at(&path))
    }

    pub fn read_json<T: DeserializeOwned>(&self, name: &str) -> Result<T, RegionError> {
        let path = self.scratch(name);
        let text = fs::read_to_string(&path).map_err(RegionError::at(&path))?;
        serde_json::from_str(&text).map_err(|error| RegionError::BadLeftover { path, reason: error.to_string() })
    }

    /// Removes everything; the build is over.
    pub fn remove(self) -> Result<(), RegionError> {
        fs::remove_dir_all(&self.folder).map_err(RegionError::at(&self.folder))
    }

    fn clear(&self) -> Result<(), RegionError> {
        for entry in fs::read_dir(&self.folder).map_err(RegionError::at(&self.folder))? {
            let path = entry.map_err(RegionError::at(&self.folder))?.path();
            let removed = match (path.is_dir(), path.file_name().is_some_and(|name| name == "lock")) {
                (true, _) => fs::remove_dir_all(&path),
                (false, true) => Ok(()),
                (false, false) => fs::remove_file(&path),
            };
            removed.map_err(RegionError::at(&path))?;
        }
        Ok(())
    }
}

/// What changes when a register does: its path, size and time, since hashing thousands of files takes long.
fn stamp(file: &RegisterFile) -> Result<String, RegionError> {
    let at = RegionError::at(&file.path);
    let about = fs::metadata(&file.path).map_err(at)?;
    Ok(format!("{} {} {} {:?}", file.register.key(), file.path.display(), about.len(), about.modified().ok()))
}

/// A file's length and SHA-256 in hexadecimal digits.
pub fn file_hash(path: &Path) -> Result<(u64, String), RegionError> {
    let mut source = BufReader::with_capacity(1 << 16, File::open(path).map_err(RegionError::at(path))?);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(RegionError::at(path)(error)),
        }
    }
    Ok((bytes, hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}
