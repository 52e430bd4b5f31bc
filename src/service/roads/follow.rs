//! Keeps the roads in step with the files of the regions.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinHandle;

use super::networks::{RegionRoads, RoadSet};
use super::{RoutingSettings, Shared};
use crate::region::REGIONS_FOLDER;
use crate::region::roads::{LANDMARKS_FILE, ROADS_FILE};
use crate::roads::error::RoadFileError;
use crate::roads::file::RoadFile;
use crate::roads::landmarks::{Landmarks, read_landmark_file};
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
    let landmarks = landmarks_beside(region, path);
    let roads = RegionRoads::new(region, &RoadFile::open(path)?, landmarks)?;
    let (links, landmarks, version) = (roads.link_count(), roads.landmark_count(), &roads.content_hash);
    tracing::info!(
        region,
        links,
        landmarks,
        version,
        "Driving on {links} links of the region {region}, past {landmarks} landmarks"
    );
    Ok(roads)
}

/// A build puts them in place before the roads. Without them ways are told by streets alone.
fn landmarks_beside(region: &str, roads: &Path) -> Landmarks {
    let path = roads.with_file_name(LANDMARKS_FILE);
    if !path.exists() {
        return Landmarks::default();
    }
    read_landmark_file(&path).unwrap_or_else(|problem| {
        tracing::warn!(region, %problem, "Refused {LANDMARKS_FILE} of the region {region}: {problem}");
        Landmarks::default()
    })
}
