create table product (
  tenant_id text not null,
  id text primary key,
  -- "C": codes sort alike on every server, and one index serves equality and order.
  code text collate "C" not null,
  name text not null,
  category text,
  unit text not null,
  kind text not null check (kind in ('GOODS', 'SERVICE')),
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, code)
);
create index product_by_category on product (tenant_id, category, code);
call portico_protect('product');
