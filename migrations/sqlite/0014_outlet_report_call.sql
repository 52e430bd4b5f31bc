-- During which call an agent reported it; null where a customer did on the page.
alter table outlet_report add column call_id blob;
