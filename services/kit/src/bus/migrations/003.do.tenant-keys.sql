-- What was handled lies where its effect lies, for both commit together: with the tenant's rows; see docs/adr/0033. Empty:
-- handled for no tenant, or before this was kept; such rows count for every tenant until they are cleared.
--
-- Locks: messages wait until the commit, while the index is built over 60 days of them.
set local lock_timeout = '20s';
alter table portico_inbox add column tenant_id text not null default '';
alter table portico_inbox drop constraint portico_inbox_pkey,
  add primary key (tenant_id, message_id, event, consumer);
