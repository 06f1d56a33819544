-- What one operator asked for about the whole platform and a second one has not approved yet: the return to an earlier
-- set, or switching four eyes off. One row a subject: a new request takes the place of the old one.
create table approval_request (
  subject text primary key check (subject in ('baseline', 'settings')),
  -- Of a return {revision, seen}; of the settings what they shall be.
  wanted jsonb not null,
  -- {requestedBy, person, requestedAt, reason}
  asked jsonb not null
);

-- The revision of the set that stood before, where a promotion or two operators made this one: what one operator alone may
-- return to. Null: this set was itself gone back to, or is of nobody's decision.
alter table baseline_history add column back_to bigint;
