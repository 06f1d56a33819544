create table effect (
  tenant_id text not null,
  id text not null,
  primary key (tenant_id, id)
);
call portico_protect('effect');
