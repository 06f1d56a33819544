import type { Baseline, BaselineEntry } from '@portico/release'
import type { Transaction } from '@portico/service-kit'

interface BaselineRow {
  revision: string
  baseline: Baseline
  at: Date
  actor: string
  reason: string | null
  release_id: string | null
}

const COLUMNS = 'revision, baseline, at, actor, reason, release_id'

/** What is in force. To change it, call `touchFeed` first: it keeps other changes out. */
export async function getBaseline(tx: Transaction): Promise<BaselineEntry> {
  const row = await tx.get<BaselineRow>(
    `select ${COLUMNS} from baseline_history order by revision desc limit 1`,
  )
  return toEntry(row)
}

/** `revision` is what `touchFeed` gave in this transaction; the newest revision is the baseline in force. */
export async function writeBaseline(
  tx: Transaction,
  entry: {
    revision: number
    baseline: Baseline
    actor: string
    reason?: string | null
    releaseId?: string
    backTo?: number
  },
): Promise<BaselineEntry> {
  const row = await tx.get<BaselineRow>(
    `insert into baseline_history (revision, baseline, actor, reason, release_id, back_to)
     values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    [
      entry.revision,
      JSON.stringify(entry.baseline),
      entry.actor,
      entry.reason ?? null,
      entry.releaseId ?? null,
      entry.backTo ?? null,
    ],
  )
  return toEntry(row)
}

/** The set that stood before the present one, where one operator alone may return to it. */
export async function findLastSet(tx: Transaction): Promise<number | null> {
  const row = await tx.get<{ back_to: string | null }>(
    'select back_to from baseline_history order by revision desc limit 1',
  )
  return row.back_to === null ? null : Number(row.back_to)
}

/** Newest first, those before revision `before`. */
export async function listBaselines(tx: Transaction, limit: number, before: string | null) {
  const rows = await tx.list<BaselineRow>(
    `select ${COLUMNS} from baseline_history
     where $2::bigint is null or revision < $2 order by revision desc limit $1`,
    [limit, before],
  )
  return rows.map(toEntry)
}

export async function findBaseline(tx: Transaction, revision: number): Promise<BaselineEntry | null> {
  const row = await tx.find<BaselineRow>(`select ${COLUMNS} from baseline_history where revision = $1`, [
    revision,
  ])
  return row && toEntry(row)
}

function toEntry(row: BaselineRow): BaselineEntry {
  return {
    revision: Number(row.revision),
    baseline: row.baseline,
    at: row.at.toISOString(),
    actor: row.actor,
    reason: row.reason,
    releaseId: row.release_id,
  }
}
