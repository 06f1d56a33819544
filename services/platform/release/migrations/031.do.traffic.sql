-- What all processes counted, whether or not a trace was kept. Rows are added to for as long as their time lasts; room on the page lets
-- that happen without a new entry in the indexes.
create table operation_figure (
  tenant_id text not null,
  -- The beginning of a quarter of an hour.
  at timestamptz not null,
  -- Empty: it is not known which.
  app text not null,
  operation text not null,
  -- Ids, with a blank between, or 'stable'.
  releases text not null,
  count bigint not null,
  refused bigint not null,
  failures bigint not null,
  -- By buckets of time.
  durations integer[] not null,
  primary key (tenant_id, at, app, operation, releases)
) with (fillfactor = 80);
create index operation_figure_at on operation_figure (at);

create table call_figure (
  -- The beginning of a minute.
  at timestamptz not null,
  caller text not null,
  service text not null,
  revision text not null,
  count bigint not null,
  refused bigint not null,
  failures bigint not null,
  durations integer[] not null,
  primary key (at, caller, service, revision)
) with (fillfactor = 80);
