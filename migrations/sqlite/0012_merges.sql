-- How the name sounds, and whom the customer was merged into: such a customer is kept for an undo and shown nowhere.
alter table customer add column name_key text not null default '';
alter table customer add column merged_into_id blob;
create index customer_name_key on customer (name_key);

-- Two customers that were one.
create table customer_merge (
    id blob primary key not null,
    survivor_id blob not null references customer (id) on delete cascade,
    duplicate_id blob not null references customer (id) on delete cascade,
    merged_by text not null,
    -- What the survivor was given of the duplicate's lists, as JSON.
    added text not null,
    undone_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index customer_merge_survivor_id on customer_merge (survivor_id, created_at_ms);

-- What went over to the survivor, so that an undo can take it back. The merge has the times.
create table customer_merge_move (
    merge_id blob not null references customer_merge (id) on delete cascade,
    entity text not null,
    entity_id blob not null,
    primary key (merge_id, entity, entity_id)
);
