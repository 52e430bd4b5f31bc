-- For whom alone a change is; null for everybody who may see it.
alter table change add column audience_id blob;

-- What was said and written, over whichever channel.
create table interaction (
    id blob primary key not null,
    customer_id blob references customer (id) on delete cascade,
    contact_id blob references contact (id) on delete set null,
    channel text not null,
    direction text not null,
    subject text not null,
    body text not null,
    at_ms bigint not null,
    agent_id blob references user_account (id) on delete set null,
    outlet_id blob references outlet (id) on delete set null,
    case_id blob,
    order_id blob,
    call_id blob,
    -- Where it was about; null where nobody said.
    lon double precision,
    lat double precision,
    -- Where the scan or the file lies.
    attachment text not null,
    outcome text not null,
    duration_s bigint,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index interaction_timeline on interaction (customer_id, at_ms, id);
create index interaction_case_id on interaction (case_id);
create index interaction_call_id on interaction (call_id);

-- A telephone call, as its events tell it. `call` alone is a reserved word.
create table phone_call (
    id blob primary key not null,
    provider text not null,
    -- The provider's own name for it.
    provider_call_id text not null,
    direction text not null,
    state text not null,
    -- As the switchboard sent it.
    number_text text not null,
    e164 text not null,
    extension text not null,
    line text not null,
    agent_login text not null,
    agent_id blob references user_account (id) on delete set null,
    -- Who it is: none, one, many or withheld; the customer where it is one, or where the agent has said who.
    caller text not null,
    customer_id blob references customer (id) on delete set null,
    contact_id blob references contact (id) on delete set null,
    began_at_ms bigint not null,
    answered_at_ms bigint,
    ended_at_ms bigint,
    -- When the agent had written down what it was about.
    wrapped_up_at_ms bigint,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint phone_call_provider_call_id_key unique (provider_call_id, provider)
);
create index phone_call_agent_id on phone_call (agent_id, began_at_ms);

-- What the switchboard told, as it told it; never changed.
create table call_event (
    provider text not null,
    event_id text not null,
    call_id blob not null references phone_call (id) on delete cascade,
    kind text not null,
    at_ms bigint not null,
    number_text text not null,
    line text not null,
    agent_login text not null,
    created_at_ms bigint not null,
    primary key (provider, event_id)
);
create index call_event_call_id on call_event (call_id, at_ms);

-- What waits for an answer.
create table queue_item (
    id blob primary key not null,
    kind text not null,
    -- The case, interaction or call that waits; the item itself where it is nothing else.
    subject_id blob not null,
    customer_id blob references customer (id) on delete cascade,
    note text not null,
    waiting_since_ms bigint not null,
    due_at_ms bigint not null,
    taken_by blob references user_account (id) on delete set null,
    taken_at_ms bigint,
    -- When it goes back by itself.
    return_at_ms bigint,
    done_at_ms bigint,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint queue_item_subject_id_key unique (subject_id)
);
create index queue_item_open on queue_item (done_at_ms, due_at_ms, id);
create index queue_item_customer_id on queue_item (customer_id);
