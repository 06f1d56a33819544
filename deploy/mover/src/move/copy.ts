import { type CellDatabase, sqlState } from '../database/cell-database.ts'
import type { Journal, MoveRecord } from '../database/journal.ts'
import {
  AS_REPLICA,
  addUpRows,
  batchOf,
  type Key,
  type RowSum,
  readAfter,
  readByKeys,
  replaceRows,
} from '../database/rows.ts'
import type { TenantTable } from '../database/tables.ts'
import { MoveFault } from '../faults/move-fault.ts'

const UNIQUE = '23505'
const CHANGES_AT_ONCE = 2_000
/** A transaction of changes that stand in one another's way may have so many. */
const MAX_CHANGES = 200_000
const COPY_TRIES = 20

interface CopyParts {
  from: CellDatabase
  to: CellDatabase
  journal: Journal
  tables: readonly TenantTable[]
  tenantId: string
}

/**
 * Rows of one tenant, out of one cell into another while they are written. A row is copied as it is when it is read, and once more
 * whenever the journal says that it was written since: the last copy is the last state, however often the mover begins anew.
 */
export class TenantCopy {
  readonly #parts: CopyParts
  /** Table -> keys of what the journal named since the moment of `compareAll`. */
  readonly #changed = new Map<string, Map<string, Key>>()

  constructor(parts: CopyParts) {
    this.#parts = parts
  }

  /** From where `record` says it came to last. `onTable` receives each that is done, with its rows. */
  async copy(record: MoveRecord, onTable: (name: string, rows: number) => void): Promise<void> {
    for (const table of this.#parts.tables) {
      if (record.progress[table.name] === null) continue
      onTable(table.name, await this.#copyTable(table, record))
    }
  }

  /** What has changed since it was copied; gives how much. */
  async catchUp(): Promise<number> {
    let total = 0
    for (let limit = CHANGES_AT_ONCE; ; ) {
      const applied = await this.#applyChanges(limit)
      if (applied === 'conflict') {
        if (limit > MAX_CHANGES) throw conflict()
        limit *= 8
        continue
      }
      total += applied
      if (applied < limit) return total
    }
  }

  /**
   * Compares all rows of one moment, but for those that the journal says were written since they were copied; what is written from that
   * moment on is left for `compareChanged`. Throws MOVE_DIFFERS.
   */
  async compareAll(): Promise<void> {
    const { from, journal, tables, tenantId } = this.#parts
    this.#changed.clear()
    await from.transaction(async () => {
      const changes = await journal.listChanges(tenantId, MAX_CHANGES)
      const pending = Map.groupBy(changes, ({ table }) => table)
      for (const table of tables) {
        const keys = distinct((pending.get(table.name) ?? []).map(({ key }) => key))
        await this.#compare(table, async database => {
          const all = await addUpRows(database, table, { tenantId })
          if (keys.length === 0) return all
          const left = await addUpRows(database, table, { tenantId, keys })
          return { count: all.count - left.count, sum: all.sum - left.sum }
        })
      }
    }, 'set transaction isolation level repeatable read')
  }

  /** The rows that were copied since the moment of `compareAll`. Throws MOVE_DIFFERS. The tenant is held. */
  async compareChanged(): Promise<void> {
    const { tables, tenantId } = this.#parts
    for (const table of tables) {
      const keys = [...(this.#changed.get(table.name)?.values() ?? [])]
      if (keys.length > 0)
        await this.#compare(table, database => addUpRows(database, table, { tenantId, keys }))
    }
  }

  async #compare({ name }: TenantTable, sum: (database: CellDatabase) => Promise<RowSum>): Promise<void> {
    const { from, to, tenantId } = this.#parts
    const [here, there] = await Promise.all([sum(from), sum(to)])
    if (here.count === there.count && here.sum === there.sum) return
    throw new MoveFault(
      'MOVE_DIFFERS',
      `The rows of ${tenantId} in ${name} are not alike in the two cells (${here.count} and ${there.count}). It stays where it is: abort the move.`,
    )
  }

  async #copyTable(table: TenantTable, record: MoveRecord): Promise<number> {
    const { from, journal, tenantId } = this.#parts
    let total = 0
    for (;;) {
      const after = record.progress[table.name] ?? null
      const rows = await readAfter(from, table, { tenantId, after })
      await this.#put(
        table,
        rows.map(({ key }) => key),
      )
      total += rows.length
      const isLast = rows.length < batchOf(table)
      record.progress[table.name] = isLast ? null : (rows.at(-1)?.key ?? null)
      await journal.noteProgress(record)
      if (isLast) return total
    }
  }

  /** One that is in the way of another was changed meanwhile: that is in the journal. */
  async #put(table: TenantTable, keys: readonly Key[]): Promise<void> {
    for (let tries = 1; keys.length > 0; tries += 1) {
      try {
        return await this.#replace([{ table, keys }])
      } catch (error) {
        if (sqlState(error) !== UNIQUE || tries === COPY_TRIES) throw error
        await this.catchUp()
      }
    }
  }

  async #applyChanges(limit: number): Promise<number | 'conflict'> {
    const { journal, tables, tenantId } = this.#parts
    const changes = await journal.listChanges(tenantId, limit)
    if (changes.length === 0) return 0
    const byTable = Map.groupBy(changes, ({ table }) => table)
    const work = tables.flatMap(table => {
      const own = byTable.get(table.name)
      return own ? [{ table, keys: distinct(own.map(({ key }) => key)) }] : []
    })
    try {
      await this.#replace(work)
    } catch (error) {
      if (sqlState(error) === UNIQUE) return 'conflict'
      throw error
    }
    for (const { table, keys } of work) this.#noteChanged(table, keys)
    await journal.forgetChanges(changes.map(({ id }) => id))
    return changes.length
  }

  #noteChanged({ name }: TenantTable, keys: readonly Key[]): void {
    const known = this.#changed.get(name) ?? new Map<string, Key>()
    for (const key of keys) known.set(JSON.stringify(key), key)
    this.#changed.set(name, known)
  }

  /** Rows of one moment, in one transaction: what one gave up another may have taken. */
  async #replace(work: readonly { table: TenantTable; keys: readonly Key[] }[]): Promise<void> {
    const { from, to, tenantId } = this.#parts
    const found = await from.transaction(async () => {
      const all: { table: TenantTable; keys: readonly Key[]; rows: string[] }[] = []
      for (const { table, keys } of work) {
        const rows = await readByKeys(from, table, { tenantId, keys })
        all.push({ table, keys, rows: rows.map(({ row }) => row) })
      }
      return all
    }, 'set transaction isolation level repeatable read')
    await to.transaction(async () => {
      for (const { table, keys, rows } of found) await replaceRows(to, table, { tenantId, keys, rows })
    }, AS_REPLICA)
  }
}

function conflict(): MoveFault {
  return new MoveFault(
    'MOVE_CONFLICT',
    'Rows that were changed stand in the way of one another. Run the command again in a quieter hour; it goes on.',
  )
}

function distinct(keys: readonly Key[]): Key[] {
  return [...new Map(keys.map(key => [JSON.stringify(key), key])).values()]
}
