-- A batch job: what an operator has a script do for each of many tenants. Here stands what was done for which; the scripts run elsewhere.
create table batch_job (
  id text primary key,
  name text not null,
  -- SHA-256 of the script, so that who goes on runs the same.
  script text not null,
  permissions jsonb not null,
  is_dry_run boolean not null,
  parallel integer not null,
  max_failures integer not null,
  reason text not null,
  -- FILLING, RUNNING, then DONE, STOPPED (too many failed) or CANCELLED.
  state text not null default 'FILLING',
  tenant_count integer not null default 0,
  done_count integer not null default 0,
  failed_count integer not null default 0,
  created_at timestamptz not null default now(),
  created_by text not null,
  -- When a runner last took a step; before the first, when it was made.
  stepped_at timestamptz not null default now(),
  ended_at timestamptz
);

create table batch_job_tenant (
  job_id text not null references batch_job (id) on delete cascade,
  tenant_id text not null,
  -- WAITING, RUNNING, DONE or FAILED.
  state text not null default 'WAITING',
  attempt integer not null default 0,
  -- Of RUNNING: who holds it is taken for dead afterwards.
  leased_until timestamptz,
  ended_at timestamptz,
  code text,
  message text,
  result jsonb,
  primary key (job_id, tenant_id)
);
create index batch_job_tenant_by_state on batch_job_tenant (job_id, state, tenant_id);
