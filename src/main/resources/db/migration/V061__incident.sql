-- Google's published incidents, kept for good: the feed itself is finite and edited afterwards.
create table incident (
    incident_id   varchar(40) primary key,
    title         varchar(400) not null,
    begin_at      timestamp with time zone,
    end_at        timestamp with time zone,
    impact        varchar(20) not null,
    severity      varchar(20) not null,
    -- Products and updates; JSON.
    detail        varchar(1048576) not null,
    -- The feed's own JSON of the newest revision.
    raw           varchar(1048576) not null,
    revision      integer not null,
    first_seen_at timestamp with time zone not null,
    last_seen_at  timestamp with time zone not null,
    -- Since when it has been missing from the feed although it had not ended.
    vanished_at   timestamp with time zone
);
create index incident_begin on incident (begin_at);

create table incident_revision (
    incident_id varchar(40) not null,
    revision    integer not null,
    seen_at     timestamp with time zone not null,
    raw         varchar(1048576) not null,
    primary key (incident_id, revision)
);

-- Opened, impact_raised, recovered, closed, reopened, vanished, revised.
create table incident_event (
    event_key   varchar(200) primary key,
    incident_id varchar(40) not null,
    kind        varchar(20) not null,
    happened_at timestamp with time zone not null
);
create index incident_event_happened on incident_event (happened_at);

-- One row: how the reading of the feed stands.
create table incident_feed (
    feed_no       integer primary key,
    began_at      timestamp with time zone,
    ok_at         timestamp with time zone,
    tried_at      timestamp with time zone,
    problem       varchar(1000) not null,
    entity_tag    varchar(500) not null,
    last_modified varchar(500) not null,
    refused       integer not null
);
