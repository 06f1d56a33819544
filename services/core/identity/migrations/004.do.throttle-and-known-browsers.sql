-- Failed attempts, counted under hashes of what was tried, so that no password typed into the wrong field is kept. They
-- are of no tenant, for a name of no tenant must be counted alike: `tenant_id` is always '~throttle'.
drop table login_attempt;
create table throttle (
  tenant_id text not null,
  key text not null,
  failures integer not null,
  blocked_until timestamptz,
  forget_at timestamptz not null,
  primary key (tenant_id, key)
);
create index throttle_by_age on throttle (tenant_id, forget_at);
call portico_protect('throttle');

-- Browsers an account has logged in with: a stranger's failures do not slow them.
create table known_browser (
  tenant_id text not null,
  token_hash text not null,
  user_id text not null references user_account (id),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index known_browser_by_user on known_browser (tenant_id, user_id, seen_at);
call portico_protect('known_browser');

-- A name typed in full-width letters is the same name; from here on names are kept in this form.
alter table user_account no force row level security;
update user_account set username = normalize(username, nfkc) where username is not nfkc normalized;
alter table user_account force row level security;
