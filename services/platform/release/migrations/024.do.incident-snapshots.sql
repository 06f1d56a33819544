-- The snapshot of the tab in which an incident was met last; null: no tab's (a release named what could not be given).
alter table incident add column snapshot_id text;
