-- Files that wait are counted over all tenants, and cleared for those that never come back.
call portico_swept('stock_upload');
create index stock_upload_waiting on stock_upload (created_at) where booked_at is null;
-- Once booked a file's rows are in the ledger; of the file its counts and the first problems stay.
alter table stock_upload
  add column good_count integer not null default 0,
  add column problem_count integer not null default 0;
