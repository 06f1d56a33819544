-- `call portico_swept('draft');`: what has an end is cleared for tenants that never come back, too. The sweep reads whose rows
-- have ended over all tenants; it deletes them as each tenant.
create procedure portico_swept(target regclass) language plpgsql as $$
begin
  execute format(
    'create policy read_by_sweep on %s for select using (current_setting(''portico.sweep'', true) = ''on'')',
    target);
end $$;

call portico_swept('idempotency');
create index idempotency_ended on idempotency (created_at);
