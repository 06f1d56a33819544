-- Platform data: what is released to whom is decided over tenants, so no table of this schema has row-level security
-- (`portico_protect`). Where a tenant writes (its choice about a preview), the code writes that caller's tenant only.

-- One row, which every change to what the feed says counts up, last in its transaction: changes come one after another,
-- and a reader that sees a revision sees all that led to it.
create table feed_state (
  is_only boolean primary key default true check (is_only),
  revision bigint not null,
  is_stopped boolean not null default false
);
insert into feed_state (revision) values (1);

create table release (
  id text primary key,
  salt text not null,
  state text not null check (state in ('draft', 'gray', 'full', 'aborted')),
  revision integer not null default 1,
  percent_bp integer not null check (percent_bp between 0 and 10000),
  kept_bp integer not null check (kept_bp between percent_bp and 10000),
  constraints jsonb not null,
  -- {apps: {name: version}, services: {name: tag}}
  overlay jsonb not null,
  breaking boolean not null,
  is_open_to_join boolean not null,
  title jsonb not null,
  notes jsonb not null,
  guardrails jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  started_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  is_forced boolean not null default false,
  -- Of the names of the overlay, what the baseline had before the promotion; a name it had not is null.
  before jsonb
);
create index release_in_state on release (state, ended_at desc);

-- One of the lists of a release. Its row is the lock under which the list changes, always taken before that of the release.
create table release_list (
  release_id text not null references release (id),
  list text not null check (list in ('allow', 'block', 'left', 'joined')),
  -- What its members name it by: a short one, for there may be a million of them.
  id integer not null generated always as identity unique,
  count integer not null default 0,
  -- Counts the changes of this list, so that a long one need not hold up the feed while it is written.
  revision integer not null default 0,
  primary key (release_id, list)
);

-- No foreign key: checking it for each of a million rows takes longer than writing them.
-- Who was removed stays as a row, so that what changed since a revision can be told.
create table release_member (
  list_id integer not null,
  -- Compared as bytes: several times as fast as by a language's rules.
  tenant_id text collate "C" not null,
  -- 64 bits of the tenant id as the lists on the wire have them.
  fingerprint bigint not null,
  added_revision integer not null,
  removed_revision integer,
  primary key (list_id, tenant_id)
);
-- Only for what came after the first filling, which nobody asks for as a difference.
create index release_member_added on release_member (list_id, added_revision) where added_revision > 1;
create index release_member_removed on release_member (list_id, removed_revision)
  where removed_revision is not null;

-- The newest row is the baseline in force; `revision` is that of the feed it came with.
create table baseline_history (
  revision bigint primary key,
  baseline jsonb not null,
  at timestamptz not null default now(),
  actor text not null,
  reason text,
  release_id text
);
insert into baseline_history (revision, baseline, actor, reason)
values (1, '{"shell": "", "apps": {}, "shared": {}, "services": {}}', 'system', 'Nothing is published yet.');

create table audit (
  id text primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  reason text,
  change jsonb not null
);
create index audit_of_subject on audit (subject, id desc);

create table instance (
  id text primary key,
  service text not null,
  tag text not null,
  version text not null,
  url text not null,
  seen_at timestamptz not null default now(),
  is_healthy boolean not null default true
);

create table snapshot (
  id text primary key,
  content jsonb not null,
  first_served_at timestamptz not null,
  last_served_at timestamptz not null,
  page_count bigint not null
);
create index snapshot_newest on snapshot (first_served_at desc, id desc);
create index snapshot_served on snapshot (last_served_at);

-- Kept for 7 days.
create table decision (
  request_id text primary key,
  at timestamptz not null,
  tenant_id text,
  kind text not null,
  snapshot_id text not null,
  rules_revision bigint not null,
  is_stale boolean not null,
  decisions jsonb not null,
  route text
);
create index decision_age on decision (at);

-- The newest decision of each tenant that was on a release; who never was has no row.
create table release_tenant (
  release_id text not null,
  tenant_id text not null,
  is_gray boolean not null,
  reason text not null,
  last_seen_at timestamptz not null,
  primary key (release_id, tenant_id)
);
create index release_tenant_seen on release_tenant (release_id, last_seen_at desc, tenant_id desc) where is_gray;

-- Kept for 7 days. `release_id` is empty for the stable road.
create table measurement (
  minute timestamptz not null,
  release_id text not null,
  kind text not null check (kind in ('app', 'service')),
  name text not null,
  count bigint not null,
  failures bigint not null,
  errors bigint not null,
  durations bigint[] not null,
  primary key (release_id, kind, name, minute)
);
create index measurement_age on measurement (minute);

create table incident (
  id text primary key,
  -- Empty for the stable road.
  release_id text not null,
  app text not null,
  version text not null,
  tenant_id text not null,
  code text not null,
  message text not null,
  fallback text,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  count bigint not null default 1,
  unique (release_id, app, version, tenant_id, code)
);
create index incident_last on incident (last_at);
