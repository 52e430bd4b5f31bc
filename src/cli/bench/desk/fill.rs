//! Puts the invented company into a database: customers, what passed with them, outlets.

use super::DeskArgs;
use super::people::Person;
use crate::cli::bench::child::BenchResult;
use crate::cli::bench::database::{author, put_world};
use crate::cli::bench::world::Dice;
use crate::domain::ids::InteractionId;
use crate::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use crate::store::Store;
use crate::store::customers::CustomerWrite;
use crate::units::{Seconds, Timestamp};

/// Customers per transaction, with their lines.
const STEP: usize = 5_000;
const OUTLETS: usize = 2_000;
/// What passed lies in the last two years.
const HISTORY: Seconds = Seconds::days(730);

/// Adds the customers that are missing. Returns how many those were.
pub(super) async fn fill(store: &Store, args: &DeskArgs) -> BenchResult<usize> {
    store.migrate().await?;
    let there = store.count_customers().await? as usize;
    if there == 0 {
        put_world(store, OUTLETS, args.seed).await?;
    }
    let lines_each = args.interactions / args.customers.max(1);
    for from in (there..args.customers).step_by(STEP) {
        let numbers: Vec<usize> = (from..args.customers.min(from + STEP)).collect();
        add(store, &numbers, lines_each, args.seed).await?;
    }
    Ok(args.customers.saturating_sub(there))
}

async fn add(store: &Store, numbers: &[usize], lines_each: usize, seed: u64) -> BenchResult<()> {
    let author = author();
    let at = author.at;
    let mut dice = Dice::new(seed ^ numbers[0] as u64);
    let write =
        |&number: &usize| CustomerWrite { customer: Person::new(number, seed).customer(number, at), before: None };
    let customers: Vec<CustomerWrite> = numbers.iter().map(write).collect();
    let lines: Vec<Interaction> =
        customers.iter().flat_map(|write| history(write, lines_each, at, &mut dice)).collect();
    let mut tx = store.begin(author).await?;
    tx.insert_customers(&customers, "create").await?;
    tx.insert_interactions(&lines).await?;
    tx.commit().await?;
    Ok(())
}

/// Oldest first, as they came about.
fn history(write: &CustomerWrite, count: usize, now: Timestamp, dice: &mut Dice) -> Vec<Interaction> {
    let mut ages: Vec<i64> = (0..count).map(|_| dice.below(HISTORY.0 as usize) as i64).collect();
    ages.sort_unstable_by(|a, b| b.cmp(a));
    let mut line = |age: i64| {
        let at = now - Seconds(age);
        let draft = InteractionDraft {
            customer: Some(write.customer.id),
            subject: "Where is my order".to_owned(),
            body: "Asked when the parcel comes; told that it is on its way and will be there on Tuesday.".to_owned(),
            outcome: "answered".to_owned(),
            ..InteractionDraft::new(dice.pick(Channel::ALL), dice.pick(Direction::ALL), at)
        };
        Interaction { id: InteractionId::generate(), version: 1, created_at: at, updated_at: at, draft }
    };
    ages.into_iter().map(&mut line).collect()
}
