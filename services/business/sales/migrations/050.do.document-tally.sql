-- How many documents there are and what they come to, by day (UTC), kind and status, so that a list of 300,000 orders is
-- summed from some thousand rows. A write adds what it changed as rows of its own: a row that is counted up would be locked
-- until the commit, and all writers of a tenant would wait for each other. The sweep adds up what has come.
--
-- Locks: writers of documents wait while they are counted (some 0.5 s for 300,000) and until the commit; readers do not.
set local lock_timeout = '20s';

create table document_tally (
  tenant_id text not null,
  id uuid not null default gen_random_uuid(),
  day date not null,
  kind text not null,
  status text not null,
  documents bigint not null,
  total numeric(28, 2) not null,
  -- False: added up by the sweep.
  is_change boolean not null default true,
  primary key (tenant_id, id)
);
create index document_tally_by_day on document_tally (tenant_id, day);
create index document_tally_changed on document_tally (tenant_id, day) where is_change;
call portico_protect('document_tally');
call portico_swept('document_tally');

-- By the search path of now: a write by another one, such as an operator's, counts as well.
create function document_added() returns trigger language plpgsql set search_path from current as $$
begin
  insert into document_tally (tenant_id, day, kind, status, documents, total)
  select tenant_id, (ordered_at at time zone 'UTC')::date, kind, status, count(*), sum(total)
  from added group by 1, 2, 3, 4;
  return null;
end $$;

create function document_removed() returns trigger language plpgsql set search_path from current as $$
begin
  insert into document_tally (tenant_id, day, kind, status, documents, total)
  select tenant_id, (ordered_at at time zone 'UTC')::date, kind, status, -count(*), -sum(total)
  from removed group by 1, 2, 3, 4;
  return null;
end $$;

create function document_changed() returns trigger language plpgsql set search_path from current as $$
begin
  insert into document_tally (tenant_id, day, kind, status, documents, total)
  select tenant_id, (ordered_at at time zone 'UTC')::date, kind, status, sum(documents), sum(total)
  from (
    select tenant_id, ordered_at, kind, status, 1 as documents, total from added
    union all
    select tenant_id, ordered_at, kind, status, -1, -total from removed
  ) as change
  group by 1, 2, 3, 4 having sum(documents) <> 0 or sum(total) <> 0;
  return null;
end $$;

create trigger document_tally_add after insert on document
  referencing new table as added for each statement execute function document_added();
create trigger document_tally_remove after delete on document
  referencing old table as removed for each statement execute function document_removed();
create trigger document_tally_change after update on document
  referencing new table as added old table as removed for each statement execute function document_changed();

-- The owner is bound by row-level security while that is forced.
alter table document no force row level security;
alter table document_tally no force row level security;
insert into document_tally (tenant_id, day, kind, status, documents, total, is_change)
select tenant_id, (ordered_at at time zone 'UTC')::date, kind, status, count(*), sum(total), false
from document group by 1, 2, 3, 4;
alter table document force row level security;
alter table document_tally force row level security;

create index document_by_status on document (tenant_id, status, ordered_at, id);
