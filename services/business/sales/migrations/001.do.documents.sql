-- The one place that says what a line is worth: PostgreSQL rounds numerics half away from zero.
create function line_amount(quantity numeric, unit_price numeric, discount numeric) returns numeric
  language sql immutable parallel safe as $$ select round(quantity * unit_price * (1 - discount), 2) $$;

create table document (
  tenant_id text not null,
  id text primary key,
  kind text not null check (kind in ('ORDER', 'CREDIT_NOTE')),
  number text collate "C" not null,
  -- Who gave the number: 'portico' for documents written here, else the file or system they were taken from.
  source text not null,
  status text not null check (status in ('DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED')),
  customer_id text,
  ordered_at timestamptz not null,
  note text,
  currency text not null,
  total numeric(24, 2) not null,
  line_count integer not null,
  credit_of_id text references document (id),
  version integer not null default 1,
  -- Inventory may hold stock for this order: set before it is asked, cleared only when it is known that it does not.
  holds_stock boolean not null default false,
  -- The action under way, see documents/actions.ts.
  claim text,
  claimed_until timestamptz,
  unique (tenant_id, source, number)
);
create index document_by_date on document (tenant_id, ordered_at, id);
create index document_by_number on document (tenant_id, number, id);
create index document_by_total on document (tenant_id, total, id);
create index document_by_customer on document (tenant_id, customer_id, ordered_at);
create index document_by_credited on document (credit_of_id) where credit_of_id is not null;
call portico_protect('document');

create table line (
  tenant_id text not null,
  id text primary key,
  document_id text not null references document (id) on delete cascade,
  position integer not null,
  product_id text,
  description text not null,
  quantity numeric(18, 4) not null,
  unit_price numeric(18, 4) not null,
  discount numeric(5, 4) not null default 0 check (discount between 0 and 1),
  amount numeric(24, 2) generated always as (line_amount(quantity, unit_price, discount)) stored,
  credit_of_line_id text references line (id) on delete set null,
  unique (document_id, position)
);
create index line_by_credited on line (credit_of_line_id) where credit_of_line_id is not null;
call portico_protect('line');

create table number_sequence (
  tenant_id text not null,
  kind text not null,
  last integer not null,
  primary key (tenant_id, kind)
);
call portico_protect('number_sequence');
