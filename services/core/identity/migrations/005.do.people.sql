-- Null: invited, and not here yet.
alter table user_account add column joined_at timestamptz default now();
alter table user_account add column last_login_at timestamptz;

-- What is known of each session of a browser. The gateways hold the sessions themselves; `id` is a public name, not the
-- cookie's value.
create table session (
  tenant_id text not null references tenant (id),
  id text primary key,
  user_id text not null references user_account (id),
  address text not null,
  user_agent text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  wrong_passwords integer not null default 0
);
create index session_by_user on session (tenant_id, user_id, created_at);
create index session_by_age on session (tenant_id, created_at);
call portico_protect('session');

-- What every gateway must hear of: ACCESS, a user holds other permissions from `version` on; SESSIONS, sessions of the
-- user below `version` have ended, all but `session_id`; SESSION, that one has ended.
create sequence access_revision;
create table access_change (
  tenant_id text not null references tenant (id),
  revision bigint primary key,
  user_id text not null,
  kind text not null check (kind in ('ACCESS', 'SESSIONS', 'SESSION')),
  version integer,
  session_id text,
  reason text,
  changed_at timestamptz not null default now()
);
create index access_change_by_age on access_change (tenant_id, changed_at);
call portico_protect('access_change');
-- A gateway serves every tenant; it reads what has changed, and no more.
create policy access_change_by_feed on access_change for select
  using (current_setting('portico.access_feed', true) = 'on');

-- A link by which a user chooses a password, once. Only the SHA-256 of its token is kept.
create table password_link (
  tenant_id text not null references tenant (id),
  id text primary key,
  user_id text not null references user_account (id),
  purpose text not null check (purpose in ('INVITATION', 'RESET')),
  token_hash text not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create unique index password_link_open on password_link (tenant_id, user_id) where used_at is null and revoked_at is null;
call portico_protect('password_link');
-- The page of a link knows nothing but its token, and may read that one row.
create policy password_link_by_token on password_link for select
  using (token_hash = nullif(current_setting('portico.link_token', true), ''));

create table audit_entry (
  tenant_id text not null references tenant (id),
  id text primary key,
  at timestamptz not null default now(),
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text not null check (subject_kind in ('USER', 'ROLE')),
  subject_id text not null,
  subject_name text not null,
  change jsonb not null,
  address text
);
create index audit_entry_by_subject on audit_entry (tenant_id, subject_id, id);
create index audit_entry_by_actor on audit_entry (tenant_id, actor_id, id);
call portico_protect('audit_entry');
