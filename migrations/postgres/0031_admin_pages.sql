-- When people were last here, and the history by who and by what.
alter table user_account add column last_seen_at_ms bigint;
create index audit_actor on audit (actor_id, id);
create index audit_kind on audit (entity, id);
