-- What is different on the roads for every answer that it concerns.
create table road_condition (
    id uuid primary key not null,
    name text not null,
    -- When, for whom, and what is different, as JSON: always read and written whole.
    rule text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
