//! Keeps the roads in step with the files of the regions.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinHandle;

use super::networks::{RegionRoads, RoadSet};
use super::{RoutingSettings, Shared};
use crate::region::REGIONS_FOLDER;
use crate::region::roads::ROADS_FILE;
use crate::roads::error::RoadFileError;
use crate::roads::file::RoadFile;
use crate::service::region_files::{SeenFiles, look_at_files};

/// The task that looks, and what it has seen.
#[derive(Debug)]
pub(super) struct Following {
    looker: Arc<tokio::sync::Mutex<Looker>>,
    shared: Arc<Shared>,
    task: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Looker {
    settings: RoutingSettings,
    files: SeenFiles<RegionRoads>,
}

impl Following {
    /// Looks once, and goes on looking.
    pub async fn start(shared: Arc<Shared>, settings: RoutingSettings) -> Self {
        let poll = settings.poll;
        let looker = Arc::new(tokio::sync::Mutex::new(Looker { settings, files: SeenFiles::new() }));
        let following = Self { looker, shared, task: Mutex::default() };
        following.look_now().await;
        let (looker, shared) = (Arc::clone(&following.looker), Arc::clone(&following.shared));
        let keep_looking = async move {
            loop {
                tokio::time::sleep(poll).await;
                look(&looker, &shared).await;
            }
        };
        *following.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokio::spawn(keep_looking));
        following
    }

    pub async fn look_now(&self) {
        look(&self.looker, &self.shared).await;
    }

    pub fn stop(&self) {
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

/// Looks once, off the threads that answer requests.
async fn look(looker: &Arc<tokio::sync::Mutex<Looker>>, shared: &Arc<Shared>) {
    let mut looker = Arc::clone(looker).lock_owned().await;
    let shared = Arc::clone(shared);
    let looked = tokio::task::spawn_blocking(move || {
        if looker.look() {
            shared.replace(RoadSet::of_files(&looker.files));
        }
    });
    looked.await.expect("looking at road files does not panic");
}

impl Looker {
    fn look(&mut self) -> bool {
        look_at_files(&self.settings.data_dir.join(REGIONS_FOLDER), ROADS_FILE, &mut self.files, open)
    }
}

fn open(region: &str, path: &Path) -> Result<RegionRoads, RoadFileError> {
    let roads = RegionRoads::new(region, &RoadFile::open(path)?)?;
    let (links, version) = (roads.link_count(), &roads.content_hash);
    tracing::info!(region, links, version, "Driving on {links} links of the region {region}");
    Ok(roads)
}
