import type { JobStep } from '@portico/release-contract/jobs'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { releaseProblems } from '../store/problems.ts'
import { type BatchJob, type BatchJobDetail, type JobState, lockBatchJob, withCounts } from './job-table.ts'

/** How often a tenant is begun whose runners die: more often it is the script. */
const MAX_DEATHS = 3
const MAX_RESULT_CHARACTERS = 4_000

interface Held {
  tenantId: string
  attempt: number
  isNew: boolean
}

/**
 * Everything a runner says and gets, in one transaction: what has ended, what it holds on to, what it takes. A result counts where the
 * tenant is still held in that attempt: of two runners that did the same work one counts. Throws NOT_FOUND, JOB_STATE.
 */
export async function takeStep(tx: Transaction, id: string, step: JobStep) {
  const job = await lockBatchJob(tx, id)
  if (job.state === 'FILLING') throw releaseProblems.JOB_STATE(`The job ${id} was not started.`)
  const counted = await countEnded(tx, job, step.results)
  const state = stateOf(counted)
  const held = state === 'RUNNING' ? await holdTenants(tx, job, step) : []
  const detail = await settled(tx, counted, state)
  return { job: detail, held, leasedUntil: new Date(Date.now() + step.leaseSeconds * 1000).toISOString() }
}

/** The job with its counters moved by what has ended: by a result, or by its third runner's death. */
async function countEnded(tx: Transaction, job: BatchJob, results: JobStep['results']): Promise<BatchJob> {
  const ended = results.length > 0 ? await noteResults(tx, job.id, results) : []
  const failed = ended.filter(({ state }) => state === 'FAILED').length + (await failDead(tx, job.id))
  const doneCount = job.doneCount + ended.filter(({ state }) => state === 'DONE').length
  const failedCount = job.failedCount + failed
  await tx.run('update batch_job set done_count = $2, failed_count = $3, stepped_at = now() where id = $1', [
    job.id,
    doneCount,
    failedCount,
  ])
  return { ...job, doneCount, failedCount }
}

function noteResults(tx: Transaction, id: string, results: JobStep['results']): Promise<{ state: string }[]> {
  const rows = results.map(({ tenantId, attempt, code, message, result }) => {
    const characters = JSON.stringify(result ?? null).length
    const kept = characters > MAX_RESULT_CHARACTERS ? { cutCharacters: characters } : (result ?? null)
    return { tenant_id: tenantId, attempt, code, message, result: kept }
  })
  return tx.list(
    `update batch_job_tenant t set state = case when r.code is null then 'DONE' else 'FAILED' end,
       code = r.code, message = r.message, result = r.result, ended_at = now(), leased_until = null
     from jsonb_to_recordset($2::jsonb) as r (tenant_id text, attempt integer, code text, message text, result jsonb)
     where t.job_id = $1 and t.tenant_id = r.tenant_id and t.attempt = r.attempt and t.state = 'RUNNING'
     returning t.state`,
    [id, JSON.stringify(rows)],
  )
}

/** Which runner after runner has died with. */
function failDead(tx: Transaction, id: string): Promise<number> {
  return tx.run(
    `update batch_job_tenant set state = 'FAILED', code = 'RUNNER_DIED', message = 'Each runner ended without a result.',
       ended_at = now(), leased_until = null
     where job_id = $1 and state = 'RUNNING' and leased_until < now() and attempt % $2 = 0`,
    [id, MAX_DEATHS],
  )
}

function stateOf({ state, maxFailures, tenantCount, doneCount, failedCount }: BatchJob): JobState {
  if (state !== 'RUNNING') return state
  if (failedCount > maxFailures) return 'STOPPED'
  return doneCount + failedCount < tenantCount ? 'RUNNING' : 'DONE'
}

async function holdTenants(tx: Transaction, { id, parallel }: BatchJob, step: JobStep): Promise<Held[]> {
  const renewed = await tx.list<Held>(
    `update batch_job_tenant t set leased_until = now() + make_interval(secs => $4)
     from unnest($2::text[], $3::int[]) as held (tenant_id, attempt)
     where t.job_id = $1 and t.tenant_id = held.tenant_id and t.attempt = held.attempt and t.state = 'RUNNING'
     returning t.tenant_id as "tenantId", t.attempt, false as "isNew"`,
    [
      id,
      step.renew.map(({ tenantId }) => tenantId),
      step.renew.map(({ attempt }) => attempt),
      step.leaseSeconds,
    ],
  )
  const { running } = await tx.get<{ running: number }>(
    `select count(*)::int as running from batch_job_tenant where job_id = $1 and state = 'RUNNING' and leased_until >= now()`,
    [id],
  )
  const taken = await tx.list<Held>(
    `update batch_job_tenant set state = 'RUNNING', attempt = attempt + 1, leased_until = now() + make_interval(secs => $3)
     where job_id = $1 and tenant_id in (
       (select tenant_id from batch_job_tenant where job_id = $1 and state = 'RUNNING' and leased_until < now()
        order by tenant_id limit $2)
       union all
       (select tenant_id from batch_job_tenant where job_id = $1 and state = 'WAITING' order by tenant_id limit $2)
       limit $2)
     returning tenant_id as "tenantId", attempt, true as "isNew"`,
    [id, Math.max(0, Math.min(step.take, parallel - running)), step.leaseSeconds],
  )
  return [...renewed, ...taken]
}

/** What ends is written down, with how it ended. */
async function settled(tx: Transaction, job: BatchJob, state: JobState): Promise<BatchJobDetail> {
  if (state === job.state) return withCounts(tx, job)
  await tx.run('update batch_job set state = $2, ended_at = now() where id = $1', [job.id, state])
  const detail = await withCounts(tx, { ...job, state, endedAt: new Date().toISOString() })
  const { counts } = detail
  await audit(tx, {
    actor: 'system',
    action: 'job.end',
    subject: `job:${job.id}`,
    change: { state, ...counts },
  })
  return detail
}
