create table customer (
  tenant_id text not null,
  id text primary key,
  code text not null,
  name text not null,
  -- A column, for under row-level security an index cannot serve a condition on lower(): it is not leakproof.
  sort_name text not null generated always as (lower(name)) stored,
  country text,
  phone text,
  email text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, code)
);
create index customer_by_name on customer (tenant_id, sort_name, id);
call portico_protect('customer');

-- The last number given to a customer that came without a code; its row is the lock of whoever takes the next.
create table customer_number (
  tenant_id text primary key,
  last bigint not null
);
call portico_protect('customer_number');
