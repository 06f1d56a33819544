create table note (
  tenant_id text not null,
  id text not null,
  body text not null,
  day date not null default '2026-02-28',
  weight numeric not null default 1.10,
  primary key (tenant_id, id)
);
call portico_protect('note');
