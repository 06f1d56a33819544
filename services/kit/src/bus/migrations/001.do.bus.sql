-- Beside the tables of pg-boss in this schema, whose names must not meet ours. Owned by portico_bus; every service on the bus is a member of it.

-- Who takes an event: one queue for each row, named <event>/<consumer>/<tag>.
create table portico_subscription (
  event text not null,
  consumer text not null,
  tag text not null,
  -- When a process that takes it was last heard of, in the time of this database; null: a writer named it, none has run yet.
  seen_at timestamptz,
  primary key (event, consumer, tag)
);

-- When a service was last heard of under a tag, by any of its instances, in the time of this database.
create table portico_heartbeat (
  service text not null,
  tag text not null,
  seen_at timestamptz not null,
  primary key (service, tag)
);

-- What was handled, written in the transaction of the handler: whatever comes twice finds its row.
create table portico_inbox (
  message_id uuid not null,
  event text not null,
  consumer text not null,
  -- Of the instance that handled it.
  tag text not null,
  handled_at timestamptz not null default now(),
  primary key (message_id, event, consumer)
);
create index portico_inbox_by_age on portico_inbox (handled_at);
