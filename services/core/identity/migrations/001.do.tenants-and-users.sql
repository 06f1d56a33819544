create table tenant (
  id text primary key,
  slug text not null unique,
  name text not null,
  currency text not null,
  time_zone text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_only on tenant
  using (id = nullif(current_setting('portico.tenant', true), ''))
  with check (id = nullif(current_setting('portico.tenant', true), ''));
-- A login knows the tenant by its slug only, and may read that one row.
create policy tenant_by_login on tenant for select
  using (slug = nullif(current_setting('portico.login_slug', true), ''));

create table user_account (
  tenant_id text not null references tenant (id),
  id text primary key,
  username text not null,
  display_name text not null,
  password_hash text not null,
  role text not null check (role in ('owner', 'clerk')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index user_account_by_username on user_account (tenant_id, lower(username));
call portico_protect('user_account');

-- Attempts to log in that have not succeeded, of names that exist and names that do not.
create table login_attempt (
  tenant_id text not null,
  username text not null,
  attempts integer not null,
  window_started_at timestamptz not null,
  primary key (tenant_id, username)
);
create index login_attempt_by_age on login_attempt (tenant_id, window_started_at);
call portico_protect('login_attempt');
