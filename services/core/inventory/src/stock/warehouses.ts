import type { Warehouse } from '@portico/inventory-contract'
import { newId, problems, type Transaction } from '@portico/service-kit'

const DEFAULT_WAREHOUSE = { code: 'MAIN', name: 'Main warehouse' }
const COLUMNS = 'id, code, name'

/** Oldest first: the first is the default. A tenant without any is given one. */
export async function listWarehouses(tx: Transaction, tenantId: string): Promise<Warehouse[]> {
  const found = await readWarehouses(tx, tenantId)
  if (found.length > 0) return found
  await ensureWarehouses(tx, tenantId, [DEFAULT_WAREHOUSE.code])
  return readWarehouses(tx, tenantId)
}

export function findWarehouses(tx: Transaction, tenantId: string, ids: string[]): Promise<Warehouse[]> {
  return tx.list<Warehouse>(`select ${COLUMNS} from warehouse where tenant_id = $1 and id = any($2)`, [
    tenantId,
    ids,
  ])
}

export async function getWarehouse(tx: Transaction, tenantId: string, id: string): Promise<Warehouse> {
  const [warehouse] = await findWarehouses(tx, tenantId, [id])
  if (!warehouse) throw problems.NOT_FOUND(`No warehouse ${id}.`)
  return warehouse
}

export async function getDefaultWarehouse(tx: Transaction, tenantId: string): Promise<Warehouse> {
  const [warehouse] = await listWarehouses(tx, tenantId)
  if (!warehouse) throw new Error('A tenant always has a warehouse')
  return warehouse
}

/** Id by code; makes those that are missing. */
export async function ensureWarehouses(
  tx: Transaction,
  tenantId: string,
  codes: string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)].sort()
  await tx.run(
    `insert into warehouse (tenant_id, id, code, name)
     select $1, w.id, w.code, w.name from unnest($2::text[], $3::text[], $4::text[]) as w (id, code, name)
     on conflict (tenant_id, code) do nothing`,
    [tenantId, wanted.map(() => newId()), wanted, wanted.map(nameOf)],
  )
  const rows = await tx.list<Warehouse>(
    `select ${COLUMNS} from warehouse where tenant_id = $1 and code = any($2)`,
    [tenantId, wanted],
  )
  return new Map(rows.map(({ code, id }) => [code, id]))
}

function nameOf(code: string): string {
  return code === DEFAULT_WAREHOUSE.code ? DEFAULT_WAREHOUSE.name : code
}

function readWarehouses(tx: Transaction, tenantId: string): Promise<Warehouse[]> {
  return tx.list<Warehouse>(`select ${COLUMNS} from warehouse where tenant_id = $1 order by id`, [tenantId])
}
