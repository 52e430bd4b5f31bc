-- Most ways to reach a customer are nobody's but the customer's. An index full of nulls looked cheap for a list of
-- ten customers and read all of them.
drop index contact_point_contact_id;
create index contact_point_contact_id on contact_point (contact_id) where contact_id is not null;
