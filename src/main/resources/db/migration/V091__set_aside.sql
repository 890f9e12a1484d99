create table set_aside (
    step        varchar(40) not null,
    -- The matter's own key; one that is longer than this is cut and given a hash of the whole.
    matter_key  varchar(300) not null,
    tries       integer not null,
    since_at    timestamp with time zone not null,
    until_at    timestamp with time zone not null,
    last_error  varchar(1000) not null,
    primary key (step, matter_key)
);
comment on table set_aside is 'What fails by itself while everything else goes on, and when it is tried again';
