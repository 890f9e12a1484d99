create table tenant_state (
    tenant_id         varchar(100) not null primary key,
    rhythm            varchar(400) not null,
    next_due_at       timestamp with time zone not null,
    continuous_due_at timestamp with time zone not null,
    daily_due_at      timestamp with time zone not null,
    quarterly_due_at  timestamp with time zone,
    continuous_ok_at  timestamp with time zone,
    daily_ok_at       timestamp with time zone,
    quarterly_ok_at   timestamp with time zone,
    failures          integer not null,
    last_error        text,
    lease_owner       varchar(200),
    lease_until       timestamp with time zone,
    fence             bigint not null,
    removed_at        timestamp with time zone
);
comment on table tenant_state is 'The queue of audits: when each tenant is due for what, and which node is at it';
comment on column tenant_state.rhythm is 'what the due dates were computed from';
comment on column tenant_state.fence is 'grows with every claim; a node that lost its claim cannot write';
create index tenant_state_by_due on tenant_state (next_due_at);
create index tenant_state_by_continuous on tenant_state (continuous_due_at);

create table audit_run (
    id                varchar(40) not null primary key,
    tenant_id         varchar(100) not null,
    scope             varchar(20) not null,
    node              varchar(200) not null,
    started_at        timestamp with time zone not null,
    finished_at       timestamp with time zone not null,
    outcome           varchar(10) not null,
    passed            integer not null,
    failed            integer not null,
    unknown_count     integer not null,
    not_applicable    integer not null,
    problems          text not null,
    error             text
);
comment on table audit_run is 'One row per audit of one tenant; old ones are forgotten after the retention period';
create index audit_run_by_tenant on audit_run (tenant_id, finished_at);
create index audit_run_by_time on audit_run (finished_at);

create table check_result (
    id                bigint generated always as identity primary key,
    tenant_id         varchar(100) not null,
    check_id          varchar(50) not null,
    outcome           varchar(20) not null,
    severity          varchar(10),
    subjects          integer not null,
    title_en          text not null,
    title_zh          text not null,
    reason            text not null,
    evidence          text not null,
    run_id            varchar(40) not null,
    since_at          timestamp with time zone not null,
    replaced_at       timestamp with time zone
);
comment on table check_result is 'The verdict of each check, one row for as long as it stayed the same; it stands while replaced_at is null';
create index check_result_by_tenant on check_result (tenant_id, replaced_at);
create index check_result_by_time on check_result (replaced_at);
