import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { readChunks } from './chunks.ts'
import { getJob, lockJob, requireStatus, type ShownProblem, type StoredJob } from './job.ts'
import { type Mapping, requireMapping } from './mapping.ts'
import { readRecords } from './records.ts'
import { RowReader } from './rows.ts'
import { requireDialect } from './source.ts'

const SHOWN_PROBLEMS = 200

interface Findings {
  rowCount: number
  problemCount: number
  /** The first ones. */
  problems: ShownProblem[]
}

/** Reads the whole file with this mapping and keeps what it found. Throws MAPPING_INVALID, IMPORT_STATE, FILE_UNREADABLE. */
export async function previewImport(
  store: SalesStore,
  tenantId: string,
  id: string,
  given: Mapping | null,
): Promise<StoredJob> {
  const job = await store.tenant(tenantId, tx => getJob(tx, tenantId, id))
  requireStatus(job, ['UPLOADED', 'PREVIEWED'], 'previewed')
  const mapping = given ?? job.mapping
  if (!mapping) return job
  requireMapping(mapping, job.columns.length)
  const findings = await check(store, tenantId, job, mapping)
  return store.tenant(tenantId, tx => keep(tx, tenantId, id, mapping, findings))
}

async function check(
  store: SalesStore,
  tenantId: string,
  job: StoredJob,
  mapping: Mapping,
): Promise<Findings> {
  const reader = new RowReader(mapping, job.columns.length)
  const findings: Findings = { rowCount: 0, problemCount: 0, problems: [] }
  for await (const { line, fields } of readRecords(
    readChunks(store, tenantId, job.id),
    requireDialect(job),
  )) {
    const { row, problem } = reader.read(line, fields)
    findings.rowCount++
    if (!problem) continue
    findings.problemCount++
    if (findings.problems.length < SHOWN_PROBLEMS) findings.problems.push({ row, ...problem })
  }
  return findings
}

async function keep(tx: Transaction, tenantId: string, id: string, mapping: Mapping, findings: Findings) {
  requireStatus(await lockJob(tx, tenantId, id), ['UPLOADED', 'PREVIEWED'], 'previewed')
  const { rowCount, problemCount, problems } = findings
  await tx.run(
    `update import_job set status = 'PREVIEWED', mapping = $3, row_count = $4, problem_count = $5, problems = $6
     where tenant_id = $1 and id = $2`,
    [tenantId, id, JSON.stringify(mapping), rowCount, problemCount, JSON.stringify(problems)],
  )
  return getJob(tx, tenantId, id)
}
