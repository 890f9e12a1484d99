-- Lower marks that one fold found fallen with this one, told of to nobody; rows written before have one row each.
alter table sla_mark add column passed_over varchar(400) default '' not null;
