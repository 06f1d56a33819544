create table webhook (
  id text primary key,
  url text not null,
  events text[] not null,
  -- Signs every delivery, so it is kept as it is.
  secret text not null,
  created_at timestamptz not null default now(),
  created_by text not null
);

-- Written in the transaction of what it tells of. Kept for 90 days.
create table webhook_delivery (
  id text primary key,
  webhook_id text not null references webhook (id) on delete cascade,
  event text not null,
  release_id text not null,
  body text not null,
  at timestamptz not null default now(),
  attempts integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  problem text,
  -- Of the next attempt; while one is under way, when another may take it over.
  next_at timestamptz not null default now()
);
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting';
create index webhook_delivery_newest on webhook_delivery (webhook_id, id desc);
