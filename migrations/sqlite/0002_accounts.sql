-- People who sign in. `user` alone is a reserved word in PostgreSQL.
create table user_account (
    id blob primary key not null,
    login_name text not null,
    display_name text not null,
    role text not null,
    language text not null,
    disabled boolean not null,
    -- PHC string of argon2id.
    password_hash text not null,
    version bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint user_account_login_name_key unique (login_name)
);

-- Only SHA-256 of a token is kept: who reads the database cannot sign in with it.
create table user_session (
    id blob primary key not null,
    user_id blob not null references user_account (id) on delete cascade,
    token_hash blob not null,
    -- The token before the last rotation, for requests that were under way; null end: until the new one is seen.
    previous_token_hash blob,
    previous_until_ms bigint,
    -- Makes the successor of a token, so that parallel requests and repeats are given the same one.
    rotation_salt blob not null,
    csrf_token text not null,
    user_agent text not null,
    address text not null,
    rotated_at_ms bigint not null,
    last_seen_at_ms bigint not null,
    expires_at_ms bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint user_session_token_hash_key unique (token_hash)
);
create index user_session_previous_token_hash on user_session (previous_token_hash);
create index user_session_user_id on user_session (user_id, created_at_ms);
create index user_session_expires_at_ms on user_session (expires_at_ms);

create table api_key (
    id blob primary key not null,
    -- The part of the key that may be shown, and by which it is found.
    prefix text not null,
    secret_hash blob not null,
    name text not null,
    -- Codes of permissions with blanks between them.
    scopes text not null,
    created_by blob references user_account (id) on delete set null,
    expires_at_ms bigint,
    last_used_at_ms bigint,
    revoked_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    constraint api_key_prefix_key unique (prefix)
);

-- Attempts to sign in, by a digest of where from and as whom: no names, no addresses.
create table login_throttle (
    bucket blob primary key not null,
    -- Drains away with time, so fractions.
    failures double precision not null,
    blocked_until_ms bigint not null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
create index login_throttle_updated_at_ms on login_throttle (updated_at_ms);
