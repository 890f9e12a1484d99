create table setting_verdict (
    id                bigint generated always as identity primary key,
    tenant_id         varchar(100) not null,
    rule_id           varchar(100) not null,
    outcome           varchar(20) not null,
    basis             varchar(20) not null,
    places            text not null,
    run_id            varchar(40) not null,
    since_at          timestamp with time zone not null,
    replaced_at       timestamp with time zone
);
comment on table setting_verdict is 'The verdict of each setting rule, one row for as long as it stayed the same; it stands while replaced_at is null';
comment on column setting_verdict.rule_id is 'the policy of the rule, for example GWS.GMAIL.9.1';
comment on column setting_verdict.basis is 'event, default, policy_api, answer or use';
comment on column setting_verdict.places is 'JSON: units and groups with value, since when, and who set it';
create index setting_verdict_by_tenant on setting_verdict (tenant_id, replaced_at);
create index setting_verdict_by_time on setting_verdict (replaced_at);
