-- Where an incident was thrown, as told by a browser (bounded by the gateway and here), and as read from source maps.
alter table incident
  add column origin text check (origin in ('uncaught', 'unhandled-rejection')),
  add column is_unattributed boolean not null default false,
  -- {error, frames}
  add column stack jsonb,
  -- Tells faults of one code apart: by the first own frame as served. Empty: no stack, or more faults than are kept apart.
  add column fault text not null default '',
  -- The same across versions: by the first own frame in its source.
  add column fingerprint text,
  -- The first own frame in its source.
  add column place jsonb,
  -- {error, isMapped, frames}, with the lines around places.
  add column readable jsonb,
  -- When source maps are read for it (next); null: done, or there is nothing to read.
  add column map_at timestamptz,
  add column map_tries smallint not null default 0;
alter table incident drop constraint incident_release_id_app_version_tenant_id_code_key;
alter table incident add unique (release_id, app, version, tenant_id, code, fault);
create index incident_to_map on incident (map_at) where map_at is not null;
