//! The one server of a test run: started by whoever comes first, joined by the rest, stopped by nobody
//! in particular.
//!
//! Three lock files next to the build do the coordination; the kernel lets go of a lock when its
//! process ends, however it ends. `start` is held while the server is looked for, started or stopped;
//! `users` is shared by every test process; `watchdog` by the one watchdog.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use blisko::store::Store;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::binaries::Binaries;
use super::execute;

/// Stops the server once nobody has held `users` for two looks in a row: nextest has moments between
/// two tests in which no process lives.
const WATCHDOG: &str = r#"
exec 7>watchdog.lock 8>users.lock 9>start.lock
flock -n 7 || exit 0
idle=0
while sleep 2; do
    flock 9
    if flock -n 8; then idle=$((idle + 1)); flock -u 8; else idle=0; fi
    if [ "$idle" -ge 2 ]; then
        root=$(cat root)
        kill -QUIT "$(head -n 1 "$root/data/postmaster.pid")"
        while [ -e "$root/data/postmaster.pid" ]; do sleep 0.1; done
        rm -rf "$root" root
        exit 0
    fi
    flock -u 9
done
"#;

/// A running server, and our claim on it.
pub struct Server {
    /// Its data, its socket and its log.
    root: PathBuf,
    template: String,
    /// Held, never read: the watchdog sees that we live.
    _users: File,
}

impl Server {
    /// Panics with the server's own words when it cannot be started.
    pub async fn start_or_join(binaries: &Binaries) -> Self {
        let state = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres");
        fs::create_dir_all(&state).expect("the build's folder can be written");
        let start = open_lock(&state.join("start.lock"));
        start.lock().expect("the lock file can be locked");
        let users = open_lock(&state.join("users.lock"));
        users.lock_shared().expect("the watchdog looks only while it holds `start`");
        let root = match running(&state).await {
            Some(root) => root,
            None => start_server(binaries, &state),
        };
        spawn_watchdog(&state);
        let server = Self { root, template: template_name(), _users: users };
        server.make_template().await;
        server
    }

    pub fn url(&self, database: &str) -> String {
        url(&self.root, database)
    }

    pub fn template(&self) -> &str {
        &self.template
    }

    /// Migrates under a working name, so that a template is either whole or not there.
    async fn make_template(&self) {
        let admin = self.url("postgres");
        let mut connection = PgConnection::connect(&admin).await.expect("the server has just answered");
        let exists: Option<i32> = sqlx::query_scalar("select 1 from pg_database where datname = $1")
            .bind(&self.template)
            .fetch_optional(&mut connection)
            .await
            .expect("the list of databases can be read");
        if exists.is_some() {
            return;
        }
        let run = |statement: &str| execute(&admin, statement.to_owned());
        run("drop database if exists unfinished with (force)").await.expect("left by a run that was killed");
        run("create database unfinished").await.expect("a database can be made");
        let store = Store::open(&self.url("unfinished"), 1).await.expect("the new database can be opened");
        store.migrate().await.expect("the migrations apply");
        store.close().await;
        let rename = format!("alter database unfinished rename to {}", self.template);
        sqlx::query(AssertSqlSafe(rename)).execute(&mut connection).await.expect("nobody else uses it");
    }
}

fn open_lock(path: &Path) -> File {
    File::options().create(true).truncate(false).write(true).open(path).expect("the lock file can be made")
}

/// The folder of the server that an earlier process started, if it still answers.
async fn running(state: &Path) -> Option<PathBuf> {
    let root = PathBuf::from(fs::read_to_string(state.join("root")).ok()?.trim());
    PgConnection::connect(&url(&root, "postgres")).await.ok()?.close().await.ok()?;
    Some(root)
}

fn start_server(binaries: &Binaries, state: &Path) -> PathBuf {
    // Not below the build: the user that runs the server may not look there, and a socket's path is short.
    let root = tempfile::Builder::new().prefix("blisko-pg-").tempdir().expect("a temporary folder").keep();
    binaries.hand_over(&root);
    let data = root.join("data");
    let mut initdb = binaries.command("initdb");
    initdb.args(["--username=blisko", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
    run(initdb);
    // A test's database may be lost with the machine: every setting trades safety for speed.
    let options = format!(
        "-k {} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
         -c max_connections=300 -c shared_buffers=64MB",
        root.display()
    );
    let mut pg_ctl = binaries.command("pg_ctl");
    pg_ctl.arg("-D").arg(&data).arg("-l").arg(root.join("log")).args(["-w", "-t", "60", "-o", &options, "start"]);
    run(pg_ctl);
    fs::write(state.join("root"), root.to_str().expect("temporary folders have plain names")).expect("state is ours");
    root
}

fn run(mut command: Command) {
    let output = command.output().expect("the program was found a moment ago");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?} failed:\n{out}{err}");
}

/// In a process group of its own, so that Ctrl-C at the tests does not reach it.
#[expect(clippy::zombie_processes, reason = "it outlives this process on purpose")]
fn spawn_watchdog(state: &Path) {
    let mut command = Command::new("sh");
    command.args(["-c", WATCHDOG]).current_dir(state).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the tests need `sh`, and `flock` of util-linux");
}

fn url(root: &Path, database: &str) -> String {
    format!("postgres://blisko@localhost/{database}?host={}", root.display())
}

/// Named by what the migrations say: a server that outlives a rebuild must not serve the old schema.
fn template_name() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<_> = fs::read_dir(folder).expect("migrations are there").map(|f| f.unwrap().path()).collect();
    files.sort();
    let digest = files.iter().fold(Sha256::new(), |hash, file| hash.chain_update(fs::read(file).unwrap()));
    let hex: String = digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("template_{hex}")
}
