alter table tenant add column requires_second_factor boolean not null default false;

-- Sealed, for the service must read the secret to check a code. Not confirmed: offered, and not asked for yet.
create table second_factor (
  tenant_id text not null,
  user_id text not null references user_account (id),
  sealed_secret text not null,
  confirmed_at timestamptz,
  -- Of the last code that was taken: none is taken twice, and none older than it.
  last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
call portico_protect('second_factor');

create table recovery_code (
  tenant_id text not null,
  user_id text not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references second_factor (tenant_id, user_id) on delete cascade
);
call portico_protect('recovery_code');

-- The password was right; the second step is awaited.
create table pending_login (
  tenant_id text not null,
  token_hash text not null,
  user_id text not null references user_account (id),
  -- As it was when the password was checked: what ends sessions ends these too.
  sessions_version integer not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index pending_login_by_age on pending_login (tenant_id, expires_at);
call portico_protect('pending_login');
