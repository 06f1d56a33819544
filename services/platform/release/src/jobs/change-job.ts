import { newId, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { releaseProblems } from '../store/problems.ts'
import { type BatchJobDetail, getBatchJob, type JobState, lockBatchJob } from './job-table.ts'

/** Of all that have not ended. */
const MAX_OPEN = 20

interface WantedJob {
  name: string
  script: string
  permissions: readonly string[]
  isDryRun: boolean
  parallel: number
  maxFailures: number
  reason: string
}

interface Cause {
  actor: string
  reason: string
}

/** Throws JOB_LIMIT. */
export async function createJob(tx: Transaction, wanted: WantedJob, actor: string): Promise<BatchJobDetail> {
  const { name, script, permissions, isDryRun, parallel, maxFailures, reason } = wanted
  const id = newId()
  // One that was never started is void after a day: who made it was interrupted.
  const { count } = await tx.get<{ count: number }>(
    `select count(*)::int as count from batch_job
     where state = 'RUNNING' or (state = 'FILLING' and created_at > now() - interval '1 day')`,
  )
  if (count >= MAX_OPEN)
    throw releaseProblems.JOB_LIMIT(`${count} jobs are open. Cancel one: portico job list shows them.`)
  await tx.run(
    `insert into batch_job (id, name, script, permissions, is_dry_run, parallel, max_failures, reason, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, name, script, JSON.stringify(permissions), isDryRun, parallel, maxFailures, reason, actor],
  )
  const change = { name, script, permissions, isDryRun, parallel, maxFailures }
  await audit(tx, { actor, action: 'job.create', subject: subjectOf(id), reason, change })
  return getBatchJob(tx, id)
}

/** Those that are among them already stay once. Throws NOT_FOUND, JOB_STATE. */
export async function addTenantsToJob(
  tx: Transaction,
  id: string,
  tenantIds: readonly string[],
): Promise<void> {
  await requireState(tx, id, ['FILLING'])
  const added = await tx.run(
    `insert into batch_job_tenant (job_id, tenant_id) select $1, unnest($2::text[]) on conflict do nothing`,
    [id, tenantIds],
  )
  await tx.run('update batch_job set tenant_count = tenant_count + $2 where id = $1', [id, added])
}

/** Throws NOT_FOUND, JOB_STATE. */
export async function startJob(tx: Transaction, id: string, actor: string): Promise<BatchJobDetail> {
  await requireState(tx, id, ['FILLING'])
  await tx.run(`update batch_job set state = 'RUNNING' where id = $1`, [id])
  const job = await getBatchJob(tx, id)
  if (job.tenantCount === 0) throw releaseProblems.JOB_STATE('The job has no tenants.')
  const change = { tenantCount: job.tenantCount }
  await audit(tx, { actor, action: 'job.start', subject: subjectOf(id), change })
  return job
}

/** Runners see it at their next step; what they have under way they give up. Throws NOT_FOUND, JOB_STATE. */
export async function cancelJob(
  tx: Transaction,
  id: string,
  { actor, reason }: Cause,
): Promise<BatchJobDetail> {
  await requireState(tx, id, ['FILLING', 'RUNNING', 'STOPPED'])
  await tx.run(`update batch_job set state = 'CANCELLED', ended_at = now() where id = $1`, [id])
  const job = await getBatchJob(tx, id)
  await audit(tx, { actor, action: 'job.cancel', subject: subjectOf(id), reason, change: job.counts })
  return job
}

/** Those that failed wait again, with the script as it is now; what is done stays so. Throws NOT_FOUND, JOB_STATE. */
export async function retryJob(
  tx: Transaction,
  id: string,
  { actor, reason, script }: Cause & { script: string },
): Promise<BatchJobDetail> {
  await requireState(tx, id, ['DONE', 'STOPPED'])
  const again = await tx.run(
    `update batch_job_tenant set state = 'WAITING', code = null, message = null, result = null, ended_at = null
     where job_id = $1 and state = 'FAILED'`,
    [id],
  )
  if (again === 0) throw releaseProblems.JOB_STATE('None of its tenants failed.')
  await tx.run(
    `update batch_job set state = 'RUNNING', failed_count = 0, ended_at = null, script = $2 where id = $1`,
    [id, script],
  )
  await audit(tx, { actor, action: 'job.retry', subject: subjectOf(id), reason, change: { again, script } })
  return getBatchJob(tx, id)
}

async function requireState(tx: Transaction, id: string, states: readonly JobState[]): Promise<void> {
  const { state } = await lockBatchJob(tx, id)
  if (!states.includes(state)) throw releaseProblems.JOB_STATE(`The job ${id} is ${state}.`, { state })
}

function subjectOf(id: string): string {
  return `job:${id}`
}
