-- Who somebody is at an OpenID provider. Never by e-mail address: those move from one person to the next.
create table user_identity (
    issuer text not null,
    subject text not null,
    user_id uuid not null references user_account (id) on delete cascade,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    primary key (issuer, subject),
    constraint user_identity_user_key unique (user_id, issuer)
);

-- People who are at the provider just now, to sign in there. Each row serves once.
create table sign_in_flow (
    -- SHA-256 of what goes with them, and of the cookie that says that they set out from the same browser.
    state_hash bytea primary key not null,
    browser_hash bytea not null,
    nonce text not null,
    code_verifier text not null,
    -- Where to go then: a path of ours.
    return_path text not null,
    expires_at_ms bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index sign_in_flow_expires_at_ms on sign_in_flow (expires_at_ms);

-- The provider's word for it, shown to the provider when the person signs out.
alter table user_session add column id_token text;
