-- What the receiver answered at the last attempt, and when that was.
alter table webhook_delivery
  add column status smallint,
  add column tried_at timestamptz;
