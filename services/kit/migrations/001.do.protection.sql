-- One line protects a table: `call portico_protect('customer');`
-- Forced, because a service owns its tables and owners are exempt otherwise. A transaction that names no tenant sees nothing.
create procedure portico_protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_only on %s
       using (tenant_id = nullif(current_setting(''portico.tenant'', true), ''''))
       with check (tenant_id = nullif(current_setting(''portico.tenant'', true), ''''))',
    target);
end $$;

create table idempotency (
  tenant_id text not null,
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, scope, key)
);
create index idempotency_by_age on idempotency (tenant_id, created_at);
call portico_protect('idempotency');
