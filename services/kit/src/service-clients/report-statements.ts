import { TRAFFIC_REPORT_MS } from '@portico/telemetry'
import type { Database } from '../database/database.ts'
import type { SlowStatement } from '../database/slow-statements.ts'
import { planStatement } from '../database/statement-plan.ts'
import { repeat } from '../sweep/repeat.ts'
import type { StatementReport, TelemetryStore } from './telemetry-sender.ts'

/** A plan changes with the statistics of its tables. */
const PLAN_AGAIN_MS = 60 * 60_000
/** A turn; those beyond have their plan with the next one in which they are slow. */
const MAX_PLANS = 5

/** Takes the statements of a service that were slow to the store, with their plans; what is returned ends it. */
export function reportStatements(
  database: Database,
  store: Pick<TelemetryStore, 'noteStatements'>,
  service: Parameters<typeof repeat>[2] & { name: string },
): () => Promise<void> {
  const plannedAt = new Map<string, number>()
  const reportSlow = async () => {
    const statements = database.slow.drain()
    if (statements.length === 0) return
    const items: StatementReport['items'] = []
    let plans = 0
    for (const { sql, ...statement } of statements) {
      const isDue = plans < MAX_PLANS && isPlanDue(statement, plannedAt)
      if (isDue) plans += 1
      items.push({ ...statement, plan: isDue ? await planStatement(database, sql) : null })
    }
    await store.noteStatements({ service: service.name, items })
    const now = performance.now()
    for (const { fingerprint, plan } of items) if (plan) plannedAt.set(fingerprint, now)
  }
  return repeat(TRAFFIC_REPORT_MS, reportSlow, service)
}

function isPlanDue(
  { fingerprint }: Pick<SlowStatement, 'fingerprint'>,
  plannedAt: ReadonlyMap<string, number>,
): boolean {
  const at = plannedAt.get(fingerprint)
  return at === undefined || performance.now() - at > PLAN_AGAIN_MS
}
