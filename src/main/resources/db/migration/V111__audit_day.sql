-- What continuous audits of a day came to, once the single runs are no longer worth a row each.
create table audit_day (
    tenant_id         varchar(100) not null,
    audited_on        date not null,
    scope             varchar(20) not null,
    runs              integer not null,
    ok_runs           integer not null,
    partial_runs      integer not null,
    failed_runs       integer not null,
    first_at          timestamp with time zone not null,
    last_at           timestamp with time zone not null,
    most_failed       integer not null,
    most_unknown      integer not null,
    primary key (tenant_id, audited_on, scope)
);
comment on table audit_day is 'One row per tenant, UTC day and scope for audits that were too many to be kept one by one';
comment on column audit_day.most_failed is 'the largest number of failing checks in one of the runs';
create index audit_day_by_day on audit_day (audited_on);
