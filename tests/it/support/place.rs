//! A data folder, and the commands of the program typed at it.

use std::path::{Path, PathBuf};
use std::process::Output;

use blisko::domain::permission::Permission;

use super::accounts::make_key;
use super::builders::outlet;
use super::process::{Connection, Server, blisko};

/// A data folder with some outlets, and room for backups beside it.
pub struct Place {
    folder: tempfile::TempDir,
    key: String,
}

impl Place {
    pub async fn with_outlets(codes: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = make_key(&url(folder.path()), &[Permission::OutletsWrite]).await;
        let place = Self { folder, key: format!("Bearer {key}") };
        place.write(codes).await;
        place
    }

    pub fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    pub fn url(&self) -> String {
        url(self.data_dir())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.data_dir().join(name)
    }

    pub async fn write(&self, codes: &[&str]) {
        let server = Server::start(self.data_dir(), &[]);
        let mut connection = self.connect(&server).await;
        for code in codes {
            let reply = connection.send("POST", "/api/v1/outlets", Some(&outlet(code).json())).await.unwrap();
            assert_eq!(reply.status, 201);
        }
    }

    pub async fn connect(&self, server: &Server) -> Connection {
        Connection::open(server.address, &[("authorization", &self.key), ("if-match", "*")]).await.unwrap()
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = blisko(self.data_dir(), arguments);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    }

    pub async fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub async fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}

fn url(data_dir: &Path) -> String {
    format!("sqlite:{}", data_dir.join("blisko.db").display())
}
