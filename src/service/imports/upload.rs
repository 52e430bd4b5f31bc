//! A file on its way in: written to the data folder piece by piece, never larger than allowed, gone when done.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use futures_util::{Stream, StreamExt};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::error::ImportError;

/// Folder below the data folder.
const FOLDER: &str = "uploads";

/// A file to import. One that was uploaded is removed from the disk when dropped.
#[derive(Debug)]
pub struct Upload {
    path: PathBuf,
    is_ours: bool,
    pub file_name: String,
    pub bytes: u64,
}

impl Upload {
    /// Stores `pieces` until they end. Errors with `TooLarge` as soon as more than `bytes_max` have come, with
    /// `BrokenOff` when the sender stops early; either way nothing stays behind.
    pub async fn receive<B: AsRef<[u8]>, E>(
        data_dir: &Path,
        file_name: String,
        pieces: impl Stream<Item = Result<B, E>>,
        bytes_max: u64,
    ) -> Result<Self, ImportError> {
        let folder = data_dir.join(FOLDER);
        tokio::fs::create_dir_all(&folder).await.map_err(ImportError::Disk)?;
        let path = folder.join(format!("{}.part", Uuid::now_v7()));
        let mut upload = Self { path, is_ours: true, file_name, bytes: 0 };
        let mut file = tokio::fs::File::create_new(&upload.path).await.map_err(ImportError::Disk)?;
        let mut pieces = std::pin::pin!(pieces);
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|_| ImportError::BrokenOff)?;
            upload.bytes += piece.as_ref().len() as u64;
            if upload.bytes > bytes_max {
                return Err(ImportError::TooLarge { bytes_max });
            }
            file.write_all(piece.as_ref()).await.map_err(ImportError::Disk)?;
        }
        file.flush().await.map_err(ImportError::Disk)?;
        Ok(upload)
    }

    /// A file that is there already and stays there.
    pub fn local(path: &Path) -> Self {
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { path: path.to_owned(), is_ours: false, file_name, bytes: 0 }
    }

    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.is_ours {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Removes what an earlier process left behind. Only for the one process that holds the data folder.
pub fn clean_uploads(data_dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(data_dir.join(FOLDER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder.join(FOLDER)).map_or(0, Iterator::count)
    }

    async fn receive(folder: &Path, pieces: Vec<Result<&'static str, ()>>) -> Result<Upload, ImportError> {
        Upload::receive(folder, "a.csv".into(), stream::iter(pieces), 10).await
    }

    #[tokio::test]
    async fn a_file_is_stored_while_it_is_held_and_gone_afterwards() {
        let folder = tempfile::tempdir().expect("a folder");
        let upload = receive(folder.path(), vec![Ok("abc"), Ok("de")]).await.expect("small enough");
        assert_eq!((upload.bytes, files(folder.path())), (5, 1));
        drop(upload);
        assert_eq!(files(folder.path()), 0);
    }

    #[tokio::test]
    async fn what_is_too_large_or_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let large = receive(folder.path(), vec![Ok("0123456789"), Ok("0"), Err(())]).await;
        assert!(matches!(large, Err(ImportError::TooLarge { bytes_max: 10 })));
        let broken = receive(folder.path(), vec![Ok("0123"), Err(())]).await;
        assert!(matches!(broken, Err(ImportError::BrokenOff)));
        assert_eq!(files(folder.path()), 0);
    }

    #[tokio::test]
    async fn leftovers_of_a_killed_process_are_removed_at_the_start() {
        let folder = tempfile::tempdir().expect("a folder");
        std::mem::forget(receive(folder.path(), vec![Ok("abc")]).await.expect("small enough"));
        clean_uploads(folder.path()).expect("removable");
        assert_eq!(files(folder.path()), 0);
        clean_uploads(folder.path()).expect("nothing is fine too");
    }
}
