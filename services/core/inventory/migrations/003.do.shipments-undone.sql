-- How the order stood when its shipment was last told of, by its version: messages may come in any order, and of two the
-- higher one holds.
alter table reservation add column order_version integer not null default 0;

alter table movement drop constraint movement_kind_check;
alter table movement add constraint movement_kind_check
  check (kind in ('OPENING', 'ADJUSTMENT', 'RESERVE', 'RELEASE', 'ISSUE', 'REVERSAL', 'RECEIPT'));

create index movement_by_reference on movement (tenant_id, reference, id) where reference is not null;
