create table outbox (
    id               bigint generated always as identity primary key,
    kind             varchar(20) not null,
    mode             varchar(10) not null,
    dedupe_key       varchar(200) not null,
    message_id       varchar(300) not null,
    thread_root      varchar(200),
    incident_id      varchar(150),
    recipient_id     varchar(100) not null,
    to_addr          varchar(320) not null,
    locale           varchar(10) not null,
    tz               varchar(60) not null,
    subject          text not null,
    mime             bytea,
    mime_sha256      varchar(64) not null,
    html_bytes       integer not null,
    priority         integer not null,
    not_before       timestamp with time zone not null,
    expires_at       timestamp with time zone,
    state            varchar(12) not null,
    hold_reason      text,
    superseded_by    bigint,
    attempts         integer not null,
    tries            integer not null,
    uncertain        integer not null,
    next_attempt_at  timestamp with time zone,
    lease_owner      varchar(100),
    lease_until      timestamp with time zone,
    smtp_code        integer,
    smtp_reply       text,
    accepted_at      timestamp with time zone,
    created_at       timestamp with time zone not null,
    constraint outbox_key unique (dedupe_key),
    constraint outbox_message unique (message_id)
);
comment on table outbox is 'Every mail ever composed: its frozen bytes, what became of it and why';
comment on column outbox.mime is 'The bytes that are sent; dropped after the retention time, the hash stays';
comment on column outbox.next_attempt_at is 'When a sender may take the row; null if no sender may';
create index outbox_due on outbox (next_attempt_at, priority);
create index outbox_incident on outbox (incident_id);
create index outbox_recipient on outbox (recipient_id, kind, state);
create index outbox_accepted on outbox (accepted_at);
create index outbox_state on outbox (state, created_at);

create table mail_attempt (
    outbox_id        bigint not null references outbox (id) on delete cascade,
    n                integer not null,
    started_at       timestamp with time zone not null,
    data_started_at  timestamp with time zone,
    ended_at         timestamp with time zone,
    phase            varchar(10),
    code             integer,
    reply            text,
    error_class      varchar(200),
    primary key (outbox_id, n)
);
comment on table mail_attempt is 'Each attempt to send; data_started_at is written before the message could arrive';
create index mail_attempt_started on mail_attempt (data_started_at);
