create table mail_bounce (
    outbox_id    bigint not null references outbox (id) on delete cascade,
    file_hash    varchar(64) not null,
    received_at  timestamp with time zone not null,
    permanent    boolean not null,
    status       varchar(20) not null,
    words        text not null,
    primary key (outbox_id, file_hash)
);
comment on table mail_bounce is 'What servers reported about mails they had accepted; permanent ones made the mail FAILED';
create index outbox_to on outbox (to_addr, state);
