-- The road a tenant's jobs took last, for when the release service does not answer: the same one for every process.
create table portico_road (
  tenant_id text primary key,
  services jsonb not null,
  asked_at timestamptz not null
);
