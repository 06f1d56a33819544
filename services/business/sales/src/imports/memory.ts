import { createHash } from 'node:crypto'
import type { Transaction } from '@portico/service-kit'
import type { Analysis } from './analysis/analyse.ts'
import type { DoubtCode, Findings, Remembered } from './contract.ts'
import { plainName } from './fields.ts'
import type { StoredJob } from './job.ts'
import type { Mapping } from './mapping.ts'

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
  const names = columns.map(({ header }) => plainName(header))
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
    'select decisions, columns, used_at as "usedAt" from import_memory where tenant_id = $1 and shape = $2',
    [tenantId, shape],
  )
  if (!found) return null
  return { decisions: found.decisions, columns: found.columns, at: found.usedAt.toISOString() }
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
  if (!shape || (decisions.length === 0 && isAsProposed(job, mapping))) return
  const columns = mapping.columns.map(({ field, column, timeZone }) => ({
    field,
    column,
    ...(timeZone && { timeZone }),
  }))
  await tx.run(
    `insert into import_memory (tenant_id, shape, decisions, columns) values ($1, $2, $3, $4)
     on conflict (tenant_id, shape) do update
       set decisions = excluded.decisions, columns = excluded.columns, used_at = now()`,
    [tenantId, shape, JSON.stringify(decisions), JSON.stringify(columns)],
  )
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
