-- Releases choose tenants by these; unknown stays null. A tenant's age is that of its account, not of this row.
alter table tenant add column plan text;
alter table tenant add column region text;

alter table user_account drop constraint user_account_role_check;
alter table user_account add constraint user_account_role_check check (role in ('owner', 'clerk', 'operator'));
