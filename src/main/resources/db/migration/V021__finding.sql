create table finding (
    id              varchar(20) not null primary key,
    tenant_id       varchar(100) not null,
    check_id        varchar(50) not null,
    subject         text not null,
    severity        varchar(10) not null,
    severity_rank   smallint not null,
    title_en        text not null,
    title_zh        text not null,
    summary_en      text not null,
    summary_zh      text not null,
    remedy_en       text not null,
    remedy_zh       text not null,
    evidence        text not null,
    first_seen_at   timestamp with time zone not null,
    opened_at       timestamp with time zone not null,
    last_seen_at    timestamp with time zone not null,
    resolved_at     timestamp with time zone,
    episodes        integer not null,
    ack_author      varchar(200),
    ack_reason      text,
    ack_at          timestamp with time zone,
    ack_until       timestamp with time zone,
    ack_rank        smallint,
    mute_author     varchar(200),
    mute_reason     text,
    mute_at         timestamp with time zone,
    mute_until      timestamp with time zone,
    mute_rank       smallint,
    held_by         varchar(200)
);
comment on table finding is 'One row per problem (tenant, check, subject) over its whole life; open while resolved_at is null';
comment on column finding.severity_rank is '0 critical, 1 high, 2 medium, 3 low: for sorting';
comment on column finding.ack_rank is 'severity rank when it was acknowledged: the decision does not cover worse';
create index finding_by_tenant on finding (tenant_id, resolved_at);
create index finding_by_check on finding (check_id, resolved_at);
create index finding_by_severity on finding (resolved_at, severity_rank);

create table finding_event (
    seq             bigint generated always as identity primary key,
    finding_id      varchar(20) not null,
    tenant_id       varchar(100) not null,
    check_id        varchar(50) not null,
    kind            varchar(30) not null,
    at              timestamp with time zone not null,
    severity        varchar(10) not null,
    severity_before varchar(10),
    run_id          varchar(40),
    author          varchar(200),
    reason          text,
    until_at        timestamp with time zone,
    quiet           boolean not null
);
comment on table finding_event is 'The history of findings; append-only';
create index finding_event_by_finding on finding_event (finding_id, seq);
create index finding_event_by_time on finding_event (at);
create index finding_event_by_tenant on finding_event (tenant_id, at);
create index finding_event_by_run on finding_event (run_id);

create table finding_lock (
    tenant_id       varchar(100) not null primary key
);
comment on table finding_lock is 'A row per tenant to wait on: changes to one tenant''s findings follow each other';
