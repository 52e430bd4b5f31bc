-- A customer is expected at an outlet.
create table appointment (
    id uuid primary key not null,
    outlet_id uuid not null references outlet (id) on delete cascade,
    customer_id uuid not null references customer (id) on delete cascade,
    begins_at_ms bigint not null,
    ends_at_ms bigint not null,
    -- Code of what is to be done; empty where nobody said.
    service text not null,
    note text not null,
    state text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index appointment_outlet_id on appointment (outlet_id, begins_at_ms);
create index appointment_customer_id on appointment (customer_id, begins_at_ms);
