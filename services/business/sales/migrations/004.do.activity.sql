-- The draft of a page that an order was saved from: a save of it that is sent again finds the order, however late it comes.
alter table document add column draft_key text;
create unique index document_by_draft on document (tenant_id, draft_key) where draft_key is not null;

-- When the goods left. Null: they are here, or left before this was kept.
alter table document add column shipped_at timestamptz;

-- Who did what to a document; written in the transaction that does it.
create table document_activity (
  tenant_id text not null,
  id text primary key,
  document_id text not null references document (id) on delete cascade,
  at timestamptz not null default now(),
  -- Null: no person, such as the job of an import.
  user_id text,
  action text not null check (
    action in ('CREATE', 'IMPORT', 'EDIT', 'CONFIRM', 'SHIP', 'UNDO_SHIPMENT', 'CLOSE', 'CANCEL', 'CREDIT')
  ),
  -- An array of {field, item, before, after}, see documents/changes.ts.
  changes jsonb not null default '[]',
  -- The credit note of CREDIT.
  related_id text references document (id) on delete set null
);
create index document_activity_newest on document_activity (tenant_id, document_id, id);
create index document_activity_by_related on document_activity (related_id) where related_id is not null;
call portico_protect('document_activity');
