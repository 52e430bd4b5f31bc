//! The one question that splits what fits equally well.

use super::fixture::{TOWNS, ask};
use crate::geocoder::answer::QuestionAbout;
use crate::geocoder::query::{Options, TextQuery};

#[test]
fn three_villages_of_one_name_are_split_by_one_question_and_the_reply_leaves_one() {
    let answer = ask("Nowa Wieś");
    let question = answer.question.expect("three villages");
    assert_eq!(question.about, QuestionAbout::Region);
    assert_eq!(question.choices.len(), 3);
    let choice = question.choices.iter().find(|choice| choice.label == "małopolskie").expect("a choice");
    let options = Options { reply: Some(choice.id.clone()), ..Options::default() };
    let answer = TOWNS.forward(&TextQuery { text: "Nowa Wieś", options, unfinished: false });
    let counties: Vec<&str> = answer.candidates.iter().map(|candidate| candidate.components.county.as_str()).collect();
    assert_eq!(counties, ["olkuski"]);
    assert_eq!(answer.question, None);
}

#[test]
fn both_teschens_are_told_apart_by_country() {
    assert_eq!(ask("Teschen").question.expect("two towns").about, QuestionAbout::Country);
}

#[test]
fn what_has_one_answer_asks_nothing() {
    assert_eq!(ask("Rynek 1, Cieszyn").question, None);
}
