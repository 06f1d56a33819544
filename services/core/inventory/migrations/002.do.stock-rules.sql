-- Whether stock is counted at all, and what selling below zero does. Without a row: counted, and refused.
create table stock_setting (
  tenant_id text primary key,
  is_tracked boolean not null,
  below_zero text not null check (below_zero in ('REFUSE', 'WARN', 'ALLOW')),
  version integer not null default 1
);
call portico_protect('stock_setting');

-- What one product does otherwise than its shop; null is "as the shop".
create table product_stock_rule (
  tenant_id text not null,
  product_id text not null,
  is_tracked boolean,
  below_zero text check (below_zero in ('REFUSE', 'WARN', 'ALLOW')),
  version integer not null default 1,
  primary key (tenant_id, product_id)
);
call portico_protect('product_stock_rule');

-- Of a tenant and a product.
create function stock_is_tracked(text, text) returns boolean language sql stable as $$
  select coalesce(
    (select r.is_tracked from product_stock_rule r where r.tenant_id = $1 and r.product_id = $2),
    (select s.is_tracked from stock_setting s where s.tenant_id = $1),
    true)
$$;
create function stock_below_zero(text, text) returns text language sql stable as $$
  select coalesce(
    (select r.below_zero from product_stock_rule r where r.tenant_id = $1 and r.product_id = $2),
    (select s.below_zero from stock_setting s where s.tenant_id = $1),
    'REFUSE')
$$;

-- The last line of defence, as strict as before where selling below zero is refused: what is available may not fall
-- below zero, or further below it. With available >= 0 and reserved >= 0 the two checks that go are implied. What a
-- laxer rule has let below zero may still come back, and goods promised under it may still leave.
alter table stock_item drop constraint stock_item_on_hand_check, drop constraint stock_item_check;

create function refuse_overdraft() returns trigger language plpgsql as $$
begin
  if stock_below_zero(new.tenant_id, new.product_id) = 'REFUSE' then
    raise exception 'Stock item % would have less than nothing available.', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger stock_item_is_never_overdrawn before update of on_hand, reserved on stock_item for each row
  when (new.on_hand - new.reserved < 0 and new.on_hand - new.reserved < old.on_hand - old.reserved)
  execute function refuse_overdraft();
create trigger stock_item_never_begins_overdrawn before insert on stock_item for each row
  when (new.on_hand - new.reserved < 0) execute function refuse_overdraft();
