create table mail_link (
    link_id          varchar(64) not null primary key,
    act              varchar(10) not null,
    recipient_id     varchar(200) not null,
    subject          varchar(200) not null,
    used_at          timestamp with time zone not null,
    expires_at       timestamp with time zone not null
);
comment on table mail_link is 'Links in mails whose button was pressed: each works once, and here is who pressed it and when';
comment on column mail_link.link_id is 'SHA-256 of what the link offers, in hexadecimal';
comment on column mail_link.expires_at is 'From then on the link is refused for its age, and the row is forgotten';
create index mail_link_expiry on mail_link (expires_at);
