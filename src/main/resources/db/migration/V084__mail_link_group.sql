-- A link may name as many findings as stand on one card of a digest.
alter table mail_link alter column subject set data type varchar(700);
