-- What customers say is wrong with an outlet's data.
create table outlet_report (
    id uuid primary key not null,
    -- Said to the reporter; grows by one.
    number bigint not null,
    outlet_id uuid not null references outlet (id) on delete cascade,
    field text not null,
    text text not null,
    -- Empty when no answer is wanted; emptied when the report is resolved.
    email text not null,
    language text not null,
    resolved_at_ms bigint,
    resolved_by text,
    -- What was done, for the record.
    resolution text,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint outlet_report_number_key unique (number)
);
create index outlet_report_outlet_id on outlet_report (outlet_id, number);
create index outlet_report_open on outlet_report (resolved_at_ms, number);
