//! The names of the columns.

use crate::domain::outlet::coded_enum;

coded_enum! {
    /// What a column of an outlet table may hold.
    OutletField {
        Code = "code",
        Name = "name",
        Kind = "kind",
        Status = "status",
        Lon = "lon",
        Lat = "lat",
        Street = "street",
        Postcode = "postcode",
        City = "city",
        Region = "region",
        Country = "country",
        TimeZone = "time_zone",
        OpeningHours = "opening_hours",
        Overrides = "overrides",
        TradeClass = "trade_class",
        FloorArea = "floor_area_m2",
        Services = "services",
        Products = "products",
        Promotions = "promotions",
        Phone = "phone",
        Email = "email",
        Website = "website",
        /// Both coordinates in one cell; read only.
        Point = "point",
        /// Put behind the street; read only.
        HouseNumber = "house_number",
    }
}

impl OutletField {
    /// The columns of an export, in order.
    pub fn exported() -> impl Iterator<Item = OutletField> {
        OutletField::ALL.iter().copied().filter(|field| !matches!(field, OutletField::Point | OutletField::HouseNumber))
    }

    /// The field that a JSON pointer into an outlet draft is about.
    pub fn of_pointer(pointer: &str) -> Option<Self> {
        let mut parts = pointer.split('/').skip(1);
        let first = parts.next()?;
        OutletField::from_code(if first == "address" { parts.next()? } else { first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_its_column() {
        for (pointer, field) in [
            ("/code", Some(OutletField::Code)),
            ("/address/postcode", Some(OutletField::Postcode)),
            ("/overrides/3/until", Some(OutletField::Overrides)),
            ("/point", Some(OutletField::Point)),
            ("", None),
        ] {
            assert_eq!(OutletField::of_pointer(pointer), field, "{pointer}");
        }
    }
}
