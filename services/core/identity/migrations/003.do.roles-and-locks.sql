-- What kind of tenant it is decides which roles and permissions there are in it. The owner of the tables is bound by
-- row-level security only while that is forced, and these rows are of every tenant.
alter table tenant add column kind text not null default 'merchant' check (kind in ('merchant', 'platform'));
alter table tenant no force row level security;
alter table user_account no force row level security;
update tenant set kind = 'platform' where id in (select tenant_id from user_account where role = 'operator');
alter table tenant force row level security;
alter table user_account force row level security;

-- Roles of the tenant's own; those every tenant has are in the code (roles/built-in-roles.ts).
create table role (
  tenant_id text not null references tenant (id),
  id text primary key,
  name text not null,
  permissions text[] not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index role_by_name on role (tenant_id, lower(name));
call portico_protect('role');

-- A role is a built-in one's id or that of a row of `role`. No password: invited, and not yet here.
alter table user_account drop constraint user_account_role_check;
alter table user_account alter column password_hash drop not null;
alter table user_account add column locked_at timestamptz;
alter table user_account add column removed_at timestamptz;
-- BCP 47, or null: that of the browser.
alter table user_account add column language text;
-- Count up with what a session of the user holds (access) and with what ends it (sessions).
alter table user_account add column access_version integer not null default 1;
alter table user_account add column sessions_version integer not null default 1;
create index user_account_by_role on user_account (tenant_id, role) where removed_at is null;

-- The name of a removed user may be given again.
drop index user_account_by_username;
create unique index user_account_by_username on user_account (tenant_id, lower(username)) where removed_at is null;
