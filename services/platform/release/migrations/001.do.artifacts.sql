-- What was published. The files lie in the artifact store; a row is written after them and deleted before them, so that
-- a row always has its files.
create table artifact (
  -- Sorts by the time of publishing.
  id text not null unique,
  name text not null,
  version text not null,
  kind text not null check (kind in ('app', 'shell', 'shared')),
  size_bytes bigint not null,
  file_count integer not null,
  -- SHA-256 over the sorted paths and hashes of all files, hex.
  digest text not null,
  manifest jsonb not null,
  -- [{path, sizeBytes, integrity}], sorted by path.
  files jsonb not null,
  published_at timestamptz not null default now(),
  published_by text not null,
  is_local boolean not null default false,
  primary key (name, version)
);
create index artifact_of_name on artifact (name, id desc);

-- Deleted rows whose files are still to be dropped; written by the transaction that deletes the row.
create table artifact_removal (
  name text not null,
  version text not null,
  primary key (name, version)
);

-- One row: when unused artifacts were last cleared away. Who clears holds it until the end.
create table artifact_clearing (
  is_only boolean primary key default true check (is_only),
  ran_at timestamptz not null default now()
);
insert into artifact_clearing default values;

create table token (
  id text primary key,
  name text not null,
  -- The first 8 bytes of the hash, hex: what a token is looked up by.
  handle text not null,
  hash bytea not null unique,
  apps text[] not null,
  actions text[] not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index token_by_handle on token (handle);
create unique index token_name on token (name) where revoked_at is null;

-- The schemas gateways serve, so that operations are checked against what is there.
create table graph (
  name text primary key,
  sdl text not null,
  reported_at timestamptz not null default now()
);
