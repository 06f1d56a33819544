create table sso_provider (
  tenant_id text primary key references tenant (id),
  -- As the provider's discovery document says it.
  issuer text not null,
  client_id text not null,
  sealed_secret text not null,
  scopes text not null,
  groups_claim text not null,
  -- [{"group": "...", "role": "..."}]: the first one whose group the user has.
  role_by_group jsonb not null,
  -- Of users in none of the groups; null: they do not get in.
  default_role text,
  allows_passwords boolean not null,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
call portico_protect('sso_provider');

-- Who somebody at the provider is here. `subject` is the provider's own id and never given to another person.
create table sso_identity (
  tenant_id text not null,
  issuer text not null,
  subject text not null,
  user_id text not null references user_account (id),
  created_at timestamptz not null default now(),
  primary key (tenant_id, issuer, subject)
);
call portico_protect('sso_identity');

-- Logins that have gone to the provider and are not back.
create table sso_attempt (
  tenant_id text not null,
  state_hash text not null,
  sealed_checks text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, state_hash)
);
create index sso_attempt_by_age on sso_attempt (tenant_id, expires_at);
call portico_protect('sso_attempt');
