//! Where PostgreSQL's programs are, and as whom to run them: `initdb` and the server refuse root.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const HOW_TO_INSTALL: &str =
    "install Debian's package `postgresql` (15 or newer), or put initdb and pg_ctl on PATH";

/// Found programs.
pub struct Binaries {
    folder: PathBuf,
    /// User and group to become; `None` when we are not root.
    run_as: Option<(u32, u32)>,
}

impl Binaries {
    /// Looks in Debian's folders (newest first), where `pg_config` points, and on PATH.
    pub fn find() -> Option<Self> {
        let folder = debian_folders()
            .into_iter()
            .chain(pg_config_folder())
            .chain(path_folders())
            .find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file()))?;
        Some(Self { folder, run_as: is_root().then(unprivileged_user) })
    }

    /// A command for one of the programs, as a user that it accepts.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        command.current_dir("/").env_remove("PGDATA").env_remove("PGPORT").env_remove("PGHOST");
        if let Some((user, group)) = self.run_as {
            command.uid(user).gid(group);
        }
        command
    }

    /// Gives `path` to the user that runs the server.
    pub fn hand_over(&self, path: &Path) {
        if let Some((user, group)) = self.run_as {
            std::os::unix::fs::chown(path, Some(user), Some(group)).expect("root may give its folders away");
        }
    }
}

fn debian_folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

fn pg_config_folder() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn path_folders() -> Vec<PathBuf> {
    std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect()
}

fn is_root() -> bool {
    id(&["-u"]) == Some(0)
}

/// `postgres` where the package made it, else `nobody`.
fn unprivileged_user() -> (u32, u32) {
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)))
        .expect("as root the tests need a user `postgres` or `nobody` to run PostgreSQL")
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
