create table mail_thread (
    id               varchar(160) not null primary key,
    incident_id      varchar(150) not null,
    epoch            integer not null,
    tenant_id        varchar(100) not null,
    subject_zh       varchar(200) not null,
    subject_en       varchar(200) not null,
    opened_at        timestamp with time zone not null,
    due_at           timestamp with time zone,
    state            varchar(10) not null,
    breached_at      timestamp with time zone,
    repeats          integer not null,
    last_notice_at   timestamp with time zone,
    acknowledged_by  varchar(200),
    facts_json       text,
    constraint mail_thread_epoch unique (incident_id, epoch)
);
comment on table mail_thread is 'Conversations about one promise or finding; the subject is frozen, a new deadline opens a new epoch';
create index mail_thread_open on mail_thread (state, due_at);

create table mail_deferred (
    recipient_id     varchar(100) not null,
    finding_id       varchar(60) not null,
    tenant_id        varchar(100) not null,
    until_at         timestamp with time zone not null,
    primary key (recipient_id, finding_id)
);
comment on table mail_deferred is 'Findings that wait for the end of somebody''s quiet hours';

create table mail_note (
    n                bigint generated always as identity primary key,
    incident_id      varchar(160) not null,
    noted_at         timestamp with time zone not null,
    note             text not null
);
comment on table mail_note is 'Why something was or was not told';
create index mail_note_incident on mail_note (incident_id, n);
