create table google_quota (
    bucket          varchar(20) not null,
    node            varchar(200) not null,
    tokens          double precision not null,
    waiting         integer not null,
    at              timestamp with time zone not null,
    primary key (bucket, node)
);
comment on table google_quota is 'What all processes together may still ask of Google: the row without node holds it, the others say how many tenants wait there';
