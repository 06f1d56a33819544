-- Which tenants are here, of an installation with several cells (docs/adr/0063): written by the mover, read by services that are
-- given their cell. A tenant without a row is at home.
create table tenant_fence (
  tenant_id text primary key,
  -- arriving: not all of it is here yet; moved: it is in another cell.
  state text not null check (state in ('here', 'arriving', 'moved')),
  -- Of moved.
  cell text,
  generation integer not null,
  changed_at timestamptz not null default now()
);
call portico_protect('tenant_fence');
call portico_swept('tenant_fence');

-- Begins a transaction of the tenant in this cell; gives 'held' where it may only be read. All transactions of a tenant share a
-- lock until their end. A mover that has it alone, or waits for it, holds the tenant: what comes then reads and writes nothing,
-- and when the mover has it, nothing of before is under way. PostgreSQL ends the hold with the connection of a mover that dies.
-- Raises PT421 for a tenant that is not here: the message says where it is, as cell and generation.
create function portico_enter(tenant text, own_cell text) returns text language plpgsql as $$
begin
  perform set_config('portico.tenant', tenant, true);
  perform portico_require_here(tenant, own_cell);
  if pg_is_in_recovery() then
    return null;
  end if;
  if not pg_try_advisory_xact_lock_shared(hashtextextended('portico tenant ' || tenant, 0)) then
    perform set_config('transaction_read_only', 'on', true);
    return 'held';
  end if;
  -- It may have been moved since it was looked at; from here on it is not.
  perform portico_require_here(tenant, own_cell);
  return null;
end $$;

create function portico_require_here(tenant text, own_cell text) returns void language plpgsql as $$
declare
  fence tenant_fence;
begin
  select * into fence from tenant_fence where tenant_id = tenant;
  if found and fence.state <> 'here' then
    raise exception using errcode = 'PT421', message = coalesce(fence.cell, '') || ' ' || fence.generation;
  elsif not found and own_cell <> 'home' then
    raise exception using errcode = 'PT421', message = 'home 0';
  end if;
end $$;

-- As portico_enter, in the middle of a transaction that works for several tenants: raises PT503 for one that is held.
create function portico_turn_to(tenant text, own_cell text) returns void language plpgsql as $$
begin
  perform set_config('portico.tenant', tenant, true);
  if not pg_try_advisory_xact_lock_shared(hashtextextended('portico tenant ' || tenant, 0)) then
    raise exception using errcode = 'PT503', message = 'held';
  end if;
  perform portico_require_here(tenant, own_cell);
end $$;
