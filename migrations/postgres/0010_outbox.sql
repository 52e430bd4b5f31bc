-- Keys that this installation makes for itself, in base64.
create table server_secret (
    name text primary key not null,
    value text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);

-- Short links to an outlet that go out with an answer. Nothing here leads to the customer.
create table answer_link (
    token text primary key not null,
    outlet_id uuid not null references outlet (id) on delete cascade,
    language text not null,
    -- When the customer means to be there.
    visit_at_ms bigint not null,
    expires_at_ms bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index answer_link_expires_at_ms on answer_link (expires_at_ms);

-- What is to be sent. Whoever sends it says what became of it.
create table outbox (
    id uuid primary key not null,
    channel text not null,
    -- E.164, or an e-mail address.
    recipient text not null,
    subject text not null,
    body text not null,
    customer_id uuid references customer (id) on delete cascade,
    interaction_id uuid references interaction (id) on delete cascade,
    state text not null,
    failure text not null,
    attempts integer not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index outbox_state on outbox (state, id);
