-- The number people know a ticket by, where it is not its key in the source.
alter table ticket add column ticket_number varchar(100);

-- Open tickets that their source did not show when it was last asked, and since when.
create table ticket_missing (
    source_id     varchar(200) not null,
    subject       varchar(400) not null,
    missing_since timestamp with time zone not null,
    primary key (source_id, subject)
);
