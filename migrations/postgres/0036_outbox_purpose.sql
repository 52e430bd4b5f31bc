-- Whether a message answers a question or advertises: the latter needs a consent, when it is written and when it goes out.
alter table outbox add column purpose text not null default 'answer';
