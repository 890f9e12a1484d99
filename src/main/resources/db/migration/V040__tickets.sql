-- The event log: append-only truth. Everything about clocks can be computed again from it.
create table ticket_event (
    event_no     bigint generated always as identity primary key,
    source       varchar(200) not null,
    event_id     varchar(400) not null,
    source_id    varchar(200) not null,
    -- 'source/subject'; 'customer:domain' for what concerns every ticket of a customer.
    ticket_key   varchar(610) not null,
    -- The ticket that this one was merged into or split to.
    other_key    varchar(610),
    type         varchar(200) not null,
    subject      varchar(400) not null,
    occurred_at  timestamp with time zone not null,
    received_at  timestamp with time zone not null,
    customer     varchar(255),
    actor_kind   varchar(20),
    channel      varchar(20),
    is_public    boolean not null,
    is_automatic boolean not null,
    from_value   varchar(400),
    to_value     varchar(400),
    content_hash varchar(64) not null,
    -- The whole event as CloudEvents JSON.
    body         varchar(1048576) not null,
    constraint ticket_event_once unique (source, event_id)
);
create index ticket_event_ticket on ticket_event (ticket_key, event_no);
create index ticket_event_other on ticket_event (other_key, event_no);
create index ticket_event_received on ticket_event (received_at);

-- Input that could not be taken into the log, kept for a person to look at.
create table ticket_quarantine (
    quarantine_no bigint generated always as identity primary key,
    source_id     varchar(200) not null,
    event_id      varchar(400),
    received_at   timestamp with time zone not null,
    reason        varchar(1000) not null,
    body          varchar(1048576) not null
);
create index ticket_quarantine_received on ticket_quarantine (received_at);

create table ticket_source (
    source_id     varchar(200) primary key,
    read_cursor   varchar(20000),
    watermark     timestamp with time zone,
    ok_at         timestamp with time zone,
    failing_since timestamp with time zone,
    last_error    varchar(1000)
);

-- Tickets to fold again, and why. Append-only on purpose: an event that arrives while its ticket is being folded
-- leaves a row of its own.
create table ticket_work (
    work_no    bigint generated always as identity primary key,
    ticket_key varchar(610) not null,
    reason     varchar(40) not null
);
