-- What was known of policies, calendars and contracts when. A change entered late breaks no promise before it was known.
create table rule_history (
    -- policy, calendar, contracts
    kind         varchar(20) not null,
    -- policy/version, calendar/version, the customer's domain
    rule_key     varchar(255) not null,
    known_at     timestamp with time zone not null,
    content_hash varchar(64) not null,
    -- JSON; null from the instant at which the rule was taken away
    document     varchar(1048576),
    primary key (kind, rule_key, known_at)
);
