create table warehouse (
  tenant_id text not null,
  id text primary key,
  code text not null,
  name text not null,
  unique (tenant_id, code)
);
call portico_protect('warehouse');

-- The checks are the last line of defence: no road through the code can oversell.
create table stock_item (
  tenant_id text not null,
  id text primary key,
  warehouse_id text not null references warehouse (id),
  product_id text not null,
  on_hand numeric(18, 4) not null default 0 check (on_hand >= 0),
  reserved numeric(18, 4) not null default 0 check (reserved >= 0),
  available numeric(18, 4) generated always as (on_hand - reserved) stored,
  low_stock_level numeric(18, 4) not null default 0 check (low_stock_level >= 0),
  -- Counts changes of the settings (the level), not movements: a sale must not spoil somebody's edit.
  version integer not null default 1,
  unique (tenant_id, warehouse_id, product_id),
  check (reserved <= on_hand)
);
create index stock_item_by_product on stock_item (tenant_id, product_id);
create index stock_item_by_id on stock_item (tenant_id, id);
call portico_protect('stock_item');

create table movement (
  tenant_id text not null,
  id text primary key,
  at timestamptz not null default now(),
  kind text not null check (kind in ('OPENING', 'ADJUSTMENT', 'RESERVE', 'RELEASE', 'ISSUE', 'RECEIPT')),
  item_id text not null references stock_item (id),
  product_id text not null,
  warehouse_id text not null,
  on_hand_delta numeric(18, 4) not null,
  reserved_delta numeric(18, 4) not null,
  reason text check (reason in ('COUNT', 'DAMAGE', 'LOSS', 'RETURN', 'OTHER')),
  note text,
  reference text
);
create index movement_newest on movement (tenant_id, id);
create index movement_by_product on movement (tenant_id, product_id, id);
create index movement_by_item on movement (item_id);
call portico_protect('movement');

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only: book a movement that puts it right.' using errcode = 'restrict_violation';
end $$;
create trigger movement_is_append_only before update or delete on movement for each row execute function refuse_change();
create trigger movement_is_never_emptied before truncate on movement for each statement execute function refuse_change();

-- What an order holds. RELEASED and ISSUED are final: a reservation that arrives after them (late, repeated) is refused.
create table reservation (
  tenant_id text not null,
  order_id text not null,
  reference text not null,
  state text not null check (state in ('RESERVED', 'ISSUED', 'RELEASED')),
  primary key (tenant_id, order_id)
);
call portico_protect('reservation');

create table reservation_line (
  tenant_id text not null,
  order_id text not null,
  item_id text not null references stock_item (id),
  quantity numeric(18, 4) not null check (quantity > 0),
  primary key (tenant_id, order_id, item_id),
  foreign key (tenant_id, order_id) references reservation (tenant_id, order_id)
);
call portico_protect('reservation_line');
