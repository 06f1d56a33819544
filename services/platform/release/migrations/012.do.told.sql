-- Figures of an app that browsers told, in sums for people to look at: kind 'told'. Kind 'app' is what gateways saw themselves.
alter table measurement drop constraint measurement_kind_check;
alter table measurement add constraint measurement_kind_check check (kind in ('app', 'service', 'told'));

-- The same by who told it, for the guardrails, which count tenants and users. Kept for an hour. `release_id` is empty for
-- the stable road; `user_key` is a keyed hash, of which nothing leads back to the user.
create table told (
  minute timestamptz not null,
  release_id text not null,
  app text not null,
  tenant_id text not null,
  user_key text not null,
  count bigint not null,
  failures bigint not null,
  errors bigint not null,
  durations bigint[] not null,
  primary key (release_id, app, minute, tenant_id, user_key)
);
create index told_age on told (minute);

-- What is told of a running release by too few to abort it, as it was announced last.
create table release_doubt (
  release_id text primary key references release (id),
  -- The metrics in doubt: another set is announced again.
  metrics text not null,
  since timestamptz not null default now()
);
