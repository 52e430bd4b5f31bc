//! What an answer says about an outlet beyond its place and hours, packed into one text.
//!
//! A million outlets are mirrored; eight `String`s each would cost more than all the rest. Texts are
//! stored one after the other.

use crate::domain::outlet::{OutletDraft, Promotion};

/// How many texts a card has.
const TEXTS: usize = 8;

/// The packed form.
#[derive(Clone, Debug)]
pub(super) struct PackedCard {
    /// One after the other.
    texts: Box<str>,
    /// Where each text ends.
    ends: [u16; TEXTS],
    /// `None` for most: nothing is allocated.
    promotions: Option<Box<[Promotion]>>,
}

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
    /// All of the outlet's, past and coming ones too.
    pub promotions: &'a [Promotion],
}

impl PackedCard {
    pub(super) fn of(draft: &OutletDraft) -> Self {
        let address = &draft.address;
        let parts: [&str; TEXTS] = [
            &draft.code,
            &draft.name,
            &address.street,
            &address.postcode,
            &address.city,
            &draft.phone,
            &draft.email,
            &draft.website,
        ];
        let mut texts = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        let ends = parts.map(|part| {
            texts.push_str(part);
            u16::try_from(texts.len()).expect("validated texts are together far shorter than 64 KiB")
        });
        let promotions = (!draft.promotions.is_empty()).then(|| draft.promotions.clone().into_boxed_slice());
        Self { texts: texts.into_boxed_str(), ends, promotions }
    }

    pub(super) fn read(&self) -> Card<'_> {
        let mut from = 0;
        let [code, name, street, postcode, city, phone, email, website] = self.ends.map(|end| {
            let text = &self.texts[from..usize::from(end)];
            from = usize::from(end);
            text
        });
        let promotions = self.promotions.as_deref().unwrap_or_default();
        Card { code, name, street, postcode, city, phone, email, website, promotions }
    }
}
