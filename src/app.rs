//! The composition root: what every request can reach.

use std::sync::Arc;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::{Adoption, Config, PasswordSignIn};
use crate::domain::permission::Role;
use crate::domain::session::SessionLimits;
use crate::live::Live;
use crate::service::accounts::{AccountSettings, Accounts};
use crate::service::customer_tiles::CustomerTiles;
use crate::service::find_place::OutletNames;
use crate::service::geocode::{GeocodeSettings, Geocoding, OutsideGeocoder, OutsideKind};
use crate::service::imports::ImportJobs;
use crate::service::outlet_tiles::OutletTiles;
use crate::service::outlets_by_road::OutletsByRoad;
use crate::service::passwords::HashCost;
use crate::service::presence::Presence;
use crate::service::roads::{OutsideRouter, RouterKind, Routing, RoutingSettings, StandingConditions};
use crate::service::single_sign_on::{Adopts, PersonRules, SingleSignOn, SingleSignOnSettings};
use crate::service::telephones::{Language, SystemSettings, Telephones};
use crate::service::tile_archives::{TileArchives, TileSettings};
use crate::store::{Store, StoreError};
use crate::telephony::{AgentTable, Credentials};
use crate::units::Seconds;

/// Everything a handler may use; cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

/// The parts of `App`, reached through it by dereference.
#[derive(Debug)]
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub store: Store,
    pub live: Live,
    pub accounts: Accounts,
    /// The OpenID provider, if one is configured.
    pub single_sign_on: Option<SingleSignOn>,
    /// Imports that this process works on.
    pub imports: ImportJobs,
    /// Ready tiles.
    pub tiles: TileArchives,
    /// Tiles made of the outlets in memory.
    pub outlet_tiles: OutletTiles,
    /// Tiles made of the customers in memory.
    pub customer_tiles: CustomerTiles,
    /// Addresses, places and outlets by name.
    pub geocoding: Geocoding,
    /// Ways, times and areas by car, on foot and by bike.
    pub routing: Routing,
    /// What is different on the roads.
    pub standing: StandingConditions,
    /// Where outlets are on the roads.
    pub outlets_by_road: OutletsByRoad,
    /// The words by which outlets are found.
    pub outlet_names: OutletNames,
    /// Connections to telephone systems.
    pub telephones: Telephones,
    /// Who has which customer's card open.
    pub presence: Presence,
    /// `None` when another app of this process has the recorder: in tests.
    pub metrics: Option<PrometheusHandle>,
    stopping: watch::Sender<bool>,
}

impl App {
    /// Opens and migrates the database, loads what memory mirrors, and starts to follow changes.
    pub async fn start(config: Config, clock: Clock, metrics: Option<PrometheusHandle>) -> Result<Self, StoreError> {
        let store = Store::open(&config.database(), config.database_connections_max.get() as u32).await?;
        store.migrate().await?;
        let live = Live::start(&store, &clock).await?;
        let accounts = Accounts::new(store.clone(), clock.clone(), account_settings(&config))
            .expect("the bounds of the settings are within those of argon2");
        let single_sign_on = single_sign_on(&config, &store, &clock);
        let tiles = TileArchives::start(&config.data_dir, tile_settings(&config)).await;
        let outlet_tiles = OutletTiles::start(&live, config.tile_cache_bytes_max.get() as usize);
        let customer_tiles = CustomerTiles::of(&live);
        let geocoding = Geocoding::start(geocode_settings(&config, &live), outside_geocoder(&config)).await;
        let routing = Routing::start(routing_settings(&config), outside_router(&config)).await;
        let outlets_by_road = OutletsByRoad::follow(live.mirrors(), routing.current());
        let standing = StandingConditions::follow(&store, live.watch_applied()).await?;
        let telephones = Telephones::start(&store, &clock, &config.call_country, telephone_systems(&config));
        let stopping = watch::Sender::new(false);
        Ok(Self(Arc::new(Parts {
            config,
            clock,
            store,
            live,
            accounts,
            single_sign_on,
            imports: ImportJobs::default(),
            tiles,
            outlet_tiles,
            customer_tiles,
            geocoding,
            routing,
            standing,
            outlets_by_road,
            outlet_names: OutletNames::default(),
            telephones,
            presence: Presence::default(),
            metrics,
            stopping,
        })))
    }

    /// Returns when the service is told to stop: streams end, no connection is taken.
    pub async fn until_stopping(&self) {
        // An error means that the app is gone, which is as good a reason to stop.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await.map(drop);
    }

    pub fn begin_stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Stops following and closes the database.
    pub async fn stop(&self) {
        self.tiles.stop();
        self.outlet_tiles.stop();
        self.geocoding.stop();
        self.routing.stop();
        self.outlets_by_road.stop();
        self.standing.stop();
        self.telephones.stop();
        self.live.stop();
        self.store.close().await;
    }
}

/// What the accounts take from the configuration.
pub fn account_settings(config: &Config) -> AccountSettings {
    AccountSettings {
        limits: SessionLimits {
            idle: Seconds::minutes(config.session_idle_minutes.get() as i64),
            absolute: Seconds::hours(config.session_absolute_hours.get() as i64),
            rotation: Seconds::minutes(config.session_rotation_minutes.get() as i64),
        },
        hash_cost: HashCost { memory_kib: config.password_hash_memory_kib.get() as u32, ..HashCost::RECOMMENDED },
        hashes_at_once: config.password_hash_parallel.get() as usize,
        free_attempts: config.sign_in_attempts_max.get() as u32,
        passwords_for_admins_only: !config.oidc_issuer.as_str().is_empty()
            && config.password_sign_in == PasswordSignIn::Admins,
    }
}

/// A file of certificates that cannot be read leaves people with their passwords, and is told in the log.
fn single_sign_on(config: &Config, store: &Store, clock: &Clock) -> Option<SingleSignOn> {
    let settings = single_sign_on_settings(config)?;
    let made = SingleSignOn::new(store.clone(), clock.clone(), settings);
    made.inspect_err(|problem| tracing::error!(%problem, "Nobody can sign in at the OpenID provider: {problem}")).ok()
}

fn single_sign_on_settings(config: &Config) -> Option<SingleSignOnSettings> {
    let issuer = Some(config.oidc_issuer.as_str()).filter(|issuer| !issuer.is_empty())?;
    let roles = config.oidc_roles.0.iter();
    let rules = PersonRules {
        role_claim: config.oidc_role_claim.clone(),
        roles: roles.filter_map(|(group, role)| Some((group.clone(), Role::from_code(role)?))).collect(),
        role_default: Role::from_code(config.oidc_role_default.as_str()),
        email_domains: config.oidc_email_domains.0.clone(),
        adopts: match config.oidc_adopt {
            Adoption::Nobody => Adopts::Nobody,
            Adoption::Email => Adopts::Email,
            Adoption::LoginName => Adopts::LoginName,
        },
    };
    Some(SingleSignOnSettings {
        issuer: issuer.to_owned(),
        client_id: config.oidc_client_id.clone(),
        client_secret: config.oidc_client_secret.reveal().to_owned(),
        scopes: config.oidc_scopes.clone(),
        redirect_uri: format!("{}/sign-in/oidc/callback", config.public_address()),
        signed_out_uri: format!("{}/sign-in", config.public_address()),
        rules,
        timeout: Duration::from_secs(config.oidc_timeout_s.get()),
        ca_file: config.oidc_ca_file.clone(),
    })
}

fn tile_settings(config: &Config) -> TileSettings {
    TileSettings {
        archives: config.tile_archives.0.clone(),
        poll: Duration::from_secs(config.tile_poll_s.get()),
        cache_bytes_max: config.tile_cache_bytes_max.get() as usize,
        fetch_timeout: Duration::from_secs(config.tile_fetch_timeout_s.get()),
    }
}

fn geocode_settings(config: &Config, live: &Live) -> GeocodeSettings {
    GeocodeSettings {
        data_dir: config.data_dir.clone(),
        poll: Duration::from_secs(config.tile_poll_s.get()),
        outlets: live.mirrors(),
        applied: live.watch_applied(),
        with_base: config.geocoder_base,
    }
}

fn routing_settings(config: &Config) -> RoutingSettings {
    RoutingSettings { data_dir: config.data_dir.clone(), poll: Duration::from_secs(config.tile_poll_s.get()) }
}

fn telephone_systems(config: &Config) -> Vec<SystemSettings> {
    let systems = config.telephony.0.iter().filter_map(|(name, system)| {
        Some(SystemSettings {
            name: name.clone(),
            language: Language::from_code(&system.system)?,
            address: system.address.clone(),
            credentials: Credentials { user: system.user.clone(), secret: system.secret.reveal().to_owned() },
            agents: AgentTable::new(system.agents.clone()),
            queues: system.queues.clone(),
        })
    });
    systems.collect()
}

fn outside_router(config: &Config) -> Option<OutsideRouter> {
    let (kind, url) = config.outside_router.0.as_ref()?;
    let timeout = Duration::from_secs(config.outside_router_timeout_s.get());
    Some(OutsideRouter::new(RouterKind::from_code(kind)?, url, timeout))
}

fn outside_geocoder(config: &Config) -> Option<OutsideGeocoder> {
    let (kind, url) = config.outside_geocoder.0.as_ref()?;
    let timeout = Duration::from_secs(config.outside_geocoder_timeout_s.get());
    Some(OutsideGeocoder::new(OutsideKind::from_code(kind)?, url, config.outside_geocoder_key.reveal(), timeout))
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
