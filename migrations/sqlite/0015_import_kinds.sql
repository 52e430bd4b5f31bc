-- What the rows of an import are about, and the record of a row, whatever it is.
alter table import add column kind text not null default 'outlets';
alter table import_result rename column outlet_id to record_id;

-- Whoever deletes a customer looks for what hangs on them.
create index phone_call_customer_id on phone_call (customer_id);
create index outbox_customer_id on outbox (customer_id);
create index customer_merge_duplicate_id on customer_merge (duplicate_id);
