-- Statements of services that took longer than they should, with the plan that PostgreSQL would run them by.
create table slow_statement (
  service text not null,
  fingerprint text not null,
  -- With '?' for each literal.
  text text not null,
  count bigint not null,
  slowest_ms double precision not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  plan jsonb,
  planned_at timestamptz,
  primary key (service, fingerprint)
);
