alter table import_job
  -- What a person said about the file: {reading, decisions}. What was not said is found in the file.
  add column asked jsonb not null default '{}',
  -- What reading it found, as it is shown: {reading, preview, doubts, assumptions, normalisations, conflicts, conflictCount}.
  add column findings jsonb,
  add column documents_skipped integer not null default 0,
  add column documents_replaced integer not null default 0;
