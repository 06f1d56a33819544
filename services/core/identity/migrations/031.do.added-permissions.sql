-- What sub-apps add to the permissions: one row, of the platform, in the words of the release service.
create table added_permissions (
  tenant_id text primary key,
  -- Of the rules of the release service: an older word changes nothing.
  revision bigint not null,
  -- Counted by the sequence of the access feed, when roles hold others.
  access_revision bigint not null,
  items jsonb not null
);
call portico_protect('added_permissions');
-- Every tenant's roles are made up with it.
create policy added_permissions_by_roles on added_permissions for select
  using (current_setting('portico.added_permissions', true) = 'on');
