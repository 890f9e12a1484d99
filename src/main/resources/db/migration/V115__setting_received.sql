-- For the question whether settings came in that no audit has judged yet.
create index setting_event_by_arrival on setting_event (tenant_id, received_at);
