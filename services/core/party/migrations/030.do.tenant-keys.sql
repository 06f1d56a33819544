-- Every key begins with the tenant; see docs/adr/0033, and the migration of the sales service for the locks.
set local lock_timeout = '20s';
alter table customer drop constraint customer_pkey, add primary key (tenant_id, id);
