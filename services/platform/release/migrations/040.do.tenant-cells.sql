-- Where tenants are that were moved (docs/adr/0063). A tenant without a row is at home, and was never moved.
create table tenant_cell (
  tenant_id text primary key,
  cell text not null,
  -- Grows with each move.
  generation integer not null,
  changed_at timestamptz not null default now()
);
create index tenant_cell_by_time on tenant_cell (changed_at desc, tenant_id);
-- Left out by a copy of a service in the home cell.
alter table instance add column cell text;
