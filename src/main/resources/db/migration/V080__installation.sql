-- One row: the id that the data directory of the rightful owner holds too.
create table installation (
    one smallint not null primary key check (one = 1),
    id varchar(36) not null,
    created_at timestamp with time zone not null
);
