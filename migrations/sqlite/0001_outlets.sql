-- The ordered log of changes. The counter row stays locked until commit, so revisions commit in order without gaps.
create table revision (
    id integer primary key check (id = 1),
    value bigint not null
);
insert into revision (id, value) values (1, 0);

create table change (
    revision bigint primary key not null,
    entity text not null,
    entity_id blob not null,
    op text not null,
    at_ms bigint not null,
    actor_id blob
);

-- Who changed what: the record before and after, as JSON.
create table audit (
    id blob primary key not null,
    revision bigint not null,
    at_ms bigint not null,
    actor_kind text not null,
    actor_id blob,
    actor_name text not null,
    action text not null,
    entity text not null,
    entity_id blob not null,
    request_id text not null,
    before_json text,
    after_json text
);
create index audit_entity on audit (entity, entity_id, revision);
create index audit_revision on audit (revision);

create table service (
    code text primary key not null,
    position integer not null unique,
    name_pl text not null,
    name_cs text not null,
    name_en text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);

create table outlet (
    id blob primary key not null,
    code text not null,
    name text not null,
    kind text not null,
    status text not null,
    lon double precision not null,
    lat double precision not null,
    street text not null,
    postcode text not null,
    city text not null,
    region text not null,
    country text not null,
    time_zone text not null,
    opening_hours text not null,
    hours_readable boolean not null,
    overrides text not null,
    trade_class text not null,
    floor_area_m2 double precision,
    services text not null,
    products text not null,
    promotions text not null,
    phone text not null,
    email text not null,
    website text not null,
    search_text text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint outlet_code_key unique (code)
);
create index outlet_hours_unread on outlet (id) where hours_readable = false;

-- The stored answer to a POST with an Idempotency-Key, so that a repeat gives the same answer.
create table idempotent_reply (
    actor text not null,
    idempotency_key text not null,
    request_digest text not null,
    status integer not null,
    headers text not null,
    body text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    primary key (actor, idempotency_key)
);
create index idempotent_reply_age on idempotent_reply (created_at_ms);
