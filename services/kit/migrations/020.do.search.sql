-- Where texts stand that a list is searched by. Row-level security lets an index be used for operators that are leakproof
-- alone; `ilike` and those of trigrams are not, equality is. So texts are cut into grams (one to three letters), and a gram
-- is looked up by equality: see docs/adr/0057.
--
-- Rows that were written since their texts were last cut; they are searched one by one.
create table search_pending (
  tenant_id text not null,
  subject text collate "C" not null,
  id text collate "C" not null,
  -- One in 64: by these few the sweep sees which tenant has enough.
  is_sample boolean generated always as (hashtext(id) & 63 = 0) stored,
  primary key (tenant_id, subject, id)
);
create index search_pending_sample on search_pending (tenant_id, subject) where is_sample;
call portico_protect('search_pending');
call portico_swept('search_pending');

-- Up to 1,024 rows whose texts were cut together. `ids`: 36 bytes each, filled up with spaces; kept out of line and as it
-- is, so that one is read without the others.
create table search_segment (
  tenant_id text not null,
  subject text collate "C" not null,
  segment integer not null,
  ids bytea not null,
  primary key (tenant_id, subject, segment)
);
alter table search_segment alter column ids set storage external;
call portico_protect('search_segment');

-- In which rows of a segment a gram stands: bit n is the row at place n of `ids`.
create table search_gram (
  tenant_id text not null,
  subject text collate "C" not null,
  gram text collate "C" not null,
  segment integer not null,
  entries bit varying not null,
  primary key (tenant_id, subject, gram, segment)
);
call portico_protect('search_gram');

-- `call portico_searched('document', '{number,note}');`: every writer's rows are searched, whose texts are new or others.
-- A row that waits already is locked: the sweep leaves it for its next round, when what is written here can be read.
create procedure portico_searched(target regclass, texts text[]) language plpgsql as $$
declare
  subject text := (select relname from pg_class where oid = target);
  own text := (select string_agg(format('new.%I', name), ', ') from unnest(texts) as name);
  former text := (select string_agg(format('old.%I', name), ', ') from unnest(texts) as name);
begin
  execute format(
    'create function %I() returns trigger language plpgsql set search_path from current as $body$
     begin
       insert into search_pending (tenant_id, subject, id) select tenant_id, %L, id from added
       on conflict (tenant_id, subject, id) do update set id = excluded.id;
       return null;
     end $body$', subject || '_search_added', subject);
  execute format(
    'create function %I() returns trigger language plpgsql set search_path from current as $body$
     begin
       insert into search_pending (tenant_id, subject, id) values (new.tenant_id, %L, new.id)
       on conflict (tenant_id, subject, id) do update set id = excluded.id;
       return null;
     end $body$', subject || '_search_changed', subject);
  execute format(
    'create trigger %I after insert on %s referencing new table as added for each statement execute function %I()',
    subject || '_search_added', target, subject || '_search_added');
  execute format(
    'create trigger %I after update on %s for each row when ((%s) is distinct from (%s)) execute function %I()',
    subject || '_search_changed', target, own, former, subject || '_search_changed');
  -- The owner is bound by row-level security while that is forced.
  execute format('alter table %s no force row level security', target);
  alter table search_pending no force row level security;
  execute format('insert into search_pending (tenant_id, subject, id) select tenant_id, %L, id from %s', subject, target);
  alter table search_pending force row level security;
  execute format('alter table %s force row level security', target);
end $$;
