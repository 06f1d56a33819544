-- What was handled, a part of the table for each day on which messages were written: a day that is over is dropped whole. Rows
-- in portico_inbox are of before; they still count, and are deleted as they get old.
create table portico_handled (
  tenant_id text not null,
  message_id uuid not null,
  event text not null,
  consumer text not null,
  -- The day of the message, which is the same each time it comes.
  written_on date not null,
  -- Of the instance that handled it.
  tag text not null,
  handled_at timestamptz not null default now(),
  primary key (tenant_id, message_id, event, consumer, written_on)
) partition by range (written_on);
-- Of days that have no part yet, or none any more.
create table portico_handled_other partition of portico_handled default;
