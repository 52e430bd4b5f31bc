-- How the point of an outlet was found, and what waits for a steward. A row without an outlet holds one that an
-- import could not place: it becomes an outlet when somebody has said where it is.
create table outlet_geocode (
    -- The outlet's id, also of one that is still held.
    id blob primary key not null,
    outlet_id blob references outlet (id) on delete cascade,
    -- The outlet to be; empty when there is one.
    held text not null,
    -- Of the outlet to be; empty when there is one.
    held_code text not null,
    import_id blob references import (id) on delete set null,
    import_row integer,
    raw_text text not null,
    -- The point that was found; null when none was.
    lon double precision,
    lat double precision,
    level text not null,
    confidence double precision not null,
    radius_m double precision not null,
    source text not null,
    data_date text not null,
    label text not null,
    -- Why a steward should look; empty when nobody needs to.
    cause text not null,
    state text not null,
    attempts integer not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index outlet_geocode_open on outlet_geocode (state, cause, id);
create index outlet_geocode_held_code on outlet_geocode (held_code);
create index outlet_geocode_import on outlet_geocode (import_id);
create index outlet_geocode_outlet on outlet_geocode (outlet_id);
