//! Is the database what it should be? Judges the store's facts, each with a sentence.

use crate::domain::outlet::Outlet;
use crate::store::verify::LogFacts;
use crate::store::{Store, StoreError};

/// Complaints about single outlets that are listed.
const LISTED_MAX: usize = 20;

/// What was looked at, and what is wrong with it.
#[derive(Debug)]
pub struct Verification {
    pub outlets: usize,
    pub revision: i64,
    /// One sentence each; empty when all is well.
    pub faults: Vec<String>,
}

/// Reads everything once. Errors: only when the database cannot be asked.
pub async fn verify_database(store: &Store) -> Result<Verification, StoreError> {
    let mut faults = store.physical_faults().await?;
    let facts = store.log_facts().await?;
    faults.extend(log_faults(facts));
    let (mut outlets, mut unreadable) = (0, Vec::new());
    let mut invalid = Vec::new();
    let mut judge = |outlet: Result<Outlet, StoreError>| match outlet {
        Err(error) => unreadable.push(error.to_string()),
        Ok(outlet) => {
            outlets += 1;
            if let Err(problem) = outlet.draft.validate() {
                invalid.push(format!("outlet {} breaks a rule: {problem}", outlet.id));
            }
        }
    };
    store.each_outlet(|batch| batch.read().for_each(&mut judge)).await?;
    faults.extend(shortened(unreadable));
    faults.extend(shortened(invalid));
    Ok(Verification { outlets, revision: facts.revision, faults })
}

fn log_faults(facts: LogFacts) -> Vec<String> {
    let LogFacts { revision, changes, first, last, unaudited, audited_ahead, astray } = facts;
    let mut faults = Vec::new();
    let mut require = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };
    if let (Some(first), Some(last)) = (first, last) {
        require(last == revision, format!("the counter stands at revision {revision}, the last change is {last}"));
        let gaps = last - first + 1 - changes;
        require(gaps == 0, format!("{gaps} revisions between {first} and {last} are missing from the log of changes"));
    }
    require(unaudited == 0, format!("{unaudited} changes have no row in the audit"));
    require(audited_ahead == 0, format!("{audited_ahead} rows of the audit are ahead of revision {revision}"));
    require(astray == 0, format!("{astray} outlets are there or missing against the last word of the log"));
    faults
}

fn shortened(mut complaints: Vec<String>) -> Vec<String> {
    let more = complaints.len().saturating_sub(LISTED_MAX);
    complaints.truncate(LISTED_MAX);
    if more > 0 {
        complaints.push(format!("and {more} more of the kind"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: LogFacts =
        LogFacts { revision: 9, changes: 5, first: Some(5), last: Some(9), unaudited: 0, audited_ahead: 0, astray: 0 };

    #[test]
    fn a_log_that_was_pruned_at_its_beginning_is_sound() {
        assert!(log_faults(SOUND).is_empty());
        let empty = LogFacts { changes: 0, first: None, last: None, ..SOUND };
        assert!(log_faults(empty).is_empty());
    }

    #[test]
    fn each_fault_is_told() {
        for (facts, word) in [
            (LogFacts { revision: 10, ..SOUND }, "counter"),
            (LogFacts { changes: 4, ..SOUND }, "1 revisions between 5 and 9"),
            (LogFacts { unaudited: 2, ..SOUND }, "2 changes"),
            (LogFacts { audited_ahead: 1, ..SOUND }, "ahead"),
            (LogFacts { astray: 1, ..SOUND }, "last word"),
        ] {
            let faults = log_faults(facts);
            assert!(faults.len() == 1 && faults[0].contains(word), "{word}: {faults:?}");
        }
    }
}
