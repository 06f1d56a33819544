-- What a copy of documents for reports is kept up to date from: of each document, the transaction that changed it last. A
-- copy that has read up to one asks for what comes behind it; see docs/adr/0064. 0: not changed since this was kept.
--
-- Locks: writers of documents wait while the index is built (some 0.5 s for 300,000) and until the commit; readers do not.
set local lock_timeout = '20s';

alter table document add column changed_in bigint not null default 0;

create function document_moves_on() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger document_comes before insert on document for each row execute function document_moves_on();
-- An action that begins, or is given up, changes no figure.
create trigger document_moves before update on document for each row
  when ((new.kind, new.status, new.ordered_at, new.total, new.version)
    is distinct from (old.kind, old.status, old.ordered_at, old.total, old.version))
  execute function document_moves_on();
-- Where a tenant comes to from another cell it is 0 again, and copies begin anew.
comment on column document.changed_in is 'Of this database alone: the number of a transaction.';
create index document_by_change on document (tenant_id, changed_in, id);

-- Copies that were begun before this transaction was over are made anew: documents were deleted, or an operator wants it.
create table report_redo (
  tenant_id text primary key,
  since bigint not null default 0
);
call portico_protect('report_redo');
comment on column report_redo.since is 'Of this database alone: the number of a transaction.';

create function document_forgotten() returns trigger language plpgsql set search_path from current as $$
begin
  insert into report_redo (tenant_id, since)
  select distinct tenant_id, pg_current_xact_id()::text::bigint from removed
  on conflict (tenant_id) do update set since = greatest(report_redo.since, excluded.since);
  return null;
end $$;
create trigger document_forgotten after delete on document
  referencing old table as removed for each statement execute function document_forgotten();
