import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../../documents/sales-store.ts'

export interface ImportKey {
  tenantId: string
  importId: string
}

/** A statement over all rows of a large file would run into its timeout. */
const BATCH_ROWS = 20_000

export async function dropFile(tx: Transaction, tenantId: string, importId: string) {
  await tx.run('delete from import_chunk where tenant_id = $1 and import_id = $2', [tenantId, importId])
}

/** Clears what was staged of an import that has ended; rejected rows stay for their report. One that goes on is left alone. */
export async function clearStaged(store: SalesStore, { tenantId, importId }: ImportKey): Promise<void> {
  const hasEnded = await store.tenant(tenantId, tx =>
    tx.find(
      `select 1 from import_job where tenant_id = $1 and id = $2 and status in ('DONE', 'FAILED', 'CANCELLED')`,
      [tenantId, importId],
    ),
  )
  if (!hasEnded) return
  const key = [tenantId, importId]
  await store.tenant(tenantId, tx =>
    tx.run('delete from import_match where tenant_id = $1 and import_id = $2', key),
  )
  for (let deleted = BATCH_ROWS; deleted === BATCH_ROWS; ) {
    deleted = await store.tenant(tenantId, tx =>
      tx.run(
        `delete from import_row where tenant_id = $1 and import_id = $2 and row in (
           select row from import_row where tenant_id = $1 and import_id = $2 and problem is null limit $3)`,
        [...key, BATCH_ROWS],
      ),
    )
  }
}
