create table good (tenant_id text not null);
