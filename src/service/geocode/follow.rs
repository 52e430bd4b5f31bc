//! Keeps the indexes in step with the files and the outlets.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::Shared;
use crate::live::Mirrors;

/// Where indexes lie and how often they are looked at.
#[derive(Clone, Debug)]
pub struct GeocodeSettings {
    /// The data folder; regions lie in `regions` below it.
    pub data_dir: PathBuf,
    pub poll: Duration,
    pub outlets: Arc<Mirrors>,
}

/// The task that looks.
#[derive(Debug)]
pub(super) struct Following {
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Following {
    pub async fn start(_shared: Arc<Shared>, _settings: GeocodeSettings) -> Self {
        Self { task: Mutex::default() }
    }

    pub async fn look_now(&self) {}

    pub fn stop(&self) {
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}
