create table sample (
  tenant_id text not null,
  id text not null,
  name text not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
call portico_protect('sample');
