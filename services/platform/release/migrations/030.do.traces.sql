-- What processes recorded of requests of the last hour. Not written ahead: after a crash of the database it is empty, and each write costs
-- half as much.
create unlogged table trace_part (
  id bigint generated always as identity primary key,
  trace_id text not null,
  -- When its first span began, by the clock of the process.
  at timestamptz not null,
  stored_at timestamptz not null default now(),
  service text not null,
  revision text,
  name text not null,
  tenant_id text,
  reason text not null,
  ms double precision,
  -- The process began the trace.
  is_root boolean not null,
  has_failed boolean not null,
  -- Numbers of orders, ids of imports.
  subjects text[] not null,
  dropped_spans integer not null,
  -- Of spans, as text: what the table is bounded by.
  bytes integer not null,
  spans jsonb not null
);
create index trace_part_trace on trace_part (trace_id);
create index trace_part_at on trace_part (at);
create index trace_part_subjects on trace_part using gin (subjects);
create index trace_part_late on trace_part (stored_at) where reason in ('failed', 'slow');
