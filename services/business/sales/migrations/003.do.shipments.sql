-- Orders shipped, counted from their messages. A quarter of an hour, because that divides the days of every time zone:
-- a merchant's day is a sum of slots, wherever the merchant is.
create table shipment_slot (
  tenant_id text not null,
  begins_at timestamptz not null,
  order_count integer not null,
  primary key (tenant_id, begins_at)
);
call portico_protect('shipment_slot');
