-- What stands in the way of splitting a tenant's table by tenant, one line for each; none: the table can be partitioned
-- or put on several servers. A key over ids alone would have to be looked up in every part.
create function portico_key_faults(target regclass) returns setof text language sql stable as $$
  with tenant as (
    select attnum from pg_attribute where attrelid = target and attname = 'tenant_id' and not attisdropped
  )
  select format('%s has no primary key that begins with tenant_id', target)
  where not exists (
    select 1 from pg_index i, tenant t where i.indrelid = target and i.indisprimary and i.indkey[0] = t.attnum)
  union all
  select format('the unique index %s does not contain tenant_id', i.indexrelid::regclass)
  from pg_index i
  where i.indrelid = target and (i.indisunique or i.indisexclusion) and not i.indisprimary
    and not exists (
      select 1 from tenant t where t.attnum = any((i.indkey::smallint[])[0:i.indnkeyatts - 1]))
  union all
  select format('the foreign key %s does not contain tenant_id', c.conname)
  from pg_constraint c
  where c.conrelid = target and c.contype = 'f' and not exists (select 1 from tenant t where t.attnum = any(c.conkey))
$$;

create procedure portico_check_keys(target regclass) language plpgsql as $$
declare
  faults text := (select string_agg(fault, '; ') from portico_key_faults(target) as fault);
begin
  if faults is not null then
    raise exception 'The keys of % are not the tenant''s: %.', target, faults
      using errcode = 'invalid_table_definition', hint = 'Primary keys are (tenant_id, ...), and so is whatever refers to them.';
  end if;
end $$;

-- Migrations older than the one that put the tenant into the keys are let through (see keysSince of defineService); what
-- they leave behind is looked at when all of them have run.
create or replace procedure portico_protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_only on %s
       using (tenant_id = nullif(current_setting(''portico.tenant'', true), ''''))
       with check (tenant_id = nullif(current_setting(''portico.tenant'', true), ''''))',
    target);
  if coalesce(current_setting('portico.keys_follow', true), '') <> 'on' then
    call portico_check_keys(target);
  end if;
end $$;

-- Of every protected table of this schema.
create procedure portico_check_all_keys() language plpgsql as $$
declare
  target regclass;
begin
  for target in
    select c.oid from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relforcerowsecurity
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    order by c.relname
  loop
    call portico_check_keys(target);
  end loop;
end $$;
