create table predicted_ticket (
    tenant_id       varchar(100) not null,
    predicted_on    date not null,
    rank_no         integer not null,
    finding_id      varchar(20) not null,
    check_id        varchar(50) not null,
    problem_group   varchar(50) not null,
    weight          double precision not null,
    call_en         text not null,
    call_zh         text not null,
    reason_en       text not null,
    reason_zh       text not null,
    first_step_en   text not null,
    first_step_zh   text not null,
    made_at         timestamp with time zone not null,
    primary key (tenant_id, predicted_on, rank_no)
);
comment on table predicted_ticket is 'Calls expected of a customer, by day; compare with ticket.opened_at of the three days that follow';
create index predicted_ticket_by_day on predicted_ticket (predicted_on);
