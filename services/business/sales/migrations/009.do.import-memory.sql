alter table import_memory
  -- How the bytes were said to become rows.
  add column reading jsonb not null default '{}',
  -- Of times without an offset, where it was said to be another than the shop's.
  add column time_zone text;
