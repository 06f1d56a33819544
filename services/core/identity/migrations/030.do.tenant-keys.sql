-- Every key begins with the tenant; see docs/adr/0033. `tenant` is the directory, one row for each, and keeps its own.
--
-- Locks: as in the migration of the sales service; logins wait until the commit. The tables are small.
set local lock_timeout = '20s';
lock table user_account, role, session, access_change, password_link, audit_entry, second_factor, known_browser,
  pending_login, sso_identity in access exclusive mode;

-- While it is forced on the owner, no row would be seen, so that none of the references below would be checked.
alter table user_account no force row level security;
alter table session no force row level security;
alter table password_link no force row level security;
alter table second_factor no force row level security;
alter table known_browser no force row level security;
alter table pending_login no force row level security;
alter table sso_identity no force row level security;

alter table session drop constraint session_user_id_fkey;
alter table password_link drop constraint password_link_user_id_fkey;
alter table second_factor drop constraint second_factor_user_id_fkey;
alter table known_browser drop constraint known_browser_user_id_fkey;
alter table pending_login drop constraint pending_login_user_id_fkey;
alter table sso_identity drop constraint sso_identity_user_id_fkey;

alter table user_account drop constraint user_account_pkey, add primary key (tenant_id, id);
alter table role drop constraint role_pkey, add primary key (tenant_id, id);
alter table session drop constraint session_pkey, add primary key (tenant_id, id);
alter table audit_entry drop constraint audit_entry_pkey, add primary key (tenant_id, id);
-- Gateways read the changes of all tenants in the order of their revisions, which one sequence gives.
alter table access_change drop constraint access_change_pkey, add primary key (tenant_id, revision);
create index access_change_by_revision on access_change (revision);
-- The page of a link knows the token alone. It is 256 random bits: no second row has it, whatever the index allows.
alter table password_link drop constraint password_link_pkey, add primary key (tenant_id, id),
  drop constraint password_link_token_hash_key, add unique (tenant_id, token_hash);
create index password_link_by_token on password_link (token_hash);

alter table session add foreign key (tenant_id, user_id) references user_account (tenant_id, id);
alter table password_link add foreign key (tenant_id, user_id) references user_account (tenant_id, id);
alter table second_factor add foreign key (tenant_id, user_id) references user_account (tenant_id, id);
alter table known_browser add foreign key (tenant_id, user_id) references user_account (tenant_id, id);
alter table pending_login add foreign key (tenant_id, user_id) references user_account (tenant_id, id);
alter table sso_identity add foreign key (tenant_id, user_id) references user_account (tenant_id, id);

alter table user_account force row level security;
alter table session force row level security;
alter table password_link force row level security;
alter table second_factor force row level security;
alter table known_browser force row level security;
alter table pending_login force row level security;
alter table sso_identity force row level security;
