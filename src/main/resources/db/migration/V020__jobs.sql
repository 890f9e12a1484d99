create table job_history (
    job               varchar(100) not null primary key,
    last_ok_at        timestamp with time zone,
    last_failed_at    timestamp with time zone,
    last_error        text,
    last_duration_ms  bigint,
    last_items        bigint not null default 0,
    failures_in_a_row integer not null
);
comment on table job_history is 'When each background job last ran, and how it went';
