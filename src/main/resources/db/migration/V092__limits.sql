-- No wider than the texts that enter may be, and never narrower: EventLimits says how long each may be.
alter table ticket alter column plan set data type varchar(100);
alter table sla_clock alter column plan set data type varchar(100);
