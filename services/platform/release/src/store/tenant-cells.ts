import { HOME_CELL, type TenantCell } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { touchFeed } from './feed-state.ts'
import { releaseProblems } from './problems.ts'

const COLUMNS = 'tenant_id as "tenantId", cell, generation'

/** Gateways get so many with the rules; of others the cell that they have left says where they are. */
const MAX_LISTED = 10_000

/** Of those that were moved, and came back: the last ones. */
export function listTenantCells(tx: Transaction): Promise<TenantCell[]> {
  return tx.list<TenantCell>(
    `select ${COLUMNS} from tenant_cell order by changed_at desc, tenant_id limit $1`,
    [MAX_LISTED],
  )
}

export async function readTenantCell(tx: Transaction, tenantId: string): Promise<TenantCell> {
  const found = await tx.find<TenantCell>(`select ${COLUMNS} from tenant_cell where tenant_id = $1`, [
    tenantId,
  ])
  return found ?? { tenantId, cell: HOME_CELL, generation: 0 }
}

/** True when it was another; the same again changes nothing. Throws CELL_CHANGED. */
export async function putTenantCell(tx: Transaction, wanted: TenantCell): Promise<boolean> {
  const { tenantId, cell, generation } = wanted
  const present = await readTenantCell(tx, tenantId)
  if (present.cell === cell && present.generation === generation) return false
  const written = await tx.run(
    `insert into tenant_cell (tenant_id, cell, generation) select $1, $2, $3 where $3 = 1
       or exists (select 1 from tenant_cell where tenant_id = $1)
     on conflict (tenant_id) do update set cell = excluded.cell, generation = excluded.generation, changed_at = now()
       where tenant_cell.generation = excluded.generation - 1`,
    [tenantId, cell, generation],
  )
  if (written === 0)
    throw releaseProblems.CELL_CHANGED(
      `${tenantId} is in the cell ${present.cell} by its move ${present.generation}, and not before its move ${generation}.`,
      { ...present },
    )
  await touchFeed(tx)
  return true
}
