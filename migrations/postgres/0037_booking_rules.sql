-- How many customers an outlet expects at a time, and in which steps. An outlet without a row has the default.
create table booking_rule (
    outlet_id uuid primary key not null references outlet (id) on delete cascade,
    slot_minutes bigint not null,
    at_once bigint not null,
    -- Object: the code of a service, and how many at once.
    services text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
