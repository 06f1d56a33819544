-- Links that let one user have published versions in one tab. The link itself is kept nowhere; what was made before this table was is not
-- in it, and runs out within a day.
create table override_link (
  id text primary key,
  -- App -> version.
  apps jsonb not null,
  tenant text not null,
  user_name text not null,
  reason text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text
);
create index override_link_open on override_link (expires_at);
