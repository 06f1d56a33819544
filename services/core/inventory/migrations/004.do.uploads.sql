-- A file of quantities, checked row by row and not yet booked, or booked. Its good rows wait here, so that what is
-- booked is what was looked at.
create table stock_upload (
  tenant_id text not null,
  id text primary key,
  created_at timestamptz not null default now(),
  file_name text not null,
  mode text not null check (mode in ('OPENING', 'RECEIPT')),
  -- SHA-256 of the file: the same delivery note sent again is recognised by it.
  digest text not null,
  ignored_columns jsonb not null,
  row_count integer not null,
  rows jsonb not null,
  problems jsonb not null,
  booked_at timestamptz,
  booked_count integer
);
create index stock_upload_by_digest on stock_upload (tenant_id, digest);
create index stock_upload_by_age on stock_upload (tenant_id, created_at);
call portico_protect('stock_upload');
