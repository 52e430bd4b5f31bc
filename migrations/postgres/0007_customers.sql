-- Numbers that people see: the last one given, by what it numbers.
create table counter (
    name text primary key not null,
    value bigint not null
);
insert into counter (name, value) values ('customer', 1000);

-- People and companies. What hangs on one of them has its times.
create table customer (
    id uuid primary key not null,
    number text not null,
    kind text not null,
    name text not null,
    segment text not null,
    value_tier text not null,
    language text not null,
    owner_id uuid references user_account (id) on delete set null,
    preferred_outlet_id uuid references outlet (id) on delete set null,
    -- The company's own fields, a JSON object.
    fields text not null,
    -- Folded name and number.
    search_text text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint customer_number_key unique (number)
);
create index customer_owner_id on customer (owner_id, id);

-- A person at a company.
create table contact (
    id uuid primary key not null,
    customer_id uuid not null references customer (id) on delete cascade,
    name text not null,
    position text not null,
    language text not null,
    note text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index contact_customer_id on contact (customer_id, id);

-- By which a customer, or a contact of one, is reached; replaced as a list together with its owner.
create table contact_point (
    id uuid primary key not null,
    customer_id uuid not null references customer (id) on delete cascade,
    contact_id uuid references contact (id) on delete cascade,
    position integer not null,
    kind text not null,
    -- E.164 without what is dialled behind it, or an address in lower case: what is looked up.
    value text not null,
    extension text not null,
    purpose text not null,
    valid_from text,
    valid_until text
);
create index contact_point_value on contact_point (value, kind);
create index contact_point_customer_id on contact_point (customer_id, position);
create index contact_point_contact_id on contact_point (contact_id);

-- Where a customer is; replaced as a list together with the customer.
create table customer_address (
    id uuid primary key not null,
    customer_id uuid not null references customer (id) on delete cascade,
    position integer not null,
    purpose text not null,
    -- As it was said or written.
    raw_text text not null,
    street text not null,
    postcode text not null,
    city text not null,
    region text not null,
    country text not null,
    -- The point; null where nobody knows it. The columns behind it say how it was found.
    lon double precision,
    lat double precision,
    level text not null,
    confidence double precision not null,
    radius_m double precision not null,
    source text not null,
    data_date text not null,
    label text not null,
    valid_from text,
    valid_until text
);
create index customer_address_customer_id on customer_address (customer_id, position);

-- What a customer has allowed or refused, and when; never changed, the newest of a channel holds.
create table consent (
    id uuid primary key not null,
    customer_id uuid not null references customer (id) on delete cascade,
    channel text not null,
    given boolean not null,
    source text not null,
    said_at_ms bigint not null,
    recorded_by text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index consent_customer_id on consent (customer_id, said_at_ms);
