-- Every key begins with the tenant, so that the tables can be partitioned or put on several servers by tenant; see
-- docs/adr/0033. Ids stay as they are.
--
-- Locks: each table is locked against reading and writing until the commit, while its indexes are built and its
-- references checked (figures in the ADR). All of them are taken here, the parents first, so that what runs meanwhile
-- waits outside rather than between two tables. A copy of the service that still runs ends its statements after 15 s;
-- what holds a lock for longer makes this fail, and it is tried again with the next start, from the beginning.
set local lock_timeout = '20s';
lock table document, line, document_activity, import_job, import_chunk, import_row, import_match, import_sum
  in access exclusive mode;

-- The owner of the tables is bound by row-level security while that is forced: no row would be seen, so that none of the
-- references below would be checked.
alter table document no force row level security;
alter table line no force row level security;
alter table document_activity no force row level security;
alter table import_job no force row level security;
alter table import_chunk no force row level security;
alter table import_row no force row level security;
alter table import_match no force row level security;
alter table import_sum no force row level security;

alter table document drop constraint document_credit_of_id_fkey;
alter table line drop constraint line_document_id_fkey, drop constraint line_credit_of_line_id_fkey;
alter table document_activity drop constraint document_activity_document_id_fkey,
  drop constraint document_activity_related_id_fkey;
alter table import_chunk drop constraint import_chunk_import_id_fkey;
alter table import_row drop constraint import_row_import_id_fkey;
alter table import_match drop constraint import_match_import_id_fkey;
alter table import_sum drop constraint import_sum_import_id_fkey;

alter table document drop constraint document_pkey, add primary key (tenant_id, id);
alter table line drop constraint line_pkey, add primary key (tenant_id, id),
  drop constraint line_document_id_position_key, add unique (tenant_id, document_id, position);
alter table document_activity drop constraint document_activity_pkey, add primary key (tenant_id, id);
alter table import_job drop constraint import_job_pkey, add primary key (tenant_id, id);
alter table import_chunk drop constraint import_chunk_pkey, add primary key (tenant_id, import_id, seq);
alter table import_row drop constraint import_row_pkey, add primary key (tenant_id, import_id, row);
alter table import_match drop constraint import_match_pkey, add primary key (tenant_id, import_id, kind, code);
alter table import_sum drop constraint import_sum_pkey, add primary key (tenant_id, import_id, currency, outcome);

alter table document add foreign key (tenant_id, credit_of_id) references document (tenant_id, id);
alter table line
  add foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade,
  add foreign key (tenant_id, credit_of_line_id) references line (tenant_id, id) on delete set null (credit_of_line_id);
alter table document_activity
  add foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade,
  add foreign key (tenant_id, related_id) references document (tenant_id, id) on delete set null (related_id);
alter table import_chunk add foreign key (tenant_id, import_id) references import_job (tenant_id, id) on delete cascade;
alter table import_row add foreign key (tenant_id, import_id) references import_job (tenant_id, id) on delete cascade;
alter table import_match add foreign key (tenant_id, import_id) references import_job (tenant_id, id) on delete cascade;
alter table import_sum add foreign key (tenant_id, import_id) references import_job (tenant_id, id) on delete cascade;

-- The primary key is that index now.
drop index import_job_newest;

drop index document_by_credited, line_by_credited, document_activity_by_related;
create index document_by_credited on document (tenant_id, credit_of_id) where credit_of_id is not null;
create index line_by_credited on line (tenant_id, credit_of_line_id) where credit_of_line_id is not null;
create index document_activity_by_related on document_activity (tenant_id, related_id) where related_id is not null;

drop index import_row_by_document, import_row_by_product, import_row_by_customer, import_row_by_key;
create index import_row_by_document on import_row (tenant_id, import_id, document_number);
create index import_row_by_product on import_row (tenant_id, import_id, product_code);
create index import_row_by_customer on import_row (tenant_id, import_id, customer_code);
create index import_row_by_key on import_row (tenant_id, import_id, document_key, part);

alter table document force row level security;
alter table line force row level security;
alter table document_activity force row level security;
alter table import_job force row level security;
alter table import_chunk force row level security;
alter table import_row force row level security;
alter table import_match force row level security;
alter table import_sum force row level security;
