-- By which steps a release goes on to all tenants. Its row changes only while the row of the release is locked.
create table release_plan (
  release_id text primary key references release (id),
  -- [{percentBp, bakeMinutes, isAutomatic, promotes}]
  steps jsonb not null,
  -- [{days, from, to, timeZone}]: no step is taken within.
  freezes jsonb not null,
  -- Null: the first step is taken when the release is started.
  starts_at timestamptz,
  -- Of the step in force; -1 before the first.
  position integer not null default -1,
  stepped_at timestamptz,
  is_paused boolean not null default false,
  -- Why a step that was due could not be taken, as it was told last.
  problem text,
  -- {requestedBy, person, requestedAt, reason}: who made the plan.
  asked jsonb not null,
  -- The second operator, where four eyes are asked for.
  approved_by text
);
