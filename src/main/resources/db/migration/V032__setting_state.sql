-- What every unit and group says about each setting at present: folded from setting_event, replaced whole.
create table setting_state (
    tenant_id   varchar(100) not null,
    -- Product or kind, a bar, Google's exact name: gmail|IMAP_ACCESS, service|Sites.
    setting     varchar(400) not null,
    -- Path of the unit, / for the root; empty for a group.
    unit_path   varchar(1000) not null,
    group_email varchar(320) not null,
    -- value, none (given up, inherits again), conflict or ambiguous.
    state       varchar(20) not null,
    held        varchar(4000) not null,
    since       timestamp with time zone,
    set_by      varchar(320),
    -- event, policy_api, answer, use or default.
    source      varchar(20) not null
);
create index setting_state_tenant on setting_state (tenant_id, setting);
