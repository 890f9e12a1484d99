-- Whom a predicted call concerns, and the ticket that turned out to be it.
alter table predicted_ticket add column concern_users varchar(4000) default '' not null;
alter table predicted_ticket add column concern_domains varchar(2000) default '' not null;
alter table predicted_ticket add column ticket_key varchar(610);
create index predicted_ticket_by_ticket on predicted_ticket (ticket_key);
