//! What a server does beside answering: keeping house, giving queue items back, sending the outbox.

use std::time::Duration;

use tokio::task::JoinHandle;

use crate::app::App;
use crate::config::Config;
use crate::service::fill_name_keys::fill_name_keys;
use crate::service::keep_house::{Retention, keep_house};
use crate::service::send_outbox::{Gateway, MailSender, MailSettingsError, Senders, send_due};
use crate::service::work_queue::return_overdue;
use crate::units::Seconds;

/// The return timer is in minutes: nobody notices half of one.
const RETURN_EVERY: Duration = Duration::from_secs(30);
/// A commit of this process wakes the sender at once; what others wrote and what is tried again waits so long.
const SEND_EVERY: Duration = Duration::from_secs(5);
/// A busy server commits hundreds of times a second, and looking each time is not needed.
const SEND_SETTLE: Duration = Duration::from_millis(200);
/// Some hundred commits at most; folding them takes a few milliseconds.
const FOLD_EVERY: Duration = Duration::from_secs(1);
/// As long as a merge can be undone.
const CUSTOMER_FILES: Seconds = Seconds::days(30);
/// A database that does not answer is left alone for a while.
const SEND_PAUSE: Duration = Duration::from_secs(10);

/// Running chores; they end with the value.
#[derive(Debug)]
pub struct Chores(Vec<JoinHandle<()>>);

impl Chores {
    pub fn start(app: &App, senders: Senders) -> Self {
        Self(vec![
            tokio::spawn(keep_house_hourly(app.clone())),
            tokio::spawn(fold_log_often(app.clone())),
            tokio::spawn(fill_keys_once(app.clone())),
            tokio::spawn(return_queue_items(app.clone())),
            tokio::spawn(keep_sending(app.clone(), senders)),
        ])
    }
}

impl Drop for Chores {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Whoever sends, as the configuration has it.
pub fn senders(config: &Config) -> Result<Senders, MailSettingsError> {
    let gateway = |url: &str| (!url.is_empty()).then(|| Gateway::new(url, config.gateway_secret.reveal()));
    let email = match config.smtp_url.reveal() {
        "" => None,
        url => Some(MailSender::new(url, &config.mail_from)?),
    };
    Ok(Senders {
        email,
        sms: gateway(config.sms_gateway.as_str()),
        chat: gateway(config.chat_gateway.as_str()),
        tries_max: config.outbox_tries_max.get() as i64,
        good_for: Seconds::hours(config.outbox_hours.get() as i64),
    })
}

/// A failure is told, and tried again with the next.
async fn fold_log_often(app: App) {
    loop {
        tokio::time::sleep(FOLD_EVERY).await;
        if let Err(error) = app.store.fold_log().await {
            tracing::warn!(%error, "Folding the database's log into its file failed");
        }
    }
}

/// Forgets once an hour what has had its time; a failure is tried again an hour later.
async fn keep_house_hourly(app: App) {
    let retention = Retention {
        idempotent_replies: Seconds::hours(app.config.idempotency_hours.get() as i64),
        changes: Seconds::days(app.config.change_days.get() as i64),
        answer_links: Seconds::days(app.config.change_days.get() as i64),
        customer_files: CUSTOMER_FILES,
    };
    loop {
        match keep_house(&app.store, retention, app.clock.now()).await {
            Ok(forgotten) => tracing::debug!(?forgotten, "Kept house"),
            Err(error) => tracing::warn!(%error, "Could not forget old rows, trying again in an hour: {error}"),
        }
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}

/// Customers of a version that knew no keys of names; nothing to do after that.
async fn fill_keys_once(app: App) {
    match fill_name_keys(&app.store, &app.clock).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "Made keys of {count} names"),
        Err(error) => {
            tracing::warn!(%error, "Could not make keys of names, trying again after the next start: {error}")
        }
    }
}

/// Gives back what people took out of the queue and did not move in time.
async fn return_queue_items(app: App) {
    loop {
        tokio::time::sleep(RETURN_EVERY).await;
        match return_overdue(&app.store, app.clock.now()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "Gave {count} items back to the queue"),
            Err(error) => tracing::warn!(%error, "Could not give items back to the queue: {error}"),
        }
    }
}

/// Sends what is due, at once after a commit and every few seconds besides.
async fn keep_sending(app: App, senders: Senders) {
    let committed = app.store.committed();
    loop {
        let woken = committed.notified();
        match send_due(&app.store, &senders, &app.clock).await {
            Ok(0) => {
                let _ = tokio::time::timeout(SEND_EVERY, woken).await;
                tokio::time::sleep(SEND_SETTLE).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "Could not send the outbox: {error}");
                tokio::time::sleep(SEND_PAUSE).await;
            }
        }
    }
}
