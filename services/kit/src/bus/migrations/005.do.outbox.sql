-- Messages on their way to an engine beside PostgreSQL (docs/adr/0054). Empty where messages are jobs of pg-boss.
create table portico_outbox (
  -- Numbers are given in the order of inserts: of one entity that is the order of its commits, for its row is locked meanwhile.
  id bigint generated always as identity,
  -- By tenant: what one relay at a time sends, in this order.
  partition smallint not null,
  -- The same each time it is sent, so that the engine knows it again.
  send_id uuid not null default gen_random_uuid(),
  queue text not null,
  envelope jsonb not null,
  written_at timestamptz not null default now(),
  primary key (partition, id)
);
-- A relay sends those of a partition whose row it has locked.
create table portico_outbox_partition (partition smallint primary key);
insert into portico_outbox_partition select generate_series(0, 15);

-- How often the handling of a message failed, and why last; with `given_up_at` it is a dead letter.
create table portico_failure (
  tenant_id text not null,
  message_id uuid not null,
  event text not null,
  consumer text not null,
  queue text not null,
  envelope jsonb not null,
  failures integer not null,
  reason jsonb not null,
  given_up_at timestamptz,
  primary key (tenant_id, message_id, event, consumer)
);
create index portico_failure_given_up on portico_failure (consumer, given_up_at) where given_up_at is not null;
