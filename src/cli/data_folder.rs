//! The data folder, held while a command works in it. Commands share it; `restore` wants it alone.
//!
//! The hold is a lock of the operating system on a file in the folder: it ends with the process, however
//! that ends, so nobody ever has to clean up after a crash.

use std::fs::{self, File, TryLockError};
use std::path::Path;

const LOCK_FILE: &str = "blisko.lock";

/// The hold on the folder; it ends when this is dropped.
#[derive(Debug)]
pub struct DataFolder {
    _lock: File,
}

impl DataFolder {
    /// Makes the folder where it is not there, and shares it with other commands.
    pub fn share(path: &Path) -> Result<Self, String> {
        Self::hold(path, File::try_lock_shared, "a restore is going on in it; try again when that is done")
    }

    /// Holds the folder alone: no server and no other command works in it.
    pub fn alone(path: &Path) -> Result<Self, String> {
        Self::hold(path, File::try_lock, "a server or another command works in it; stop that first")
    }

    fn hold(path: &Path, lock: impl Fn(&File) -> Result<(), TryLockError>, advice: &str) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("cannot use the data folder {}: {error}", path.display());
        fs::create_dir_all(path).map_err(|error| failed(&error))?;
        let file = File::options().create(true).truncate(false).write(true).open(path.join(LOCK_FILE));
        let file = file.map_err(|error| failed(&error))?;
        match lock(&file) {
            Ok(()) => Ok(Self { _lock: file }),
            Err(TryLockError::WouldBlock) => Err(failed(&advice)),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_share_the_folder_and_a_restore_wants_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let server = DataFolder::share(folder.path()).unwrap();
        let command = DataFolder::share(folder.path()).unwrap();
        assert!(DataFolder::alone(folder.path()).unwrap_err().contains("stop that first"));
        drop((server, command));
        let restore = DataFolder::alone(folder.path()).unwrap();
        assert!(DataFolder::share(folder.path()).unwrap_err().contains("a restore is going on"));
        drop(restore);
        DataFolder::share(folder.path()).unwrap();
    }
}
