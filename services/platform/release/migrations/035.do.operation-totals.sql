-- What all tenants together made of operations: a day of a million calls is too many rows of tenants to be added up while a page waits.
create table operation_total (
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
  primary key (at, app, operation, releases)
) with (fillfactor = 80);

insert into operation_total (at, app, operation, releases, count, refused, failures, durations)
select at, app, operation, releases, sum(count), sum(refused), sum(failures),
  array[sum(durations[1]), sum(durations[2]), sum(durations[3]), sum(durations[4]), sum(durations[5]), sum(durations[6]),
    sum(durations[7]), sum(durations[8]), sum(durations[9]), sum(durations[10]), sum(durations[11]), sum(durations[12]),
    sum(durations[13]), sum(durations[14]), sum(durations[15])]::integer[]
from operation_figure group by at, app, operation, releases;
