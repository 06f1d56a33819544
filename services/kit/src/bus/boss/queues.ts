import { type Db, PgBoss } from 'pg-boss'
import type { Transaction } from '../../database/transaction.ts'
import { BUS_SCHEMA, type BusSettings } from '../port/settings.ts'

/** Messages that failed at every try. No worker takes them: operators look at the queue and send its messages back. */
export const DEAD_LETTERS = 'dead-letters'

/** pg-boss deletes what no worker took in time. A message has no such time: ten years are as good as for ever. */
const RETENTION_SECONDS = 10 * 365 * 24 * 3600
const KEEP_DONE_SECONDS = 3600

/** With `isInstalling` it may make its tables; else it finds them or refuses to start. */
export function createBoss(executeSql: Db['executeSql'], { isInstalling = false } = {}): PgBoss {
  return new PgBoss({
    db: { executeSql },
    schema: BUS_SCHEMA,
    createSchema: false,
    migrate: isInstalling,
    supervise: !isInstalling,
    schedule: false,
  })
}

/** For `db` of calls that belong to the caller's transaction. */
export function dbInside(tx: Transaction): Db {
  return { executeSql: async (sql, values = []) => ({ rows: await tx.list(sql, values) }) }
}

/** Makes it where it is missing; one that is there keeps its settings. */
export async function ensureQueue(boss: PgBoss, name: string, settings: BusSettings) {
  await boss.createQueue(name, {
    retryLimit: settings.retryLimit,
    retryDelay: settings.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: settings.retryDelayMaxSeconds,
    retentionSeconds: RETENTION_SECONDS,
    deleteAfterSeconds: KEEP_DONE_SECONDS,
    deadLetter: DEAD_LETTERS,
  })
}

export async function ensureDeadLetters(boss: PgBoss) {
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: RETENTION_SECONDS })
}
