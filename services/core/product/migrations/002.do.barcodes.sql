-- "C", as for codes. A scanner reads it, so within a tenant one barcode means one product.
alter table product add column barcode text collate "C";
create unique index product_by_barcode on product (tenant_id, barcode) where barcode is not null;
create index product_by_name on product (tenant_id, name collate "C", id);
