import { Fences } from '../database/fences.ts'
import { Journal } from '../database/journal.ts'
import { AS_REPLICA, deleteSome } from '../database/rows.ts'
import { listTables } from '../database/tables.ts'
import { openCell } from './move.ts'

/** How long the rows of a tenant stay where it was. */
const KEPT_HOURS = 24

interface ClearOptions {
  cells: ReadonlyMap<string, string>
  services: readonly string[]
  /** Left out: a day. */
  keptHours?: number
  onCleared?: (cleared: { cell: string; tenantId: string; rows: number }) => void
}

/** Deletes, in all cells, rows of tenants that left more than a day ago; may be interrupted and run again. */
export async function clearOldRows(options: ClearOptions): Promise<void> {
  for (const cell of options.cells.keys()) await clearCell(cell, options)
}

async function clearCell(
  cell: string,
  { cells, services, keptHours = KEPT_HOURS, onCleared }: ClearOptions,
): Promise<void> {
  const database = await openCell(cells, cell)
  try {
    const journal = new Journal(database)
    if (!(await journal.isInstalled())) return
    const due = await database.list<{ tenant_id: string }>(
      `select tenant_id from portico_move.move
       where step = 'done' and switched_at <= now() - make_interval(hours => $1::int) order by switched_at`,
      [keptHours],
    )
    const tables = await listTables(database, services)
    for (const { tenant_id: tenantId } of due) {
      // It may have come back.
      if ((await new Fences(database, services).find(tenantId))?.state !== 'moved') continue
      let rows = 0
      for (const table of tables) {
        for (let some = 1; some > 0; rows += some)
          some = await database.transaction(() => deleteSome(database, table, tenantId), AS_REPLICA)
      }
      await journal.noteStep(tenantId, 'cleared')
      onCleared?.({ cell, tenantId, rows })
    }
  } finally {
    await database.close()
  }
}
