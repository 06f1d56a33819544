-- Operators look tenants up over all of them; the rows of users and the rest stay closed.
create policy tenant_by_directory on tenant for select
  using (current_setting('portico.directory', true) = 'on');
create index tenant_by_name on tenant (lower(name), id);
