//! Changes as the text of server-sent events.

use std::fmt::Write;

use bytes::Bytes;

use super::ChangeView;
use crate::domain::actor::Actor;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::permission::Permission;
use crate::live::FORMS;
use crate::store::Change;

/// Which changes a listener is told of. Readers of equal sight are sent the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChangeSight {
    customers: bool,
    imports: bool,
    users: bool,
}

impl ChangeSight {
    /// Who works here, and with which keys, is for those who manage them. Those who see some customers are told of
    /// none: the log does not say whose they are.
    pub fn of(actor: &Actor) -> Self {
        Self {
            customers: CustomerSight::of(actor).whose == Whose::Everybody,
            imports: actor.may(Permission::ImportsManage),
            users: actor.may(Permission::UsersManage),
        }
    }

    /// Below `FORMS`.
    pub fn form(self) -> usize {
        let form = usize::from(self.customers) | usize::from(self.imports) << 1 | usize::from(self.users) << 2;
        debug_assert!(form < FORMS);
        form
    }

    /// Of a change that is for nobody alone.
    pub fn reaches(self, change: &Change) -> bool {
        match change.entity.as_str() {
            "outlet" | "service" | "price_list" | "price_promotion" | "policy" => true,
            "customer" | "timeline" | "queue_item" | "case" | "order" | "outbox" | "appointment" => self.customers,
            "import" => self.imports,
            _ => self.users,
        }
    }

    /// What of `changes` is seen; the revision goes on to the last of them in any case.
    pub fn frame(self, changes: &[Change]) -> Bytes {
        let mut text = String::new();
        for change in changes.iter().filter(|change| self.reaches(change)) {
            write_change(&mut text, change);
        }
        if let Some(last) = changes.last().filter(|last| !self.reaches(last)) {
            // Without data nothing is told, but whoever comes back does so from here.
            let _ = write!(text, "id: {}\n\n", last.revision);
        }
        text.into()
    }
}

/// One event of any name. `json` has no line breaks.
pub(super) fn event(id: Option<i64>, name: &str, json: &str) -> Bytes {
    let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
    format!("{id}event: {name}\ndata: {json}\n\n").into()
}

pub(super) fn change(change: &Change) -> Bytes {
    let mut text = String::new();
    write_change(&mut text, change);
    text.into()
}

fn write_change(text: &mut String, change: &Change) {
    let view = ChangeView {
        revision: change.revision,
        entity: change.entity.clone(),
        entity_id: change.entity_id,
        op: change.op.code(),
    };
    let json = serde_json::to_string(&view).expect("numbers and texts are JSON");
    // Writing into a string cannot fail.
    let _ = write!(text, "id: {}\nevent: change\ndata: {json}\n\n", change.revision);
}
