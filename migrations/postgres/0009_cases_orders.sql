insert into counter (name, value) values ('case', 1000), ('order', 1000);

-- Complaints and requests, with the day by which they must be answered and the rule that says so. `case` alone is a
-- reserved word.
create table customer_case (
    id uuid primary key not null,
    number text not null,
    kind text not null,
    state text not null,
    customer_id uuid not null references customer (id) on delete cascade,
    subject text not null,
    description text not null,
    outlet_id uuid references outlet (id) on delete set null,
    order_id uuid,
    opened_at_ms bigint not null,
    -- The last day on which an answer is in time, and the end of that day where it counts.
    due_on text not null,
    due_at_ms bigint not null,
    rule text not null,
    rule_version integer not null,
    resolution text not null,
    resolved_at_ms bigint,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint customer_case_number_key unique (number)
);
create index customer_case_customer_id on customer_case (customer_id, opened_at_ms, id);

-- What a customer has ordered. `order` alone is a reserved word.
create table customer_order (
    id uuid primary key not null,
    number text not null,
    state text not null,
    customer_id uuid not null references customer (id) on delete cascade,
    outlet_id uuid references outlet (id) on delete set null,
    currency text not null,
    placed_at_ms bigint not null,
    -- The day that was promised; null where none was.
    promised_on text,
    note text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint customer_order_number_key unique (number)
);
create index customer_order_customer_id on customer_order (customer_id, placed_at_ms, id);

-- Replaced as a list together with the order, which has the times.
create table order_line (
    order_id uuid not null references customer_order (id) on delete cascade,
    position integer not null,
    product text not null,
    name text not null,
    quantity bigint not null,
    -- Minor units of the order's currency, for one.
    unit_amount bigint not null,
    primary key (order_id, position)
);
