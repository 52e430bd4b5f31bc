-- A table somebody brought. The states checking, applying and undoing are never stored.
create table import (
    id uuid primary key not null,
    state text not null,
    file_name text not null,
    format text not null,
    encoding text not null,
    delimiter text not null,
    sheet text not null,
    header text not null,
    fingerprint text not null,
    mapping text not null,
    confidence text not null,
    notes text not null,
    rows_total integer not null,
    counts text not null,
    failure text not null,
    created_services text not null,
    revision bigint,
    created_by text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);

-- The rows of the file as they stand in it; they never change. The import has the times.
create table import_row (
    import_id uuid not null references import (id) on delete cascade,
    number integer not null,
    cells text not null,
    faults text not null,
    primary key (import_id, number)
);

-- What a check foretells, what applying did, what undoing took back: one row per row, replaced by the next step.
create table import_result (
    import_id uuid not null references import (id) on delete cascade,
    number integer not null,
    outcome text not null,
    problems text not null,
    outlet_id uuid,
    version_after bigint,
    before_json text,
    primary key (import_id, number)
);
create index import_result_outcome on import_result (import_id, outcome, number);

-- The mapping that was last applied to files with the same columns.
create table import_mapping (
    fingerprint text primary key not null,
    mapping text not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
