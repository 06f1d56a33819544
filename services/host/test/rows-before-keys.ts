/**
 * Rows of two tenants as the migrations before the keys let them stand: a shop's orders, credit notes, imports, stock and
 * people. By schema.
 */
export const TENANTS = ['t_left', 't_right']

const OF_TENANTS = `unnest(array['t_left', 't_right']) as t (tenant)`
/** An id of 36 characters, of its tenant, kind and number. */
const id = (kind: string, number = 'n') => `md5(tenant || '${kind}' || ${number})::uuid::text`

const SALES = `
insert into document (tenant_id, id, kind, number, source, status, customer_id, ordered_at, note, currency, total, line_count,
  holds_stock, draft_key, shipped_at)
select tenant, ${id('order')}, 'ORDER', 'SO-' || lpad(n::text, 6, '0'), case when n % 3 = 0 then 'csv' else 'portico' end,
  (array['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED'])[n % 5 + 1], ${id('customer', 'n % 9')},
  '2026-03-01'::timestamptz + n * interval '7 hours', case when n % 4 = 0 then 'PO ' || n end, 'EUR', 0, 3, n % 5 = 1,
  case when n % 3 <> 0 then 'draft-' || n end, case when n % 5 in (2, 3) then '2026-03-02'::timestamptz + n * interval '7 hours' end
from ${OF_TENANTS}, generate_series(1, 120) n;

insert into line (tenant_id, id, document_id, position, product_id, description, quantity, unit_price, discount)
select tenant, ${id('line', "n || '.' || p")}, ${id('order')}, p, ${id('product', '(n + p) % 20')}, 'Thing ' || (n + p) % 20,
  p + 0.5, 1.99 + n * 0.01, case when p = 2 then 0.1 else 0 end
from ${OF_TENANTS}, generate_series(1, 120) n, generate_series(1, 3) p;

insert into document (tenant_id, id, kind, number, source, status, ordered_at, currency, total, line_count, credit_of_id)
select tenant, ${id('credit')}, 'CREDIT_NOTE', 'CN-' || lpad(n::text, 6, '0'), 'portico', 'CONFIRMED', '2026-04-20', 'EUR', 0, 1,
  ${id('order')}
from ${OF_TENANTS}, generate_series(3, 120, 5) n;

insert into line (tenant_id, id, document_id, position, product_id, description, quantity, unit_price, credit_of_line_id)
select tenant, ${id('credit line')}, ${id('credit')}, 1, ${id('product', '(n + 1) % 20')}, 'Back', -1, 1.99 + n * 0.01,
  ${id('line', "n || '.1'")}
from ${OF_TENANTS}, generate_series(3, 120, 5) n;

update document d set total = s.total from (select document_id, sum(amount) as total from line group by 1) s where s.document_id = d.id;

insert into document_activity (tenant_id, id, document_id, at, user_id, action, changes)
select tenant, ${id('created')}, ${id('order')}, '2026-03-01', 'u1', 'CREATE', '[{"field": "note", "item": null, "before": null, "after": "x"}]'
from ${OF_TENANTS}, generate_series(1, 120) n;
insert into document_activity (tenant_id, id, document_id, at, action, related_id)
select tenant, ${id('credited')}, ${id('order')}, '2026-04-20', 'CREDIT', ${id('credit')}
from ${OF_TENANTS}, generate_series(3, 120, 5) n;

insert into number_sequence select tenant, 'ORDER', 120 from ${OF_TENANTS};
insert into shipment_slot select tenant, '2026-03-02'::timestamptz + n * interval '15 minutes', n from ${OF_TENANTS}, generate_series(1, 20) n;
insert into idempotency (tenant_id, scope, key, fingerprint, answer) select tenant, 'POST /orders', 'k' || n, 'f', '{}' from ${OF_TENANTS}, generate_series(1, 5) n;

insert into import_job (tenant_id, id, file_name, file_size, status, created_at, currency, row_count, stage, rows_total)
select tenant, ${id('import')}, 'file-' || n || '.csv', 40, (array['DONE', 'PREVIEWED', 'FAILED'])[n], '2026-03-01'::timestamptz + n * interval '1 day',
  'EUR', 30, 'DOCUMENTS', 30
from ${OF_TENANTS}, generate_series(1, 3) n;
insert into import_chunk select tenant, ${id('import')}, seq, 'InvoiceNo,StockCode'::bytea from ${OF_TENANTS}, generate_series(1, 3) n, generate_series(0, 1) seq;
insert into import_row (tenant_id, import_id, row, document_number, document_key, product_code, customer_code, quantity, unit_price, raw, problem)
select tenant, ${id('import')}, r, 'N' || r % 10, 'n' || r % 10, 'P' || r % 7, 'C' || r % 5, r, 2.5, array['N', r::text],
  case when r % 6 = 0 then '{"code": "QUANTITY_INVALID"}'::jsonb end
from ${OF_TENANTS}, generate_series(1, 3) n, generate_series(1, 30) r;
insert into import_match select tenant, ${id('import')}, 'PRODUCT', 'P' || p, ${id('product', 'p')} from ${OF_TENANTS}, generate_series(1, 3) n, generate_series(0, 6) p;
insert into import_sum (tenant_id, import_id, currency, outcome, documents, rows, amount)
select tenant, ${id('import')}, 'EUR', outcome, 10, 30, 1162.5 from ${OF_TENANTS}, generate_series(1, 3) n, unnest(array['FILE', 'CREATED']) outcome;
insert into import_memory (tenant_id, shape, decisions, columns) select tenant, 'shape', '{}', '{}' from ${OF_TENANTS};
`

const INVENTORY = `
insert into warehouse select tenant, ${id('warehouse')}, 'W' || n, 'House ' || n from ${OF_TENANTS}, generate_series(1, 2) n;
insert into stock_item (tenant_id, id, warehouse_id, product_id, on_hand, reserved, low_stock_level)
select tenant, ${id('item')}, ${id('warehouse', 'n % 2 + 1')}, ${id('product')}, 100 + n, n, 5 from ${OF_TENANTS}, generate_series(1, 19) n;
insert into movement (tenant_id, id, kind, item_id, product_id, warehouse_id, on_hand_delta, reserved_delta, reference)
select tenant, ${id('opened')}, 'OPENING', ${id('item')}, ${id('product')}, ${id('warehouse', 'n % 2 + 1')}, 100 + n, 0, null
from ${OF_TENANTS}, generate_series(1, 19) n
union all
select tenant, ${id('held')}, 'RESERVE', ${id('item')}, ${id('product')}, ${id('warehouse', 'n % 2 + 1')}, 0, n, 'SO-' || n
from ${OF_TENANTS}, generate_series(1, 19) n;
insert into reservation (tenant_id, order_id, reference, state) select tenant, ${id('order')}, 'SO-' || n, 'RESERVED' from ${OF_TENANTS}, generate_series(1, 19) n;
insert into reservation_line select tenant, ${id('order')}, ${id('item')}, n from ${OF_TENANTS}, generate_series(1, 19) n;
insert into stock_setting (tenant_id, is_tracked, below_zero) select tenant, true, 'WARN' from ${OF_TENANTS};
insert into product_stock_rule (tenant_id, product_id, below_zero) select tenant, ${id('product', '3')}, 'ALLOW' from ${OF_TENANTS};
insert into stock_upload (tenant_id, id, file_name, mode, digest, ignored_columns, row_count, rows, problems)
select tenant, ${id('upload')}, 'note.csv', 'RECEIPT', 'd' || n, '[]', 0, '[]', '[]' from ${OF_TENANTS}, generate_series(1, 2) n;
`

const IDENTITY = `
insert into tenant (id, slug, name, currency, time_zone) select tenant, replace(tenant, 't_', ''), tenant, 'EUR', 'UTC' from ${OF_TENANTS};
insert into role (tenant_id, id, name, permissions) select tenant, ${id('role', '1')}, 'Packer', array['sales.order.read'] from ${OF_TENANTS};
insert into user_account (tenant_id, id, username, display_name, role) select tenant, ${id('user')}, 'user' || n, 'User ' || n,
  case n when 1 then 'owner' else ${id('role', '1')} end from ${OF_TENANTS}, generate_series(1, 6) n;
insert into session (tenant_id, id, user_id, address, user_agent) select tenant, ${id('session')}, ${id('user')}, '10.0.0.1', 'test' from ${OF_TENANTS}, generate_series(1, 6) n;
insert into access_change (tenant_id, revision, user_id, kind, version)
select tenant, nextval('access_revision'), ${id('user')}, 'ACCESS', n from ${OF_TENANTS}, generate_series(1, 6) n;
insert into password_link (tenant_id, id, user_id, purpose, token_hash, created_by, expires_at)
select tenant, ${id('link')}, ${id('user')}, 'RESET', translate(encode(sha256((tenant || n)::bytea), 'base64'), '+/=', '-_'), 'u', now() + interval '1 day'
from ${OF_TENANTS}, generate_series(1, 3) n;
insert into audit_entry (tenant_id, id, actor_name, action, subject_kind, subject_id, subject_name, change)
select tenant, ${id('audit')}, 'Owner', 'user.lock', 'USER', ${id('user')}, 'User', '{}' from ${OF_TENANTS}, generate_series(1, 6) n;
insert into second_factor (tenant_id, user_id, sealed_secret) select tenant, ${id('user', '2')}, 'sealed' from ${OF_TENANTS};
insert into recovery_code (tenant_id, user_id, code_hash) select tenant, ${id('user', '2')}, 'h' || n from ${OF_TENANTS}, generate_series(1, 4) n;
insert into known_browser (tenant_id, token_hash, user_id, expires_at) select tenant, 'b' || n, ${id('user')}, now() + interval '1 day' from ${OF_TENANTS}, generate_series(1, 6) n;
insert into pending_login (tenant_id, token_hash, user_id, sessions_version, expires_at) select tenant, 'p', ${id('user', '2')}, 1, now() + interval '1 hour' from ${OF_TENANTS};
insert into sso_identity (tenant_id, issuer, subject, user_id) select tenant, 'https://login.test', 's' || n, ${id('user')} from ${OF_TENANTS}, generate_series(1, 3) n;
`

const PARTY = `
insert into customer (tenant_id, id, code, name, country) select tenant, ${id('customer')}, 'C' || n, 'Customer ' || n, 'FR' from ${OF_TENANTS}, generate_series(0, 8) n;
insert into customer_number select tenant, 8 from ${OF_TENANTS};
`

const PRODUCT = `
insert into product (tenant_id, id, code, name, unit, kind, barcode) select tenant, ${id('product')}, 'P' || n, 'Thing ' || n, 'piece', 'GOODS', '40' || n
from ${OF_TENANTS}, generate_series(0, 19) n;
`

export const ROWS: Record<string, string> = {
  sales: SALES,
  inventory: INVENTORY,
  identity: IDENTITY,
  party: PARTY,
  product: PRODUCT,
}
