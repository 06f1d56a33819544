import { CellDatabase } from '../database/cell-database.ts'
import { Fences } from '../database/fences.ts'
import { TenantJobs } from '../database/jobs.ts'
import { Journal, type MoveRecord } from '../database/journal.ts'
import { AS_REPLICA, deleteSome } from '../database/rows.ts'
import { listTables, requireSameTables, type TenantTable } from '../database/tables.ts'
import { MoveFault } from '../faults/move-fault.ts'
import { TenantCopy } from './copy.ts'
import type { Directory } from './directory.ts'
import { requireMovable } from './preflight.ts'

/** Few enough changes to be caught up with while writes wait. */
const FEW_CHANGES = 500
const CATCH_UP_ROUNDS = 50

/** Where a move is; each comes once, or again where it was interrupted. */
export type MoveEvent =
  | { step: 'checked'; tables: number }
  | { step: 'copied'; table: string; rows: number }
  | {
      step:
        | 'watched'
        | 'compared'
        | 'held'
        | 'parked'
        | 'opened'
        | 'switched'
        | 'registered'
        | 'delivered'
        | 'done'
    }
  | { step: 'caught up'; changes: number }
  | { step: 'verified'; heldMs: number }

export interface MoveOptions {
  tenantId: string
  to: string
  /** Cell -> URL of an administrator. */
  cells: ReadonlyMap<string, string>
  /** Whose schemas are moved. */
  services: readonly string[]
  directory: Directory
  isDryRun?: boolean
  onEvent?: (event: MoveEvent) => void
}

/** Moves a tenant, or goes on with a move that was interrupted, wherever that was. Throws MoveFault. */
export async function moveTenant(options: MoveOptions): Promise<void> {
  const { tenantId, to, directory } = options
  const known = await directory.read(tenantId)
  const found = await findUnderWay(options)
  if (found && found.record.to !== to)
    throw new MoveFault(
      'MOVE_UNDER_WAY',
      `${tenantId} is being moved to ${found.record.to}. Go on with that move, or abort it.`,
    )
  await withCells({ ...options, from: found?.from ?? known.cell }, async parts => {
    const move = new Move(options, parts)
    const record = await move.takeTurn(found?.record ?? null)
    if (record?.step === 'switched') return move.finish(record)
    if (record) return move.run(record, true)
    const generation = known.generation + 1
    await move.run({ tenantId, to, generation, step: 'copying', progress: {} }, false)
  })
}

/** Back to what it was before; not once the tenant is in the other cell. Throws MoveFault. */
export async function abortMove(options: Omit<MoveOptions, 'to'>): Promise<void> {
  const { tenantId, directory } = options
  // Who may not ask may not abort.
  await directory.read(tenantId)
  const found = await findUnderWay(options)
  if (found?.record.step !== 'copying')
    throw new MoveFault('MOVE_NONE', `No move of ${tenantId} is under way that could be aborted.`)
  const { from, record } = found
  const whole = { ...options, from, to: record.to }
  await withCells(whole, async parts => {
    const move = new Move(whole, parts)
    await move.takeTurn(record)
    await move.abort(record)
  })
}

/** The directory does not know it: a move is kept where the tenant leaves. Null: there is none. */
async function findUnderWay({
  tenantId,
  cells,
}: Pick<MoveOptions, 'tenantId' | 'cells'>): Promise<{ from: string; record: MoveRecord } | null> {
  for (const from of cells.keys()) {
    const database = await openCell(cells, from)
    const record = await new Journal(database).find(tenantId).finally(() => database.close())
    if (record?.step === 'copying' || record?.step === 'switched') return { from, record }
  }
  return null
}

interface MoveParts {
  from: CellDatabase
  to: CellDatabase
  journal: Journal
}

export function openCell(cells: ReadonlyMap<string, string>, cell: string): Promise<CellDatabase> {
  const url = cells.get(cell)
  if (url) return CellDatabase.open(cell, url)
  const known = [...cells.keys()].join(', ') || 'none'
  throw new MoveFault('CELL_UNKNOWN', `PORTICO_CELLS names no cell ${cell}; it names ${known}.`)
}

async function withCells(
  { cells, from, to, tenantId }: Pick<MoveOptions, 'cells' | 'to' | 'tenantId'> & { from: string },
  work: (parts: MoveParts) => Promise<void>,
): Promise<void> {
  if (from === to) throw new MoveFault('MOVE_NOT_NEEDED', `${tenantId} is in the cell ${to} already.`)
  const source = await openCell(cells, from)
  const open = [source]
  try {
    const target = await openCell(cells, to)
    open.push(target)
    await work({ from: source, to: target, journal: new Journal(source) })
  } finally {
    for (const each of open) await each.close()
  }
}

class Move {
  readonly #options: MoveOptions
  readonly #parts: MoveParts
  readonly #fences: { from: Fences; to: Fences }
  readonly #jobs: { from: TenantJobs; to: TenantJobs }

  constructor(options: MoveOptions, parts: MoveParts) {
    this.#options = options
    this.#parts = parts
    const { from, to } = parts
    this.#fences = { from: new Fences(from, options.services), to: new Fences(to, options.services) }
    this.#jobs = { from: new TenantJobs(from), to: new TenantJobs(to) }
  }

  async run(record: MoveRecord, isResumed: boolean): Promise<void> {
    const { from, to, journal } = this.#parts
    const { tenantId, services, isDryRun } = this.#options
    const tables = await listTables(from, services)
    requireSameTables(tables, await listTables(to, services))
    const instances = await this.#options.directory.listInstances()
    await requireMovable(this.#parts, { tenantId, services, tables, isResumed, instances })
    this.#say({ step: 'checked', tables: tables.length })
    if (isDryRun) return
    await this.#begin(record, { tables, isResumed })
    const copy = new TenantCopy({ from, to, journal, tables, tenantId })
    await copy.copy(record, (table, rows) => this.#say({ step: 'copied', table, rows }))
    await this.#approach(copy)
    await copy.compareAll()
    this.#say({ step: 'compared' })
    await this.#approach(copy)
    await this.#fences.from.holding(tenantId, () => this.#switch(record, copy))
    await this.finish(record)
  }

  /** The tenant is in the other cell; all of it may be done again. */
  async finish({ tenantId, to, generation }: MoveRecord): Promise<void> {
    const { from, journal } = this.#parts
    const { directory, services } = this.#options
    // Opened before, unless the word that it had switched was lost on its way.
    await this.#fences.to.open(tenantId, generation)
    await directory.write({ tenantId, cell: to, generation })
    this.#say({ step: 'registered' })
    await this.#jobs.to.release(tenantId)
    this.#say({ step: 'delivered' })
    await journal.unwatch(await listTables(from, services), tenantId)
    await this.#jobs.from.forgetParked(tenantId)
    await journal.noteStep(tenantId, 'done')
    this.#say({ step: 'done' })
  }

  async abort(record: MoveRecord): Promise<void> {
    const { from, to, journal } = this.#parts
    const { tenantId, generation } = record
    const { services } = this.#options
    // Should this be interrupted and the move be resumed, nothing counts as copied.
    await journal.begin(record)
    const tables = await listTables(from, services)
    await this.#jobs.from.release(tenantId)
    await journal.unwatch(tables, tenantId)
    await this.#empty(to, await listTables(to, services))
    await new Journal(to).install()
    await this.#jobs.to.forgetParked(tenantId)
    const here = { state: 'moved', cell: from.cell, generation: generation - 1 } as const
    await to.transaction(() => this.#fences.to.set(tenantId, here))
    await journal.forget(tenantId)
  }

  /**
   * One mover of a tenant at a time, until its connection ends. Gives the record again, which another may have changed since `seen`.
   * Throws MOVE_UNDER_WAY.
   */
  async takeTurn(seen: MoveRecord | null): Promise<MoveRecord | null> {
    const found = await this.#parts.from.find<{ taken: string }>(
      `select pg_try_advisory_lock(hashtextextended('portico mover ' || $1, 0)) as taken`,
      [this.#options.tenantId],
    )
    const { tenantId } = this.#options
    const record = await this.#parts.journal.find(tenantId)
    if (found?.taken !== 't' || (seen && (record?.step !== seen.step || record.to !== seen.to)))
      throw new MoveFault(
        'MOVE_UNDER_WAY',
        `Another process moves ${tenantId} just now. Look again when it has ended.`,
      )
    return seen && record
  }

  async #begin(
    record: MoveRecord,
    { tables, isResumed }: { tables: readonly TenantTable[]; isResumed: boolean },
  ): Promise<void> {
    const { to, journal } = this.#parts
    const { tenantId, generation } = record
    await journal.install()
    await new Journal(to).install()
    await to.transaction(() => this.#fences.to.set(tenantId, { state: 'arriving', cell: null, generation }))
    if (!isResumed) {
      // Rows of before it left that cell, and the record of that move.
      await this.#empty(to, tables)
      await new Journal(to).forget(tenantId)
      await journal.begin(record)
    }
    // A mover that died had put them aside.
    await this.#jobs.from.release(tenantId)
    await journal.watch(tables, tenantId)
    this.#say({ step: 'watched' })
  }

  /** Until little has changed since the round before. */
  async #approach(copy: TenantCopy): Promise<void> {
    for (let round = 1; round <= CATCH_UP_ROUNDS; round += 1) {
      const changes = await copy.catchUp()
      this.#say({ step: 'caught up', changes })
      if (changes <= FEW_CHANGES) return
    }
    throw new MoveFault(
      'MOVE_BUSY',
      `${this.#options.tenantId} writes faster than its rows are copied. Run the command again in a quieter hour; it goes on.`,
    )
  }

  /** The tenant is held: it is read where it is, until it is in the other cell. */
  async #switch({ tenantId, to, generation }: MoveRecord, copy: TenantCopy): Promise<void> {
    const { from, journal } = this.#parts
    const heldAt = performance.now()
    this.#say({ step: 'held' })
    await this.#jobs.from.park(tenantId)
    try {
      await this.#jobs.to.copyParked(from, tenantId)
      this.#say({ step: 'parked' })
      await copy.catchUp()
      await copy.compareChanged()
      this.#say({ step: 'verified', heldMs: performance.now() - heldAt })
      // No call comes there before the cell that it leaves says so.
      await this.#fences.to.open(tenantId, generation)
      this.#say({ step: 'opened' })
      await from.transaction(async () => {
        await this.#fences.from.set(tenantId, { state: 'moved', cell: to, generation })
        await journal.noteStep(tenantId, 'switched')
      })
    } catch (error) {
      await this.#undoSwitch(tenantId).catch(() => {})
      throw error
    }
    this.#say({ step: 'switched' })
  }

  /** Not where it is not known whether it has switched, as the connection broke: the next run of the mover finds out. */
  async #undoSwitch(tenantId: string): Promise<void> {
    const { to, journal } = this.#parts
    const found = await journal.find(tenantId)
    if (found?.step !== 'copying') return
    const { generation } = found
    await to.transaction(() => this.#fences.to.set(tenantId, { state: 'arriving', cell: null, generation }))
    await this.#jobs.from.release(tenantId)
  }

  async #empty(database: CellDatabase, tables: readonly TenantTable[]): Promise<void> {
    const { tenantId } = this.#options
    for (const table of tables) {
      let deleted = 0
      do deleted = await database.transaction(() => deleteSome(database, table, tenantId), AS_REPLICA)
      while (deleted > 0)
    }
  }

  #say(event: MoveEvent): void {
    this.#options.onEvent?.(event)
  }
}
