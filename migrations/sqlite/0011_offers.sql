-- Prices by place, time and group of customers. Amounts are minor units of the currency.
create table price_list (
    id blob primary key not null,
    code text not null,
    name text not null,
    currency text not null,
    -- Where it holds: empty for every country, null for every outlet of the country.
    country text not null,
    outlet_id blob references outlet (id) on delete cascade,
    -- For whom: empty for everybody.
    segment text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint price_list_code_key unique (code)
);

-- Replaced as a list together with the price list, which has the times. Prices of the past stay: what was the lowest
-- of the last thirty days is asked of them.
create table price (
    price_list_id blob not null references price_list (id) on delete cascade,
    position integer not null,
    product text not null,
    amount bigint not null,
    valid_from text not null,
    valid_until text,
    primary key (price_list_id, position)
);
create index price_product on price (product, valid_from);

-- A lower price for some days. What an outlet says of its promotions is with the outlet; this is what they cost.
create table price_promotion (
    id blob primary key not null,
    code text not null,
    title_pl text not null,
    title_cs text not null,
    title_en text not null,
    product text not null,
    amount bigint not null,
    currency text not null,
    country text not null,
    outlet_id blob references outlet (id) on delete cascade,
    segment text not null,
    valid_from text not null,
    valid_until text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint price_promotion_code_key unique (code)
);
create index price_promotion_product on price_promotion (product, valid_from);

-- What holds for purchases of a day in a country: returns, warranty.
create table policy (
    id blob primary key not null,
    code text not null,
    kind text not null,
    country text not null,
    title_pl text not null,
    title_cs text not null,
    title_en text not null,
    text_pl text not null,
    text_cs text not null,
    text_en text not null,
    -- Of the purchase.
    valid_from text not null,
    valid_until text,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint policy_code_key unique (code)
);
create index policy_kind on policy (kind, country, valid_from);
