create table bad (tenant_id text no such syntax);
