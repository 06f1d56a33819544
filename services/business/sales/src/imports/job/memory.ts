import { createHash } from 'node:crypto'
import type { DoubtCode, Findings, Mapping, ReadingInput } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import type { Analysis } from '../analysis/analyse.ts'
import type { AskedOfFile, Remembered } from '../mapping/asked.ts'
import { plainHeader } from '../mapping/headers.ts'
import type { StoredJob } from './job.ts'

/** What a file is, not what is in it, is chosen once for all files of its shape. */
const KEPT = new Set<DoubtCode>([
  'ENCODING_UNSURE',
  'DELIMITER_UNSURE',
  'HEADER_LINE_UNSURE',
  'COLUMN_GUESSED',
  'COLUMN_DOUBLED',
  'DECIMAL_MARK_AMBIGUOUS',
  'DATE_ORDER_AMBIGUOUS',
  'DISCOUNT_UNIT_AMBIGUOUS',
])

/** Files with the same columns in the same order have the same shape. Null without names of columns. */
export function shapeOf({ dialect, columns }: Pick<Analysis, 'dialect' | 'columns'>): string | null {
  if (dialect.headerLine === 0) return null
  const names = columns.map(({ header }) => plainHeader(header))
  return createHash('sha256')
    .update(JSON.stringify([dialect.kind, names]))
    .digest('base64url')
}

/** What this shop chose for such a file the last time. */
export async function findRemembered(
  tx: Transaction,
  tenantId: string,
  shape: string,
): Promise<Remembered | null> {
  const found = await tx.find<Omit<Remembered, 'at'> & { usedAt: Date }>(
    `select decisions, columns, reading, time_zone as "timeZone", used_at as "usedAt"
     from import_memory where tenant_id = $1 and shape = $2`,
    [tenantId, shape],
  )
  if (!found) return null
  const { usedAt, ...remembered } = found
  return { ...remembered, at: usedAt.toISOString() }
}

export async function forgetShape(tx: Transaction, tenantId: string, shape: string) {
  await tx.run('delete from import_memory where tenant_id = $1 and shape = $2', [tenantId, shape])
}

/** Kept with the start of the import; where nothing was chosen there is nothing to keep. */
export async function remember(
  tx: Transaction,
  tenantId: string,
  job: StoredJob,
  mapping: Mapping,
): Promise<void> {
  const { shape } = job.source
  const decisions = decisionsOf(job.findings)
  const reading = keptReading(job.asked)
  const timeZone = mapping.timeZone === (job.source.timeZone ?? 'UTC') ? null : mapping.timeZone
  const isSaid = decisions.length > 0 || Object.keys(reading).length > 0 || timeZone !== null
  if (!shape || (!isSaid && isAsProposed(job, mapping))) return
  const columns = mapping.columns.map(({ field, column, timeZone }) => ({
    field,
    column,
    ...(timeZone && { timeZone }),
  }))
  await tx.run(
    `insert into import_memory (tenant_id, shape, decisions, columns, reading, time_zone) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, shape) do update
       set decisions = excluded.decisions, columns = excluded.columns, reading = excluded.reading,
         time_zone = excluded.time_zone, used_at = now()`,
    [tenantId, shape, JSON.stringify(decisions), JSON.stringify(columns), JSON.stringify(reading), timeZone],
  )
}

/** A sheet's name and the number of rows left out at the end are of one file. */
function keptReading({ reading, remembered }: AskedOfFile): ReadingInput {
  const { encoding, delimiter, quotes, headerLine } = { ...remembered?.reading, ...reading }
  const said = Object.entries({ encoding, delimiter, quotes, headerLine })
  return Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== null))
}

function decisionsOf(findings: Findings | null) {
  return (findings?.doubts ?? []).flatMap(({ id, code, chosen }) =>
    chosen !== null && KEPT.has(code) ? [{ doubt: id, choice: chosen }] : [],
  )
}

function isAsProposed({ columns }: StoredJob, mapping: Mapping): boolean {
  const proposed = columns.filter(({ suggested }) => suggested !== null).length
  return (
    proposed === mapping.columns.length &&
    mapping.columns.every(({ field, column, timeZone }) => columns[column]?.suggested === field && !timeZone)
  )
}
