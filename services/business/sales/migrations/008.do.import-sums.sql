alter table import_row
  -- Of the amount of the row; null where the import was staged before this was kept.
  add column currency text,
  add column kind text,
  add column state text;

-- What an import comes to: the rows of the file, and what became of them. FILE is added up while the file is read, the rest
-- from what was written, so that the two can be held against each other.
create table import_sum (
  tenant_id text not null,
  import_id text not null references import_job (id) on delete cascade,
  currency text not null,
  outcome text not null check (outcome in ('FILE', 'CREATED', 'RECOGNISED', 'REPLACED', 'SKIPPED', 'HELD_BACK')),
  documents integer not null default 0,
  rows integer not null default 0,
  -- Rows whose amount cannot be read; they add nothing.
  unread_rows integer not null default 0,
  amount numeric(24, 2) not null default 0,
  primary key (import_id, currency, outcome)
);
call portico_protect('import_sum');
