create table digest (
    id               varchar(120) not null primary key,
    kind             varchar(10) not null,
    recipient_id     varchar(100) not null,
    period_start     timestamp with time zone,
    period_end       timestamp with time zone not null,
    baseline_id      varchar(120),
    open_critical    integer,
    open_high        integer,
    counts_json      text,
    model_json       text,
    dedupe_key       varchar(200),
    outbox_id        bigint,
    skipped_reason   text
);
comment on table digest is 'Every digest written, and every one deliberately skipped with the reason';
comment on column digest.counts_json is 'What it printed per customer: the baseline of the next one';
comment on column digest.model_json is 'Why each item was in it; dropped after the retention time';
create index digest_recipient on digest (recipient_id, kind, period_end);

create table digest_due (
    recipient_id     varchar(100) not null,
    kind             varchar(10) not null,
    next_due_at      timestamp with time zone not null,
    primary key (recipient_id, kind)
);
comment on table digest_due is 'When each reader''s next digest is due';

create table notify_pref (
    recipient_id     varchar(100) not null,
    pref_key         varchar(60) not null,
    pref_value       varchar(200) not null,
    changed_by       varchar(200) not null,
    changed_at       timestamp with time zone not null,
    n                bigint generated always as identity primary key
);
comment on table notify_pref is 'What people changed by link or command, laid over people.yaml; the newest row of a key counts';
create index notify_pref_recipient on notify_pref (recipient_id, pref_key, n);
