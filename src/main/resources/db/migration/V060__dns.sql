-- What earlier looks at a domain found, as far as the next judgement depends on it.
create table dns_history (
    domain_name          varchar(255) primary key,
    -- Code to instant: since when each urgent code has been seen without a break; JSON.
    first_seen           varchar(20000) not null,
    unknown_since        timestamp with time zone,
    unknown_runs         integer not null,
    dmarc_none_since     timestamp with time zone,
    serials_differ_since timestamp with time zone,
    sts_id               varchar(100) not null,
    sts_policy           varchar(10000) not null
);
