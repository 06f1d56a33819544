import { type Database, problems, type Transaction } from '@portico/service-kit'

export type JobState = 'FILLING' | 'RUNNING' | 'DONE' | 'STOPPED' | 'CANCELLED'
type TenantState = 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED'

export interface BatchJob {
  id: string
  name: string
  script: string
  permissions: string[]
  isDryRun: boolean
  parallel: number
  maxFailures: number
  reason: string
  state: JobState
  tenantCount: number
  doneCount: number
  failedCount: number
  createdAt: string
  createdBy: string
  endedAt: string | null
}

export interface BatchJobDetail extends BatchJob {
  counts: { waiting: number; running: number; done: number; failed: number }
}

interface JobTenant {
  tenantId: string
  state: TenantState
  attempt: number
  endedAt: string | null
  code: string | null
  message: string | null
  result: unknown
}

interface JobRow extends Omit<BatchJob, 'createdAt' | 'endedAt'> {
  createdAt: Date
  endedAt: Date | null
}

const COLUMNS = `id, name, script, permissions, is_dry_run as "isDryRun", parallel, max_failures as "maxFailures", reason, state,
  tenant_count as "tenantCount", done_count as "doneCount", failed_count as "failedCount", created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt"`

interface Keyset {
  limit: number
  after: string | null
}

/** Newest first. */
export async function listBatchJobs(tx: Transaction, { limit, after }: Keyset): Promise<BatchJob[]> {
  const rows = await tx.list<JobRow>(
    `select ${COLUMNS} from batch_job where ($1::text is null or id < $1) order by id desc limit $2`,
    [after, limit],
  )
  return rows.map(toJob)
}

/** Throws NOT_FOUND. */
export async function getBatchJob(tx: Transaction, id: string): Promise<BatchJobDetail> {
  return withCounts(
    tx,
    found(id, await tx.find<JobRow>(`select ${COLUMNS} from batch_job where id = $1`, [id])),
  )
}

/** Until the end of the transaction none but it changes the job or takes tenants of it. Throws NOT_FOUND. */
export async function lockBatchJob(tx: Transaction, id: string): Promise<BatchJob> {
  return found(id, await tx.find<JobRow>(`select ${COLUMNS} from batch_job where id = $1 for update`, [id]))
}

export async function withCounts(tx: Transaction, job: BatchJob): Promise<BatchJobDetail> {
  const { running } = await tx.get<{ running: number }>(
    `select count(*)::int as running from batch_job_tenant where job_id = $1 and state = 'RUNNING'`,
    [job.id],
  )
  const { tenantCount, doneCount: done, failedCount: failed } = job
  return { ...job, counts: { waiting: tenantCount - done - failed - running, running, done, failed } }
}

/** Companies that have not ended, for what scales runners; the time is that since a runner's last step. */
export async function readWaiting(database: Pick<Database, 'execute'>) {
  const { rows } = await database.execute<{ queue: string; waiting: number; oldestMs: number }>(
    `select 'batch-jobs' as queue, sum(waiting)::int as waiting,
       max(extract(epoch from clock_timestamp() - stepped_at) * 1000)::float8 as "oldestMs"
     from (select tenant_count - done_count - failed_count as waiting, stepped_at from batch_job where state = 'RUNNING') as jobs
     having count(*) > 0`,
  )
  return rows
}

export async function listJobTenants(
  tx: Transaction,
  { id, state }: { id: string; state: TenantState | undefined },
  { limit, after }: Keyset,
): Promise<JobTenant[]> {
  const rows = await tx.list<Omit<JobTenant, 'endedAt'> & { endedAt: Date | null }>(
    `select tenant_id as "tenantId", state, attempt, ended_at as "endedAt", code, message, result from batch_job_tenant
     where job_id = $1 and ($2::text is null or state = $2) and ($3::text is null or tenant_id > $3)
     order by tenant_id limit $4`,
    [id, state ?? null, after, limit],
  )
  return rows.map(row => ({ ...row, endedAt: row.endedAt?.toISOString() ?? null }))
}

function found(id: string, row: JobRow | null | undefined): BatchJob {
  if (row) return toJob(row)
  throw problems.NOT_FOUND(`No job ${id}.`)
}

function toJob(row: JobRow): BatchJob {
  return { ...row, createdAt: row.createdAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null }
}
