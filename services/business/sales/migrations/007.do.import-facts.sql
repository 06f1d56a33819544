alter table import_job
  -- What is known of the file before it is read: {kind, encodings, timeZone, shape}.
  add column source jsonb not null default '{}';

alter table import_row
  -- Rows with the same key and part are one document; rows of imports begun before this get their number as key.
  add column document_key text collate "C",
  add column part integer not null default 0;
create index import_row_by_key on import_row (import_id, document_key, part);

alter table document
  -- Numbers that differ in letter case alone are one number.
  add column number_key text collate "C" generated always as (lower(number)) stored,
  -- The customer as the file names it, for telling whether a number stands for the same document again.
  add column source_customer text;
create index document_by_number_key on document (tenant_id, number_key) where source <> 'portico';

-- What a shop chose for files of one shape (the names of their columns).
create table import_memory (
  tenant_id text not null,
  shape text not null,
  decisions jsonb not null,
  columns jsonb not null,
  used_at timestamptz not null default now(),
  primary key (tenant_id, shape)
);
call portico_protect('import_memory');
