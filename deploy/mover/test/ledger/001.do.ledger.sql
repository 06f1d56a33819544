create table entry (
  tenant_id text not null,
  id text not null,
  number integer not null,
  twice integer generated always as (number * 2) stored,
  entered_at timestamptz not null default now(),
  written_in bigint not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
call portico_protect('entry');
comment on column entry.written_in is 'Of this database alone: the number of a transaction.';
create function note_transaction() returns trigger language plpgsql as $$
begin
  new.written_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger note_transaction before insert on entry for each row execute function note_transaction();

-- Written by a trigger: a copy that ran it would count twice.
create table entry_count (
  tenant_id text primary key,
  count integer not null
);
call portico_protect('entry_count');
create function count_entry() returns trigger language plpgsql as $$
begin
  insert into entry_count values (new.tenant_id, 1)
    on conflict (tenant_id) do update set count = entry_count.count + 1;
  return null;
end $$;
create trigger count_entry after insert on entry for each row execute function count_entry();

-- What a message has come to.
create table effect (
  tenant_id text not null,
  entry_id text not null,
  at timestamptz not null,
  times integer not null default 1,
  primary key (tenant_id, entry_id, at)
);
call portico_protect('effect');
