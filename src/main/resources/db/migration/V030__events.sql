create table activity_event (
    tenant_id       varchar(100) not null,
    application     varchar(40) not null,
    event_time      timestamp with time zone not null,
    qualifier       bigint not null,
    idx             integer not null,
    name            varchar(200) not null,
    actor           varchar(320),
    about           varchar(500) not null,
    at_minute       integer not null,
    ip_address      varchar(100),
    asn             bigint,
    type            varchar(100) not null,
    actor_id        varchar(100),
    parameters      text not null,
    received_at     timestamp with time zone not null,
    primary key (tenant_id, application, event_time, qualifier, idx)
);
comment on table activity_event is 'Events of Google''s logs that a check asks for; kept for the retention configured, the admin log is in setting_event';
comment on column activity_event.about is 'what it happened to: user, app, document, mail or domain; empty if none';
comment on column activity_event.at_minute is 'minutes since 1970, for counting';
create index activity_event_by_name on activity_event (tenant_id, application, name, event_time);

create table setting_event (
    tenant_id       varchar(100) not null,
    application     varchar(40) not null,
    event_time      timestamp with time zone not null,
    qualifier       bigint not null,
    idx             integer not null,
    name            varchar(200) not null,
    actor           varchar(320),
    about           varchar(500) not null,
    at_minute       integer not null,
    ip_address      varchar(100),
    asn             bigint,
    type            varchar(100) not null,
    actor_id        varchar(100),
    parameters      text not null,
    received_at     timestamp with time zone not null,
    primary key (tenant_id, application, event_time, qualifier, idx)
);
comment on table setting_event is 'Every event of the admin log, kept for ever and never changed; Google forgets after 180 days';
create index setting_event_by_name on setting_event (tenant_id, application, name, event_time);

create table unreadable_event (
    tenant_id       varchar(100) not null,
    application     varchar(40) not null,
    qualifier       bigint not null,
    idx             integer not null,
    name            varchar(200) not null,
    parameters      text not null,
    received_at     timestamp with time zone not null,
    primary key (tenant_id, application, qualifier, idx)
);
comment on table unreadable_event is 'Events whose time could not be read; shown as HYG-10, used for no other verdict';

create table first_sight (
    tenant_id       varchar(100) not null,
    application     varchar(40) not null,
    about           varchar(500) not null,
    seen_at         timestamp with time zone not null,
    primary key (tenant_id, application, about)
);
comment on table first_sight is 'When an app was first allowed far-reaching access; outlives the event';

create table event_cursor (
    tenant_id       varchar(100) not null,
    source          varchar(60) not null,
    since           timestamp with time zone,
    until           timestamp with time zone,
    window_from     timestamp with time zone,
    window_to       timestamp with time zone,
    window_down_to  timestamp with time zone,
    newest_event_at timestamp with time zone,
    tried_at        timestamp with time zone not null,
    problem         varchar(20) not null,
    message         varchar(1000) not null,
    denied_since    timestamp with time zone,
    denied_runs     integer not null,
    primary key (tenant_id, source)
);
comment on table event_cursor is 'How far each source of each tenant was read without a gap: since <= known < until';
comment on column event_cursor.window_down_to is 'a window is read newest first; if that was interrupted, it is known down to here';
comment on column event_cursor.problem is 'why the last try failed, empty if it did not';

create table usage_day (
    tenant_id       varchar(100) not null,
    usage_date      date not null,
    state           varchar(10) not null,
    partial         varchar(1000) not null,
    metrics         text not null,
    received_at     timestamp with time zone not null,
    primary key (tenant_id, usage_date)
);
comment on table usage_day is 'Customer usage report of one day (UTC-8); metrics is JSON';
comment on column usage_day.state is 'complete, partial (Google has not finished) or missing (will never come)';
