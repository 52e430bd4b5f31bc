//! Why something stands where it stands in the queue, in three languages.

use super::LocalizedBody;
use crate::domain::customer::ValueTier;
use crate::domain::queue::QueueKind;
use crate::store::queue::QueueLine;
use crate::units::{Seconds, Timestamp};

/// "complaint due in 3 h", "gold customer waiting 12 min".
pub(super) fn reason(line: &QueueLine, now: Timestamp) -> LocalizedBody {
    let item = &line.item;
    let waited = span(now - item.waiting_since);
    match item.kind {
        QueueKind::Complaint => due(["reklamacja", "reklamace", "complaint"], item.due_at, now),
        QueueKind::Request => due(["sprawa", "požadavek", "request"], item.due_at, now),
        QueueKind::CallBack => due(["oddzwonić", "zavolat zpět", "call back"], item.due_at, now),
        QueueKind::MissedCall => said([
            format!("nieodebrane połączenie sprzed {waited}"),
            format!("zmeškaný hovor před {waited}"),
            format!("missed call {waited} ago"),
        ]),
        QueueKind::Message => {
            let [pl, cs, en] = who(line.customer.as_ref().map(|customer| customer.value_tier));
            said([format!("{pl} czeka {waited}"), format!("{cs} čeká {waited}"), format!("{en} waiting {waited}")])
        }
    }
}

fn due(what: [&str; 3], due_at: Timestamp, now: Timestamp) -> LocalizedBody {
    let [pl, cs, en] = what;
    if due_at < now {
        let late = span(now - due_at);
        return said([
            format!("{pl}: {late} po terminie"),
            format!("{cs}: {late} po termínu"),
            format!("{en} overdue by {late}"),
        ]);
    }
    let left = span(due_at - now);
    said([format!("{pl}: termin za {left}"), format!("{cs}: termín za {left}"), format!("{en} due in {left}")])
}

fn who(tier: Option<ValueTier>) -> [&'static str; 3] {
    match tier {
        None => ["ktoś nieznany", "někdo neznámý", "somebody unknown"],
        Some(ValueTier::Standard) => ["klient", "zákazník", "customer"],
        Some(ValueTier::Silver) => ["srebrny klient", "stříbrný zákazník", "silver customer"],
        Some(ValueTier::Gold) => ["złoty klient", "zlatý zákazník", "gold customer"],
        Some(ValueTier::Platinum) => ["platynowy klient", "platinový zákazník", "platinum customer"],
    }
}

/// Whole minutes up to two hours, hours up to two days, then days: the words are short and the same everywhere.
fn span(span: Seconds) -> String {
    match span.0.max(0) / 60 {
        minutes @ 0..120 => format!("{minutes} min"),
        minutes @ 120..2880 => format!("{} h", minutes / 60),
        minutes => format!("{} d", minutes / 1440),
    }
}

fn said([pl, cs, en]: [String; 3]) -> LocalizedBody {
    LocalizedBody { pl, cs, en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::QueueItemId;
    use crate::domain::queue::QueueItem;
    use crate::store::queue::QueueCustomer;

    fn line(kind: QueueKind, waited_min: i64, due_min: i64, tier: Option<ValueTier>) -> QueueLine {
        let item = QueueItem {
            id: QueueItemId::generate(),
            kind,
            subject: uuid::Uuid::nil(),
            customer: None,
            note: String::new(),
            waiting_since: Timestamp(0) - Seconds::minutes(waited_min),
            due_at: Timestamp(0) + Seconds::minutes(due_min),
            taken: None,
            done_at: None,
            version: 1,
        };
        let customer = tier.map(|value_tier| QueueCustomer {
            number: String::new(),
            name: String::new(),
            value_tier,
            owner: None,
        });
        QueueLine { item, customer, taken_by_name: None }
    }

    #[test]
    fn the_reason_is_said_in_words() {
        let cases = [
            (line(QueueKind::Complaint, 0, 185, None), "complaint due in 3 h"),
            (line(QueueKind::Complaint, 0, -3000, None), "complaint overdue by 2 d"),
            (line(QueueKind::Message, 12, 0, Some(ValueTier::Gold)), "gold customer waiting 12 min"),
            (line(QueueKind::MissedCall, 119, 0, None), "missed call 119 min ago"),
            (line(QueueKind::CallBack, 0, 0, None), "call back due in 0 min"),
        ];
        for (line, expected) in cases {
            assert_eq!(reason(&line, Timestamp(0)).en, expected);
        }
        assert_eq!(
            reason(&line(QueueKind::Message, 12, 0, Some(ValueTier::Gold)), Timestamp(0)).pl,
            "złoty klient czeka 12 min"
        );
    }
}
