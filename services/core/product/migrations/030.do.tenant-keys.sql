-- Every key begins with the tenant; see docs/adr/0033, and the migration of the sales service for the locks.
set local lock_timeout = '20s';
alter table product drop constraint product_pkey, add primary key (tenant_id, id);
