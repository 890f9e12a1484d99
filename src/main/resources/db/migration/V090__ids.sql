-- Names of threads are bounded by the program, which hashes what would be longer; the columns hold the longest.
alter table mail_thread alter column id set data type varchar(220);
alter table mail_thread alter column incident_id set data type varchar(220);
alter table mail_note alter column incident_id set data type varchar(220);
alter table outbox alter column incident_id set data type varchar(220);
alter table outbox alter column dedupe_key set data type varchar(600);
alter table outbox alter column thread_root set data type varchar(600);
alter table outbox alter column message_id set data type varchar(600);
alter table digest alter column dedupe_key set data type varchar(600);
alter table report alter column dedupe_key set data type varchar(600);
