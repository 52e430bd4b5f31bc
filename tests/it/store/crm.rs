//! Interactions, calls, cases, orders and the queue in the store.

use blisko::domain::actor::Actor;
use blisko::domain::call::{CallEvent, CallEventKind, CallState, Caller};
use blisko::domain::case::{CaseDraft, CaseKind, CaseState};
use blisko::domain::customer_sight::CustomerSight;
use blisko::domain::ids::{CustomerId, InteractionId};
use blisko::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use blisko::domain::order::{OrderDraft, OrderLine, OrderState};
use blisko::geo::LonLat;
use blisko::service::record_call_event::record_call_event;
use blisko::service::work_queue::promise_call_back;
use blisko::service::{cases, orders};
use blisko::store::cases::CaseFilter;
use blisko::store::orders::OrderFilter;
use blisko::store::{Author, Store};
use blisko::units::{Seconds, Timestamp};

use super::customers::{customer, insert};
use super::outlet_reports::shop;
use super::users::NOW;

async fn anna(store: &Store) -> CustomerId {
    let anna = customer("A1");
    insert(store, std::slice::from_ref(&anna)).await.unwrap();
    anna.id
}

fn everything() -> CustomerSight {
    CustomerSight::of(&Actor::System)
}

on_both_stores!(an_interaction_is_read_as_written_and_the_timeline_goes_on_where_it_ended, |store| {
    let anna = anna(store).await;
    let line = |index: i64| {
        let draft = InteractionDraft {
            customer: Some(anna),
            subject: format!("{index}"),
            point: LonLat::new(21.0, 52.2).ok(),
            outcome: "answered".into(),
            duration: Some(Seconds(90)),
            ..InteractionDraft::new(Channel::Video, Direction::Inbound, Timestamp(NOW.0 + index / 2))
        };
        Interaction { id: InteractionId::generate(), version: 1, created_at: NOW, updated_at: NOW, draft }
    };
    let lines: Vec<Interaction> = (0..7).map(line).collect();
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_interactions(&lines).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.find_interaction(lines[0].id).await.unwrap().as_ref(), Some(&lines[0]));
    let first = store.timeline_page(anna, &[Channel::Video], None, 4).await.unwrap();
    let before = (first[3].draft.at, first[3].id.0);
    let second = store.timeline_page(anna, &[], Some(before), 4).await.unwrap();
    let expected: Vec<Interaction> = lines.into_iter().rev().collect();
    assert_eq!([first, second].concat(), expected);
    assert_eq!(store.last_interactions(&[anna]).await.unwrap(), [(anna, Timestamp(NOW.0 + 3))]);
});

fn event(kind: CallEventKind, after_ms: i64) -> CallEvent {
    CallEvent {
        provider: "test".into(),
        call_id: "c1".into(),
        event_id: format!("{}-{after_ms}", kind.code()),
        kind,
        direction: Direction::Inbound,
        at: Timestamp(NOW.0 + after_ms),
        number: "601-100-201 wew. 12".into(),
        line: "800".into(),
        agent_login: String::new(),
    }
}

on_both_stores!(a_call_finds_its_caller_and_is_folded_from_its_events, |store| {
    let anna = anna(store).await;
    for (kind, after, applied) in
        [(CallEventKind::Ringing, 0, true), (CallEventKind::Ended, 20_000, true), (CallEventKind::Ended, 20_000, false)]
    {
        let told = record_call_event(store, Author::system(NOW), event(kind, after), "PL").await.unwrap();
        assert_eq!(told.applied, applied);
    }
    assert_eq!(store.queue_length(None).await.unwrap(), 1);
    let told =
        record_call_event(store, Author::system(NOW), event(CallEventKind::Answered, 5_000), "PL").await.unwrap();
    let call = store.find_call(told.call.id).await.unwrap().unwrap();
    assert_eq!(call, told.call);
    assert_eq!((call.caller, call.customer, call.course.state), (Caller::One, Some(anna), CallState::Ended));
    assert_eq!((call.e164.as_str(), call.extension.as_str()), ("+48601100201", "12"));
    assert_eq!(store.queue_length(None).await.unwrap(), 0);
    let timeline = store.timeline_page(anna, &[], None, 10).await.unwrap();
    assert_eq!((timeline.len(), timeline[0].draft.duration), (1, Some(Seconds(15))));
});

on_both_stores!(cases_orders_and_promises_are_read_as_written_and_wait_in_order, |store| {
    let anna = anna(store).await;
    let complaint = CaseDraft {
        kind: CaseKind::Complaint,
        state: CaseState::Open,
        customer: anna,
        subject: "Czajnik".into(),
        description: String::new(),
        outlet: None,
        order: None,
        resolution: String::new(),
    };
    let line = OrderLine { product: "K".into(), name: "Kettle".into(), quantity: 2, unit_amount: 100 };
    let order = OrderDraft {
        number: String::new(),
        state: OrderState::Ready,
        customer: anna,
        outlet: None,
        currency: "PLN".into(),
        placed_at: NOW,
        promised_on: "2026-12-01".parse().ok(),
        note: "x".into(),
        lines: vec![line.clone(), OrderLine { product: "L".into(), ..line }],
    };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let case = cases::open_case(&mut tx, complaint, NOW, everything()).await.unwrap();
    let order = orders::create_order(&mut tx, order, everything()).await.unwrap();
    let due = NOW + Seconds::hours(1);
    let promise = promise_call_back(&mut tx, anna, due, "po 18".into(), everything()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.find_case(case.id).await.unwrap().as_ref(), Some(&case));
    assert_eq!(store.find_order(order.id).await.unwrap().as_ref(), Some(&order));
    let open = CaseFilter { customer: Some(anna), open: Some(true), owner: None };
    assert_eq!(store.case_page(&open, None, 10).await.unwrap(), std::slice::from_ref(&case));
    let open = OrderFilter { customer: Some(anna), open: Some(true), ..OrderFilter::default() };
    assert_eq!(store.order_page(&open, None, 10).await.unwrap(), [order]);
    let queue = store.queue(None, 10).await.unwrap();
    let waiting: Vec<_> = queue.iter().map(|line| line.item.subject).collect();
    assert_eq!(waiting, [promise.id.0, case.id.0]);
});

on_both_stores!(prices_are_asked_by_place_and_group_and_policies_by_day, |store| {
    use blisko::domain::ids::OutletId;
    use blisko::domain::outlet::Localized;
    use blisko::domain::policy::{Policy, PolicyKind};
    use blisko::domain::price::{OfferScope, Price, PriceList, PricePromotion};
    use blisko::domain::validity::Validity;
    use blisko::store::StoreError;
    use blisko::store::offers::PriceQuestion;

    let validity = Validity { from: "2026-01-01".parse().ok(), until: "2026-12-31".parse().ok() };
    let scope = OfferScope { country: "PL".into(), outlet: None, segment: "b2b".into() };
    let price = Price { product: "K".into(), amount: 100, validity };
    let list = PriceList {
        code: "pl".into(),
        name: "PL".into(),
        currency: "PLN".into(),
        scope: scope.clone(),
        prices: vec![price],
    };
    let title = Localized { pl: "x".into(), ..Localized::default() };
    let promotion = PricePromotion {
        code: "p".into(),
        title: title.clone(),
        product: "K".into(),
        amount: 90,
        currency: "PLN".into(),
        scope,
        validity,
    };
    let (kind, country) = (PolicyKind::Returns, "PL".to_owned());
    let policy = Policy { code: "r".into(), kind, country, title: title.clone(), text: title, validity };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    assert_eq!(tx.put_price_list(&list, None).await.unwrap(), 1);
    assert_eq!(tx.put_price_list(&list, Some(1)).await.unwrap(), 2);
    assert!(matches!(tx.put_price_list(&list, Some(1)).await, Err(StoreError::VersionConflict { current: 2 })));
    tx.put_promotion(&promotion, None).await.unwrap();
    tx.put_policy(&policy, None).await.unwrap();
    tx.commit().await.unwrap();
    let question = |segment: &str| PriceQuestion {
        outlet: OutletId::generate(),
        country: "PL".into(),
        segment: segment.into(),
        products: vec!["K".into()],
    };
    let amounts = |asked: Vec<(String, blisko::domain::price::AskedPrice)>| {
        asked.into_iter().map(|(_, price)| price.amount).collect::<Vec<_>>()
    };
    assert_eq!(amounts(store.regular_prices(&question("b2b")).await.unwrap()), [100]);
    assert_eq!(amounts(store.promotion_prices(&question("b2b")).await.unwrap()), [90]);
    assert!(store.regular_prices(&question("")).await.unwrap().is_empty());
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(store.policies_on("PL", day("2026-12-31"), Some(PolicyKind::Returns), 10).await.unwrap(), [policy]);
    assert!(store.policies_on("PL", day("2027-01-01"), None, 10).await.unwrap().is_empty());
});

on_both_stores!(a_merge_moves_what_hangs_on_a_customer_and_an_undo_takes_it_back, |store| {
    use blisko::service::merge_customers::{merge_customers, undo_merge};

    let (one, other) = (customer("A1"), customer("A2"));
    insert(store, &[one.clone(), other.clone()]).await.unwrap();
    let draft =
        InteractionDraft { customer: Some(other.id), ..InteractionDraft::new(Channel::Fax, Direction::Outbound, NOW) };
    let line = Interaction { id: InteractionId::generate(), version: 1, created_at: NOW, updated_at: NOW, draft };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_interactions(&[line]).await.unwrap();
    let (merge, _) = merge_customers(&mut tx, one.id, other.id, everything()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.timeline_page(one.id, &[], None, 10).await.unwrap().len(), 1);
    assert_eq!(store.find_customer(other.id).await.unwrap(), None);
    assert_eq!(store.merge_page(None, 10).await.unwrap(), std::slice::from_ref(&merge));
    assert!(store.shared_contact_values("", 10).await.unwrap().is_empty());
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    undo_merge(&mut tx, merge.id, everything()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.timeline_page(other.id, &[], None, 10).await.unwrap().len(), 1);
    assert_eq!(store.shared_contact_values("", 10).await.unwrap(), ["+48601100201"]);
    assert_eq!(store.customers_that_sound_like("a1 zaneta", 10).await.unwrap(), [one.id]);
});

on_both_stores!(appointments_are_read_in_order_of_time, |store| {
    use blisko::domain::appointment::{Appointment, AppointmentDraft, AppointmentState};
    use blisko::domain::ids::AppointmentId;
    use blisko::store::appointments::AppointmentFilter;

    let anna = anna(store).await;
    let outlet = shop(store).await;
    let appointment = |hour: i64| {
        let begins_at = NOW + Seconds::hours(hour);
        let draft = AppointmentDraft {
            outlet,
            customer: anna,
            begins_at,
            ends_at: begins_at + Seconds::hours(1),
            service: "returns".into(),
            note: "x".into(),
            state: AppointmentState::Booked,
        };
        Appointment { id: AppointmentId::generate(), draft, version: 1, created_at: NOW, updated_at: NOW }
    };
    let (late, early) = (appointment(5), appointment(2));
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_appointment(&late).await.unwrap();
    tx.insert_appointment(&early).await.unwrap();
    let moved = Appointment { version: 2, ..late };
    tx.update_appointment(&moved).await.unwrap();
    assert_eq!(tx.find_appointment(early.id).await.unwrap().as_ref(), Some(&early));
    tx.commit().await.unwrap();
    let filter = AppointmentFilter {
        outlet: Some(outlet),
        customer: Some(anna),
        from: Some(NOW),
        ..AppointmentFilter::default()
    };
    let first = store.appointment_page(&filter, None, 1).await.unwrap();
    assert_eq!(first, std::slice::from_ref(&early));
    let after = (early.draft.begins_at, early.id.0);
    assert_eq!(store.appointment_page(&filter, Some(after), 5).await.unwrap(), [moved]);
});
