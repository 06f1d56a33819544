-- What of an import has an end, found over all tenants: files on their way, files that wait, and rows of its report.
call portico_swept('import_job');
call portico_swept('import_memory');
create index import_memory_unused on import_memory (used_at);
create index import_job_open on import_job (status, created_at) where status in ('UPLOADING', 'UPLOADED', 'PREVIEWED');
-- When the rows it left out were cleared; null: they are there, as many as `rows_rejected` says.
alter table import_job add column report_cleared_at timestamptz;
create index import_job_reported on import_job (finished_at) where rows_rejected > 0 and report_cleared_at is null;
