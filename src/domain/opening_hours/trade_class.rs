//! How trade law sees an outlet. One list for all countries; `trade_law` says what each class may do where.

use crate::domain::outlet::coded_enum;

coded_enum! {
    /// How trade law sees the outlet.
    TradeClass {
        /// An ordinary shop; the class of everything nobody classified.
        Retail = "retail",
        /// Sold by the owner in person, on their own account (franchise included).
        OwnerServes = "owner_serves",
        PetrolStation = "petrol_station",
        Pharmacy = "pharmacy",
        /// On the premises of a railway or bus station.
        RailwayStation = "railway_station",
        Airport = "airport",
        /// Inside a hospital or clinic.
        Hospital = "hospital",
        Veterinary = "veterinary",
        PostOffice = "post_office",
        /// Mostly bread, cakes or ice cream.
        Bakery = "bakery",
        Florist = "florist",
        Tobacconist = "tobacconist",
        /// Mostly newspapers, tickets, lottery.
        Newsagent = "newsagent",
        /// Mostly souvenirs or devotional articles.
        Souvenirs = "souvenirs",
        Gastronomy = "gastronomy",
        Hotel = "hotel",
        /// Inside a museum, sports hall, school or holiday resort, and subordinate to it.
        CultureVenue = "culture_venue",
        /// Hands over what was bought online; sells nothing itself.
        OnlinePickup = "online_pickup",
        /// Pawnshop, used goods, scrap.
        SecondHand = "second_hand",
        /// Sells no goods: a service desk, an office, a bank.
        NotRetail = "not_retail",
    }
}
