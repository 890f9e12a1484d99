-- Which program brought the tables to where they are, for an older one that is started on them by mistake.
alter table installation add column written_by varchar(120);
alter table installation add column written_at timestamp with time zone;
