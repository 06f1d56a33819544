-- Every key begins with the tenant; see docs/adr/0033, and the migration of the sales service for the locks.
set local lock_timeout = '20s';
lock table warehouse, stock_item, movement, reservation, reservation_line, stock_upload in access exclusive mode;

-- While it is forced on the owner, no row would be seen, so that none of the references below would be checked.
alter table warehouse no force row level security;
alter table stock_item no force row level security;
alter table movement no force row level security;
alter table reservation_line no force row level security;

alter table stock_item drop constraint stock_item_warehouse_id_fkey;
alter table movement drop constraint movement_item_id_fkey;
alter table reservation_line drop constraint reservation_line_item_id_fkey;

alter table warehouse drop constraint warehouse_pkey, add primary key (tenant_id, id);
alter table stock_item drop constraint stock_item_pkey, add primary key (tenant_id, id);
alter table movement drop constraint movement_pkey, add primary key (tenant_id, id);
alter table stock_upload drop constraint stock_upload_pkey, add primary key (tenant_id, id);

alter table stock_item add foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id);
alter table movement add foreign key (tenant_id, item_id) references stock_item (tenant_id, id);
alter table reservation_line add foreign key (tenant_id, item_id) references stock_item (tenant_id, id);

-- The primary keys are those indexes now.
drop index stock_item_by_id, movement_newest;

drop index movement_by_item;
create index movement_by_item on movement (tenant_id, item_id);

alter table warehouse force row level security;
alter table stock_item force row level security;
alter table movement force row level security;
alter table reservation_line force row level security;
