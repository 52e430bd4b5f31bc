//! What an answer says about an outlet beyond its place and hours, packed into one allocation.
//!
//! A million outlets are mirrored; eight `String`s each would cost more than all the rest. Texts are
//! stored one after the other, each behind its length, promotions last.

use chrono::{Datelike, NaiveDate};

use crate::domain::outlet::{Localized, OutletDraft, Promotion};

/// The packed form.
#[derive(Clone, Debug)]
pub(super) struct PackedCard(Box<[u8]>);

/// The facts, borrowed from the index.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub street: &'a str,
    pub postcode: &'a str,
    pub city: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    pub website: &'a str,
    promotions: &'a [u8],
}

impl PackedCard {
    pub(super) fn of(draft: &OutletDraft) -> Self {
        let address = &draft.address;
        let texts = [
            &draft.code,
            &draft.name,
            &address.street,
            &address.postcode,
            &address.city,
            &draft.phone,
            &draft.email,
            &draft.website,
        ];
        let mut bytes = Vec::with_capacity(texts.iter().map(|text| text.len() + 2).sum());
        for text in texts {
            put_text(&mut bytes, text);
        }
        for promotion in &draft.promotions {
            put_promotion(&mut bytes, promotion);
        }
        Self(bytes.into_boxed_slice())
    }

    pub(super) fn read(&self) -> Card<'_> {
        let mut rest = &self.0[..];
        let mut text = || take_text(&mut rest);
        let (code, name, street, postcode) = (text(), text(), text(), text());
        let (city, phone, email, website) = (text(), text(), text(), text());
        Card { code, name, street, postcode, city, phone, email, website, promotions: rest }
    }
}

impl Card<'_> {
    /// All promotions of the outlet, past and coming ones too.
    pub fn promotions(&self) -> Vec<Promotion> {
        let mut rest = self.promotions;
        let mut promotions = Vec::new();
        while !rest.is_empty() {
            promotions.push(take_promotion(&mut rest));
        }
        promotions
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    let length = u16::try_from(text.len()).expect("validated texts are far shorter than 64 KiB");
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

fn put_promotion(bytes: &mut Vec<u8>, promotion: &Promotion) {
    for date in [promotion.valid_from, promotion.valid_until] {
        bytes.extend_from_slice(&date.num_days_from_ce().to_le_bytes());
    }
    for title in [&promotion.title.pl, &promotion.title.cs, &promotion.title.en] {
        put_text(bytes, title);
    }
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> &'a [u8; N] {
    let (head, tail) = rest.split_first_chunk().expect("a card is only read as it was written");
    *rest = tail;
    head
}

fn take_text<'a>(rest: &mut &'a [u8]) -> &'a str {
    let length = u16::from_le_bytes(*take(rest)) as usize;
    let (text, tail) = rest.split_at(length);
    *rest = tail;
    std::str::from_utf8(text).expect("written from a str")
}

fn take_promotion(rest: &mut &[u8]) -> Promotion {
    let mut date = || NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(*take(rest)));
    let (valid_from, valid_until) = (date(), date());
    let mut title = || take_text(rest).to_owned();
    let (pl, cs, en) = (title(), title(), title());
    Promotion {
        title: Localized { pl, cs, en },
        valid_from: valid_from.expect("written from a date"),
        valid_until: valid_until.expect("written from a date"),
    }
}
