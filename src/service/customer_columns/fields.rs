//! The names of the columns.

use crate::domain::outlet::coded_enum;

coded_enum! {
    /// What a column of a customer table may hold.
    CustomerColumn {
        Number = "number",
        Name = "name",
        GivenName = "given_name",
        FamilyName = "family_name",
        Company = "company",
        /// A person at the company.
        ContactName = "contact_name",
        Kind = "kind",
        Phone = "phone",
        Phone2 = "phone_2",
        Phone3 = "phone_3",
        Fax = "fax",
        Email = "email",
        Email2 = "email_2",
        /// The whole address in one cell.
        Address = "address",
        Street = "street",
        HouseNumber = "house_number",
        Postcode = "postcode",
        City = "city",
        Country = "country",
        Lon = "lon",
        Lat = "lat",
        Language = "language",
        Segment = "segment",
        ValueTier = "value_tier",
        /// Login or display name of who looks after them.
        Owner = "owner",
        /// An outlet's code.
        PreferredOutlet = "preferred_outlet",
        Note = "note",
        ConsentPhone = "consent_phone",
        ConsentSms = "consent_sms",
        ConsentEmail = "consent_email",
        ConsentLetter = "consent_letter",
        ConsentChat = "consent_chat",
        /// Where the consents were given; the name of the file where no column says it.
        ConsentSource = "consent_source",
        ConsentDate = "consent_date",
    }
}

impl CustomerColumn {
    /// The column that a JSON pointer into a customer draft is about.
    pub fn of_pointer(pointer: &str) -> Option<Self> {
        let parts: Vec<&str> = pointer.split('/').skip(1).collect();
        match parts.as_slice() {
            ["contact_points", ..] => Some(CustomerColumn::Phone),
            ["addresses", _, "text"] => Some(CustomerColumn::Address),
            ["addresses", _, part] => CustomerColumn::from_code(part),
            ["addresses", ..] => Some(CustomerColumn::Street),
            ["fields", "note"] => Some(CustomerColumn::Note),
            [field, ..] => CustomerColumn::from_code(field),
            [] => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_its_column() {
        for (pointer, column) in [
            ("/name", Some(CustomerColumn::Name)),
            ("/contact_points/3/value", Some(CustomerColumn::Phone)),
            ("/addresses/0/postcode", Some(CustomerColumn::Postcode)),
            ("/fields/note", Some(CustomerColumn::Note)),
            ("", None),
        ] {
            assert_eq!(CustomerColumn::of_pointer(pointer), column, "{pointer}");
        }
    }
}
