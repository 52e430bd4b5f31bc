-- Whoever sends a message says so first: two servers never send one at a time.
alter table outbox add column next_try_at_ms bigint not null default 0;
-- Who sends it, and until when nobody else may.
alter table outbox add column lease text not null default '';
alter table outbox add column lease_until_ms bigint not null default 0;
alter table outbox add column sent_at_ms bigint;
create index outbox_due on outbox (next_try_at_ms) where state in ('waiting', 'sending');

-- Calls that a telephone system may have ended while nobody listened.
create index phone_call_live on phone_call (began_at_ms) where ended_at_ms is null;
