//! The one question that splits what fits equally well, and what its answer leaves.

use std::collections::BTreeMap;

use super::answer::{Choice, Components, Question, QuestionAbout};
use super::normalize::plain_key;

/// A question with more choices is no help on a phone.
const CHOICES_MAX: usize = 20;

const ABOUT: [QuestionAbout; 7] = [
    QuestionAbout::Country,
    QuestionAbout::Region,
    QuestionAbout::County,
    QuestionAbout::Commune,
    QuestionAbout::City,
    QuestionAbout::District,
    QuestionAbout::Postcode,
];

/// `None` when there is at most one candidate, or nothing tells them apart. `rivals` fit equally well.
pub(super) fn question(rivals: &[Components]) -> Option<Question> {
    let split = |about: QuestionAbout| Some((about, choices(about, rivals)?));
    // What is left to look through on average; of equals the coarser question, which is easier to answer.
    let left = |choices: &[Choice]| choices.iter().map(|choice| choice.candidates * choice.candidates).sum::<usize>();
    let (about, choices) = ABOUT.into_iter().filter_map(split).min_by_key(|(_, choices)| left(choices))?;
    Some(Question { about, choices })
}

fn choices(about: QuestionAbout, rivals: &[Components]) -> Option<Vec<Choice>> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for parts in rivals {
        let name = value(about, parts);
        if name.is_empty() {
            return None;
        }
        counts.entry(reply_id(about, name)).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
    }
    let splits = (2..=CHOICES_MAX).contains(&counts.len());
    splits.then(|| counts.into_iter().map(|(id, (label, candidates))| Choice { id, label, candidates }).collect())
}

/// Whether a candidate is one that a reply leaves. A reply that cannot be read leaves all.
pub(super) fn is_left_by(reply: &str, parts: &Components) -> bool {
    let about = ABOUT.into_iter().find(|about| reply.split_once('=').is_some_and(|(word, _)| word == word_of(*about)));
    about.is_none_or(|about| reply_id(about, value(about, parts)) == reply)
}

fn reply_id(about: QuestionAbout, name: &str) -> String {
    format!("{}={}", word_of(about), plain_key(name))
}

fn word_of(about: QuestionAbout) -> &'static str {
    match about {
        QuestionAbout::Country => "country",
        QuestionAbout::Region => "region",
        QuestionAbout::County => "county",
        QuestionAbout::Commune => "commune",
        QuestionAbout::City => "city",
        QuestionAbout::District => "district",
        QuestionAbout::Postcode => "postcode",
    }
}

fn value(about: QuestionAbout, parts: &Components) -> &str {
    match about {
        QuestionAbout::Country => &parts.country,
        QuestionAbout::Region => &parts.region,
        QuestionAbout::County => &parts.county,
        QuestionAbout::Commune => &parts.commune,
        QuestionAbout::City => &parts.city,
        QuestionAbout::District => &parts.district,
        QuestionAbout::Postcode => &parts.postcode,
    }
}
