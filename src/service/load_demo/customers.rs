//! The customers of the demo: invented people around the demo's outlets, what passed with them, what they wait for.
//!
//! Everything follows from `SEED`, so that two demos are alike. Nobody has their numbers: no number of Poland or
//! Czechia begins like that.

use super::LoadDemoError;
use super::customer_words::{CITIZENS, COMPLAINTS, FIRST_NAMES, MESSAGES, ORDERED, SEGMENTS};
use super::offers::{CROWNS, add_offers};
use crate::domain::case::{Case, CaseDraft, CaseKind, CaseState};
use crate::domain::consent::{ConsentChannel, ConsentDraft};
use crate::domain::contact::ContactDraft;
use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose};
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, CustomerKind, ValueTier};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::ids::{CaseId, CustomerId, InteractionId, OrderId, QueueItemId};
use crate::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use crate::domain::language::Language;
use crate::domain::opening_hours::local_date;
use crate::domain::order::{Order, OrderDraft, OrderLine, OrderState};
use crate::domain::outlet::Outlet;
use crate::domain::outlet_geocode::{FoundPoint, GeocodeLevel};
use crate::domain::queue::{QueueItem, QueueKind, answer_by};
use crate::domain::validity::Validity;
use crate::geo::LonLat;
use crate::store::customers::CustomerWrite;
use crate::store::outlets::{OutletFilter, OutletSort};
use crate::store::{Author, Store, StoreError, Tx};
use crate::units::{Meters, Seconds, Timestamp};

/// A screenful of everything, and loaded in a second.
const CUSTOMERS: usize = 300;
const OUTLETS_MAX: i64 = 1_000;
const SEED: u64 = 0x4d65_7465_6f72;
/// Homes lie this far from their outlet at most, in degrees: two kilometres.
const AROUND: f64 = 0.02;

/// SplitMix64, Steele, Lea and Flood 2014: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `sides` - 1.
    fn below(&mut self, sides: usize) -> usize {
        (self.roll() % sides as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// -1 to 1.
    fn swing(&mut self) -> f64 {
        self.below(2_001) as f64 / 1_000.0 - 1.0
    }
}

/// Adds the customers when there are none. Returns how many.
pub async fn add_demo_customers(store: &Store, at: Timestamp) -> Result<usize, LoadDemoError> {
    if store.count_customers().await? > 0 {
        return Ok(0);
    }
    let mut outlets = store.outlet_page(&OutletFilter::default(), OutletSort::Code, None, OUTLETS_MAX).await?;
    outlets.retain(|outlet| matches!(outlet.draft.address.country.as_str(), "PL" | "CZ"));
    if outlets.is_empty() {
        return Ok(0);
    }
    let mut dice = Dice(SEED);
    let mut tx = store.begin(Author::system(at)).await?;
    let first = tx.next_numbers("customer", CUSTOMERS as i64).await?;
    let mut customers = Vec::with_capacity(CUSTOMERS);
    for index in 0..CUSTOMERS {
        let outlet = dice.pick(&outlets);
        customers.push((customer(&mut dice, outlet, index, first, at), outlet));
    }
    let write = |(customer, _): &(Customer, &Outlet)| CustomerWrite { customer: customer.clone(), before: None };
    tx.insert_customers(&customers.iter().map(write).collect::<Vec<_>>(), "create").await?;
    for (customer, outlet) in &customers {
        add_people_and_words(&mut tx, &mut dice, customer).await?;
        add_history(&mut tx, &mut dice, customer, outlet).await?;
    }
    add_offers(&mut tx, local_date(chrono_tz::Europe::Warsaw, at).unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(CUSTOMERS)
}

fn customer(dice: &mut Dice, outlet: &Outlet, index: usize, first: i64, at: Timestamp) -> Customer {
    let language = if outlet.draft.address.country == "CZ" { Language::Czech } else { Language::Polish };
    let own = language.index();
    let is_company = index % 10 == 9;
    let family = *dice.pick(CITIZENS[own]);
    let given = *dice.pick(FIRST_NAMES[own]);
    let name = match (is_company, language) {
        (false, _) => format!("{given} {family}"),
        (true, Language::Czech) => format!("{family} a syn s.r.o."),
        (true, _) => format!("{family} i Wspólnicy sp. z o.o."),
    };
    let draft = CustomerDraft {
        kind: if is_company { CustomerKind::Company } else { CustomerKind::Person },
        number: format!("C-{}", first + index as i64),
        name,
        segment: (*dice.pick(&SEGMENTS)).to_owned(),
        value_tier: *dice.pick(&[ValueTier::Standard, ValueTier::Standard, ValueTier::Silver, ValueTier::Gold]),
        language,
        owner: None,
        preferred_outlet: Some(outlet.id),
        fields: CustomFields::new(),
        contact_points: contact_points(language, index),
        addresses: vec![home(dice, outlet)],
    };
    Customer { id: CustomerId::generate(), version: 1, created_at: at, updated_at: at, draft }
}

fn contact_points(language: Language, index: usize) -> Vec<ContactPoint> {
    let code = if language == Language::Czech { "+420" } else { "+48" };
    let point = |kind, value| ContactPoint {
        kind,
        value,
        extension: String::new(),
        purpose: Purpose::Main,
        validity: Validity::default(),
    };
    vec![
        point(ContactKind::Phone, format!("{code}100{:06}", 100_000 + index)),
        point(ContactKind::Email, format!("customer{index}@example.com")),
    ]
}

fn home(dice: &mut Dice, outlet: &Outlet) -> CustomerAddress {
    let draft = &outlet.draft;
    let mut parts = draft.address.clone();
    let street = parts.street.trim_end_matches(|c: char| c.is_ascii_digit() || " /".contains(c));
    parts.street = format!("{street} {}", 1 + dice.below(90));
    let (lon, lat) = (draft.point.lon() + dice.swing() * AROUND, draft.point.lat() + dice.swing() * AROUND);
    let place = LonLat::new(lon, lat).ok().map(|point| FoundPoint {
        point,
        level: GeocodeLevel::Street,
        confidence: 0.9,
        radius: Meters(200.0),
        source: "demo".to_owned(),
        data_date: String::new(),
        label: format!("{}, {}", parts.street, parts.city),
    });
    let (raw_text, validity) = (String::new(), Validity::default());
    CustomerAddress { purpose: Purpose::Main, raw_text, parts, place, validity }
}

/// Buyers of companies, and what people said about being written to.
async fn add_people_and_words(tx: &mut Tx, dice: &mut Dice, customer: &Customer) -> Result<(), StoreError> {
    let language = customer.draft.language;
    if customer.draft.kind == CustomerKind::Company {
        let name = format!("{} {}", dice.pick(FIRST_NAMES[language.index()]), dice.pick(CITIZENS[language.index()]));
        let (position, note, contact_points) = ("buyer".to_owned(), String::new(), Vec::new());
        tx.insert_contact(customer.id, ContactDraft { name, position, language, note, contact_points }).await?;
    }
    if dice.below(2) == 0 {
        let channel = *dice.pick(ConsentChannel::ALL);
        let said_at = customer.created_at - Seconds::days(1 + dice.below(300) as i64);
        let (given, source) = (dice.below(4) != 0, "form at the outlet".to_owned());
        tx.insert_consent(customer.id, ConsentDraft { channel, given, source, said_at }).await?;
    }
    Ok(())
}

/// What passed with a customer in the last months, and what is open.
async fn add_history(tx: &mut Tx, dice: &mut Dice, customer: &Customer, outlet: &Outlet) -> Result<(), StoreError> {
    let lines: Vec<Interaction> = (0..1 + dice.below(8)).map(|_| passed(dice, customer, outlet)).collect();
    tx.insert_interactions(&lines).await?;
    if dice.below(20) == 0 {
        add_waiting_message(tx, dice, customer).await?;
    }
    if dice.below(12) == 0 {
        add_case(tx, dice, customer, outlet).await?;
    }
    for _ in 0..dice.below(3) {
        add_order(tx, dice, customer, outlet).await?;
    }
    Ok(())
}

fn passed(dice: &mut Dice, customer: &Customer, outlet: &Outlet) -> Interaction {
    let at = customer.created_at - Seconds::minutes(60 + dice.below(120 * 24 * 60) as i64);
    let channel = *dice.pick(Channel::ALL);
    let direction = *dice.pick(Direction::ALL);
    let draft = InteractionDraft {
        customer: Some(customer.id),
        subject: (*dice.pick(MESSAGES[customer.draft.language.index()])).to_owned(),
        outlet: (channel == Channel::InPerson).then_some(outlet.id),
        outcome: "answered".to_owned(),
        duration: (channel == Channel::Phone).then(|| Seconds(30 + dice.below(600) as i64)),
        ..InteractionDraft::new(channel, direction, at)
    };
    Interaction { id: InteractionId::generate(), version: 1, created_at: at, updated_at: at, draft }
}

async fn add_waiting_message(tx: &mut Tx, dice: &mut Dice, customer: &Customer) -> Result<(), StoreError> {
    let channel = *dice.pick(&[Channel::Email, Channel::WebForm, Channel::Letter, Channel::Sms]);
    let at = customer.created_at - Seconds::minutes(5 + dice.below(20 * 60) as i64);
    let draft = InteractionDraft {
        customer: Some(customer.id),
        subject: (*dice.pick(MESSAGES[customer.draft.language.index()])).to_owned(),
        ..InteractionDraft::new(channel, Direction::Inbound, at)
    };
    let line = Interaction { id: InteractionId::generate(), version: 1, created_at: at, updated_at: at, draft };
    let note = line.draft.subject.clone();
    let item = waiting(QueueKind::Message, line.id.0, customer, note, at, answer_by(channel, at));
    tx.insert_interactions(&[line]).await?;
    tx.insert_queue_item(&item).await
}

fn waiting(
    kind: QueueKind,
    subject: uuid::Uuid,
    customer: &Customer,
    note: String,
    since: Timestamp,
    due_at: Timestamp,
) -> QueueItem {
    QueueItem {
        id: QueueItemId::generate(),
        kind,
        subject,
        customer: Some(customer.id),
        note,
        waiting_since: since,
        due_at,
        taken: None,
        done_at: None,
        version: 1,
    }
}

async fn add_case(tx: &mut Tx, dice: &mut Dice, customer: &Customer, outlet: &Outlet) -> Result<(), StoreError> {
    let opened_at = customer.created_at - Seconds::hours(1 + dice.below(12 * 24) as i64);
    let draft = CaseDraft {
        kind: CaseKind::Complaint,
        state: CaseState::Open,
        customer: customer.id,
        subject: (*dice.pick(COMPLAINTS[customer.draft.language.index()])).to_owned(),
        description: String::new(),
        outlet: Some(outlet.id),
        order: None,
        resolution: String::new(),
    };
    let due = draft.due(customer.draft.kind, &outlet.draft.address.country, opened_at);
    let number = format!("S-{}", tx.next_numbers("case", 1).await?);
    let (id, version, resolved_at) = (CaseId::generate(), 1, None);
    let (created_at, updated_at) = (opened_at, opened_at);
    let case = Case { id, number, draft, opened_at, due, resolved_at, version, created_at, updated_at };
    tx.insert_case(&case).await?;
    let note = case.draft.subject.clone();
    tx.insert_queue_item(&waiting(QueueKind::Complaint, id.0, customer, note, opened_at, case.due.at)).await
}

async fn add_order(tx: &mut Tx, dice: &mut Dice, customer: &Customer, outlet: &Outlet) -> Result<(), StoreError> {
    let at = customer.created_at - Seconds::hours(2 + dice.below(60 * 24) as i64);
    let (product, amount) = *dice.pick(&ORDERED);
    let is_czech = customer.draft.language == Language::Czech;
    let line = OrderLine {
        product: product.to_owned(),
        name: product.to_owned(),
        quantity: 1 + dice.below(3) as i64,
        unit_amount: if is_czech { amount * CROWNS } else { amount },
    };
    let draft = OrderDraft {
        number: format!("O-{}", tx.next_numbers("order", 1).await?),
        state: *dice.pick(OrderState::ALL),
        customer: customer.id,
        outlet: Some(outlet.id),
        currency: if is_czech { "CZK" } else { "PLN" }.to_owned(),
        placed_at: at,
        promised_on: None,
        note: String::new(),
        lines: vec![line],
    };
    tx.insert_order(&Order { id: OrderId::generate(), draft, version: 1, created_at: at, updated_at: at }).await
}
