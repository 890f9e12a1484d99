create table entitlement (
    tenant_id   varchar(100) not null,
    kind        varchar(30) not null,
    period_from date not null,
    period_to   date not null,
    plan        varchar(100) not null,
    state       varchar(10) not null,
    done_at     timestamp with time zone,
    evidence    varchar(1000) not null,
    done_by     varchar(200) not null,
    primary key (tenant_id, kind, period_from)
);
comment on table entitlement is 'What contracts promise once per period (health check, compliance review, training) and what became of it';
comment on column entitlement.period_to is 'the day after the last day of the period';
comment on column entitlement.state is 'scheduled, due, done or missed, as of the last sweep';
