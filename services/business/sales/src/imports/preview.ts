import type { ImportDecision, Mapping, ReadingInput } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import { getJob, lockJob, requireStatus, type StoredJob } from './job/job.ts'
import type { ImportKey } from './job/orphans.ts'
import type { AskedOfFile } from './mapping/asked.ts'
import { isComplete, requireMapping } from './mapping/mapping.ts'
import type { Examined, FileReader } from './reading/file-reader.ts'
import { requireReading } from './reading-input.ts'

/** What a person says of a file; null or left out: as the last time. */
export interface PreviewSettings {
  mapping?: Mapping | null
  reading?: ReadingInput | null
  decisions?: ImportDecision[] | null
}

/** Reads the whole file as it is asked for and keeps what it found. Throws MAPPING_INVALID, IMPORT_STATE, FILE_UNREADABLE. */
export async function previewImport(
  files: FileReader,
  tenantId: string,
  id: string,
  { mapping = null, reading, decisions }: PreviewSettings,
): Promise<StoredJob> {
  requireReading(reading)
  const { store } = files
  const job = await store.tenant(tenantId, tx => getJob(tx, tenantId, id))
  requireStatus(job, ['UPLOADED', 'PREVIEWED'], 'previewed')
  const asked: AskedOfFile = {
    ...job.asked,
    ...(reading && { reading }),
    ...(decisions && { decisions }),
  }
  const examined = await files.examine(tenantId, job, asked, mapping)
  if (mapping) requireMapping(mapping, examined.analysis.columns.length)
  return store.tenant(tenantId, tx => keep(tx, { tenantId, importId: id }, asked, examined))
}

async function keep(
  tx: Transaction,
  { tenantId, importId: id }: ImportKey,
  asked: AskedOfFile,
  { analysis, findings, rows }: Examined,
) {
  requireStatus(await lockJob(tx, tenantId, id), ['UPLOADED', 'PREVIEWED'], 'previewed')
  const { dialect, columns, sample, mapping } = analysis
  await tx.run(
    `update import_job set status = $3, dialect = $4, columns = $5, sample = $6, mapping = $7, asked = $8, findings = $9,
       row_count = $10, problem_count = $11, problems = $12
     where tenant_id = $1 and id = $2`,
    [
      tenantId,
      id,
      rows ? 'PREVIEWED' : 'UPLOADED',
      JSON.stringify(dialect),
      JSON.stringify(columns),
      JSON.stringify(sample),
      isComplete(mapping) ? JSON.stringify(mapping) : null,
      JSON.stringify(asked),
      JSON.stringify(findings),
      rows?.rowCount ?? null,
      rows?.problemCount ?? null,
      JSON.stringify(rows?.problems ?? []),
    ],
  )
  return getJob(tx, tenantId, id)
}
