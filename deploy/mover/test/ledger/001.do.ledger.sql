create table entry (
  tenant_id text not null,
  id text not null,
  number integer not null,
  twice integer generated always as (number * 2) stored,
  entered_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
call portico_protect('entry');

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
