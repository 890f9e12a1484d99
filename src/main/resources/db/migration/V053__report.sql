create table report (
    tenant_id        varchar(100) not null,
    quarter          varchar(10) not null,
    revision         integer not null,
    state            varchar(12) not null,
    pdf              bytea not null,
    pdf_sha256       varchar(64) not null,
    csv              bytea not null,
    invitation       bytea not null,
    letter_subject   text not null,
    letter_text      text not null,
    letter_html      text not null,
    score            integer not null,
    open_findings    integer not null,
    drafted_at       timestamp with time zone not null,
    reminders        integer not null,
    approved_by      varchar(200),
    approved_at      timestamp with time zone,
    dedupe_key       varchar(200),
    primary key (tenant_id, quarter, revision)
);
comment on table report is 'Quarterly reports with the bytes that were reviewed; approved_by names who let them go';
create index report_state on report (state, drafted_at);
