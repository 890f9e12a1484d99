-- One row per ticket: what is known of it, and the lock under which it is folded.
create table ticket (
    ticket_key varchar(610) primary key,
    source_id  varchar(200) not null,
    subject    varchar(400) not null,
    customer   varchar(255),
    status     varchar(30),
    severity   varchar(10),
    plan       varchar(60),
    channel    varchar(20),
    title      varchar(400),
    assignee   varchar(200),
    opened_at  timestamp with time zone,
    is_open    boolean not null,
    flags      varchar(2000) not null,
    -- The next instant at which a fold can change something: a mark, or an event from the future.
    next_at    timestamp with time zone,
    -- Somebody said "I am on it"; stops escalation until the next breach.
    acked_at   timestamp with time zone,
    acked_by   varchar(200),
    folded_at  timestamp with time zone not null
);
create index ticket_next on ticket (next_at);
create index ticket_customer on ticket (customer, is_open);

-- A cache of the fold, one row per (ticket, metric, cycle).
create table sla_clock (
    clock_id          varchar(660) primary key,
    ticket_key        varchar(610) not null,
    customer          varchar(255),
    metric            varchar(30) not null,
    cycle             integer not null,
    run_state         varchar(10) not null,
    verdict           varchar(20) not null,
    confirmation      varchar(12),
    start_at          timestamp with time zone not null,
    due_at            timestamp with time zone,
    breach_at         timestamp with time zone,
    fulfilled_at      timestamp with time zone,
    cancelled_at      timestamp with time zone,
    -- The instant that counts in reports: fulfilled_at if met, breach_at if breached.
    verdict_at        timestamp with time zone,
    reason            varchar(200),
    target_s          bigint,
    used_s            bigint not null,
    as_of             timestamp with time zone not null,
    remaining_s       bigint,
    overrun_s         bigint not null,
    paused_business_s bigint not null,
    paused_real_s     bigint not null,
    plan              varchar(60),
    severity          varchar(10),
    channel           varchar(20),
    calendar_id       varchar(100),
    policy_version    integer,
    calendar_version  integer,
    tzdb_version      varchar(40),
    target_version    integer not null,
    -- mark=instant/seconds, reached and ahead
    marks             varchar(4000) not null,
    -- from/to/reason
    pauses            varchar(1048576) not null,
    silent_until      timestamp with time zone,
    next_at           timestamp with time zone,
    start_event       varchar(610),
    pause_event       varchar(610),
    fulfil_event      varchar(610),
    regrade_event     varchar(610),
    flags             varchar(2000) not null,
    watermark_at      timestamp with time zone,
    computed_at       timestamp with time zone not null,
    engine_version    integer not null
);
create index sla_clock_ticket on sla_clock (ticket_key);
create index sla_clock_next on sla_clock (next_at);
create index sla_clock_verdict on sla_clock (verdict_at, verdict);
create index sla_clock_confirmation on sla_clock (confirmation, verdict_at);

-- Every change of a verdict, deadline or grade, append-only.
create table sla_clock_event (
    clock_id  varchar(660) not null,
    n         integer not null,
    at        timestamp with time zone not null,
    cause     varchar(700) not null,
    field     varchar(40) not null,
    old_value varchar(1000),
    new_value varchar(1000),
    primary key (clock_id, n)
);

-- Marks that fell, once each per (clock, mark, target_version).
create table sla_mark (
    clock_id       varchar(660) not null,
    ticket_key     varchar(610) not null,
    mark           varchar(10) not null,
    target_version integer not null,
    mark_at        timestamp with time zone not null,
    noticed_at     timestamp with time zone not null,
    -- fired, skipped (a higher one fell with it) or silent (history read in, or nobody to tell).
    outcome        varchar(10) not null,
    late           boolean not null,
    primary key (clock_id, mark, target_version)
);
create index sla_mark_ticket on sla_mark (ticket_key);

create table policy_version (
    policy         varchar(100) not null,
    version        integer not null,
    effective_from timestamp with time zone not null,
    known_at       timestamp with time zone not null,
    content_hash   varchar(64) not null,
    document       varchar(1048576) not null,
    primary key (policy, version)
);

create table calendar_version (
    calendar_id    varchar(100) not null,
    version        integer not null,
    effective_from timestamp with time zone not null,
    known_at       timestamp with time zone not null,
    tzdb_version   varchar(40) not null,
    content_hash   varchar(64) not null,
    document       varchar(1048576) not null,
    primary key (calendar_id, version)
);

-- Fingerprint of everything the fold depends on besides events; another one means that open tickets are folded again.
create table sla_rules (
    rules_key    varchar(40) primary key,
    content_hash varchar(64) not null,
    known_at     timestamp with time zone not null
);

-- Events for chat tools and the like, delivered as signed webhooks.
create table outbound_event (
    event_no      bigint generated always as identity primary key,
    target        varchar(100) not null,
    event_id      varchar(700) not null,
    type          varchar(100) not null,
    subject       varchar(400) not null,
    occurred_at   timestamp with time zone not null,
    data          varchar(100000) not null,
    created_at    timestamp with time zone not null,
    -- pending, delivered or failed
    state         varchar(10) not null,
    tries         integer not null,
    next_try_at   timestamp with time zone,
    delivered_at  timestamp with time zone,
    last_error    varchar(500),
    constraint outbound_event_once unique (target, event_id)
);
create index outbound_event_next on outbound_event (next_try_at);
