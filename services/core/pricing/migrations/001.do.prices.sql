create table price (
  tenant_id text not null,
  product_id text not null,
  currency text not null,
  list_price numeric(21, 6) not null check (list_price >= 0),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, product_id)
);
call portico_protect('price');
