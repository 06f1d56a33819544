-- What operators have done to the traffic for a limited time. Gateways get with the feed what is in force.
create table intervention (
  id text primary key,
  -- What it is about: two about the same are never in force together.
  subject text not null,
  -- {kind, ...}
  effect jsonb not null,
  owner text not null,
  reason text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create unique index intervention_in_force on intervention (subject) where ended_at is null;
create index intervention_ended on intervention (ended_at) where ended_at is not null;
