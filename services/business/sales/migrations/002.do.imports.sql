create table import_job (
  tenant_id text not null,
  id text primary key,
  file_name text not null,
  file_size integer not null default 0,
  -- UPLOADING is never shown: a file still on its way, or one whose sender went away.
  status text not null check (status in
    ('UPLOADING', 'UPLOADED', 'PREVIEWED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  currency text not null,
  -- How the bytes are read: {encoding, delimiter, hasHeader}.
  dialect jsonb,
  columns jsonb not null default '[]',
  sample jsonb not null default '[]',
  mapping jsonb,
  row_count integer,
  problem_count integer,
  problems jsonb not null default '[]',
  failure jsonb,
  stage text not null default 'ROWS' check (stage in ('ROWS', 'PRODUCTS', 'CUSTOMERS', 'DOCUMENTS')),
  -- Every claim of a worker raises it; a worker whose number is old may write nothing more.
  epoch integer not null default 0,
  rows_staged integer not null default 0,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  documents_created integer not null default 0,
  documents_recognised integer not null default 0,
  rows_rejected integer not null default 0,
  products_created integer not null default 0,
  customers_created integer not null default 0
);
create index import_job_newest on import_job (tenant_id, id);
call portico_protect('import_job');

create table import_chunk (
  tenant_id text not null,
  import_id text not null references import_job (id) on delete cascade,
  seq integer not null,
  bytes bytea not null,
  primary key (import_id, seq)
);
call portico_protect('import_chunk');

-- Rows on their way: taken out as their documents are written; those with a problem stay for the report.
create table import_row (
  tenant_id text not null,
  import_id text not null references import_job (id) on delete cascade,
  row integer not null,
  document_number text collate "C",
  product_code text collate "C",
  description text,
  quantity numeric(18, 4),
  unit_price numeric(18, 4),
  discount numeric(5, 4),
  ordered_at timestamptz,
  customer_code text collate "C",
  customer_name text,
  country text,
  problem jsonb,
  raw text[] not null,
  primary key (import_id, row)
);
create index import_row_by_document on import_row (import_id, document_number);
create index import_row_by_product on import_row (import_id, product_code);
create index import_row_by_customer on import_row (import_id, customer_code);
call portico_protect('import_row');

-- What the neighbours called the codes of the file.
create table import_match (
  tenant_id text not null,
  import_id text not null references import_job (id) on delete cascade,
  kind text not null check (kind in ('PRODUCT', 'CUSTOMER')),
  code text collate "C" not null,
  target_id text not null,
  primary key (import_id, kind, code)
);
call portico_protect('import_match');
