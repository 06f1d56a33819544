import type { GuardrailVerdict } from '@portico/release'
import type { Database, Transaction } from '@portico/service-kit'
import { judgeRelease } from '../guardrails/held.ts'
import { releaseSteps } from '../lifecycle/steps.ts'
import { listRunning, lockRelease } from '../store/release.ts'
import { announceDoubt } from './doubt.ts'

/**
 * Looks at every running release once and aborts those that are worse than stable; gives their ids. Each in a transaction
 * of its own: who holds the feed for one must not wait for another. Of several processes one does it, the others pass.
 */
export async function guardReleases(database: Database, now: Date): Promise<string[]> {
  const aborted: string[] = []
  for (const { id } of await database.transaction({}, listRunning)) {
    if (await database.transaction({}, tx => guardRelease(tx, id, now))) aborted.push(id)
  }
  return aborted
}

async function guardRelease(tx: Transaction, id: string, now: Date): Promise<boolean> {
  if (!(await isAlone(tx, id))) return false
  const release = await lockRelease(tx, id)
  if (release.state !== 'gray') return false
  const verdicts = await judgeRelease(tx, release, now)
  const breached = verdicts.filter(({ state }) => state === 'breached')
  if (breached.length === 0) {
    await announceDoubt(tx, release, verdicts)
    return false
  }
  await releaseSteps.abort(tx, release, {
    actor: 'guardrail',
    person: 'guardrail',
    isOperator: false,
    countTenants: async () => null,
    reason: breached.map(describe).join('; '),
  })
  return true
}

/** Such as `load-failures 40.0 % against 0.5 % (limit +5.0 %, 20 samples)`. */
function describe({ guardrail: { metric, limit }, gray, stable, samples }: GuardrailVerdict): string {
  const isDuration = metric === 'p95-ms'
  const show = (value: number | null) =>
    isDuration ? `${Math.round(value ?? 0)} ms` : `${(100 * (value ?? 0)).toFixed(1)} %`
  const bound = isDuration ? `x ${limit}` : `+${show(limit)}`
  return `${metric} ${show(gray)} against ${show(stable)} (limit ${bound}, ${samples} samples)`
}

async function isAlone(tx: Transaction, releaseId: string): Promise<boolean> {
  const { isAlone } = await tx.get<{ isAlone: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isAlone"`,
    [`portico release guard ${releaseId}`],
  )
  return isAlone
}
