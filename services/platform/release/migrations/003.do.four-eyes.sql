-- One row: what operators have set for the whole platform.
create table platform_setting (
  is_only boolean primary key default true check (is_only),
  is_four_eyes boolean not null default false
);
insert into platform_setting default values;

-- Asked for, and not approved yet: {requestedBy, person, requestedAt, reason}. Any change of the release voids it.
alter table release add column promotion jsonb;
