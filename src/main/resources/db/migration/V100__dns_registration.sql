-- What the registry of a domain said last: when it was asked, the end of the registration, its states; JSON.
alter table dns_history add column registration varchar(8000) default '{}' not null;
