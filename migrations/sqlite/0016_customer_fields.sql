-- The company's own fields of a customer. Values lie with the customer, by key.
create table customer_field (
    key text primary key not null,
    label_pl text not null,
    label_cs text not null,
    label_en text not null,
    kind text not null,
    -- JSON arrays of texts: what may be chosen, and which roles see it besides admins.
    choices text not null,
    visible_to text not null,
    required boolean not null,
    position integer not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
