-- Signed writes of the last minutes, so that each is carried out once by whichever copy of the service. Unlogged: nothing waits
-- for the disk, and a database that crashes forgets no more than the minute in which a signature holds.
create unlogged table call_nonce (
  tenant_id text not null,
  nonce text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, nonce)
);
call portico_protect('call_nonce');
call portico_swept('call_nonce');
create index call_nonce_ended on call_nonce (at);
