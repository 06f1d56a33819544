import { createHash } from 'node:crypto'
import type { Database, Transaction } from '@portico/service-kit'
import { delayAfter, type ThrottleRule } from './throttle-rules.ts'

/** One thing that is limited: failures under `key` are counted by `rule`. */
export interface Limit {
  key: string
  rule: ThrottleRule
  /** The failures of no other user are counted there: a success forgets them all, and not only its own attempt. */
  isOwn: boolean
}

interface CounterState {
  key: string
  failures: number
  waitSeconds: number
}

/** Row-level security keeps the counters from every tenant. */
export const COUNTERS = '~throttle'

/** A key that reveals nothing of what it is made from. */
export function limitKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/**
 * Counts an attempt as failed before it is looked at, so that many guesses at the same time do not slip through, also not
 * through several processes; `succeed` or `cancelAttempt` says otherwise. Answers the seconds to wait where a limit is
 * reached: the attempt is not counted then. The statements are the same in every case.
 */
export function beginAttempt(database: Database, limits: readonly Limit[]): Promise<number | null> {
  return database.tenant(COUNTERS, async tx => {
    await takeTurn(tx, limits)
    const counters = await readCounters(tx, limits)
    const waitSeconds = Math.max(...counters.map(counter => counter.waitSeconds))
    await count(tx, limits, counters, waitSeconds > 0 ? 0 : 1)
    return waitSeconds > 0 ? Math.ceil(waitSeconds) : null
  })
}

export function succeed(database: Database, limits: readonly Limit[]): Promise<void> {
  const own = limits.filter(({ isOwn }) => isOwn)
  return database.tenant(COUNTERS, async tx => {
    await takeTurn(tx, limits)
    await forget(tx, own)
    await countDown(
      tx,
      limits.filter(({ isOwn }) => !isOwn),
    )
  })
}

/** The attempt said nothing about whether it was right. */
export function cancelAttempt(database: Database, limits: readonly Limit[]): Promise<void> {
  return database.tenant(COUNTERS, async tx => {
    await takeTurn(tx, limits)
    await countDown(tx, limits)
  })
}

/**
 * All that counts under one of the keys waits here, in one order of keys, so that two never wait for each other. Locks of
 * the rows would not do: a row that another log-in deletes comes back while the next one is being locked.
 */
async function takeTurn(tx: Transaction, limits: readonly Limit[]) {
  await tx.run(
    `select pg_advisory_xact_lock(turn) from (
       select hashtextextended(key, 0) as turn from unnest($1::text[]) as key order by turn) as turns`,
    [limits.map(({ key }) => key)],
  )
}

function readCounters(tx: Transaction, limits: readonly Limit[]): Promise<CounterState[]> {
  return tx.list<CounterState>(
    `insert into throttle as known (tenant_id, key, failures, forget_at)
     select $1, key, 0, clock_timestamp() + interval '1 minute' from unnest($2::text[]) as key
     on conflict (tenant_id, key) do update set
       failures = case when known.forget_at < clock_timestamp() then 0 else known.failures end
     returning key, failures,
       greatest(0, extract(epoch from blocked_until - clock_timestamp()))::float8 as "waitSeconds"`,
    [COUNTERS, limits.map(({ key }) => key)],
  )
}

async function count(tx: Transaction, limits: readonly Limit[], counters: CounterState[], by: 0 | 1) {
  const failuresOf = new Map(counters.map(({ key, failures }) => [key, failures + by]))
  const rows = limits.map(({ key, rule }) => ({ key, rule, failures: failuresOf.get(key) ?? by }))
  await tx.run(
    `update throttle set failures = next.failures,
       blocked_until = case when $6 = 0 then blocked_until else clock_timestamp() + make_interval(secs => nullif(next.delay, 0)) end,
       forget_at = case when $6 = 0 then forget_at else clock_timestamp() + make_interval(secs => next.forget_after) end
     from unnest($2::text[], $3::int[], $4::float8[], $5::float8[]) as next (key, failures, delay, forget_after)
     where tenant_id = $1 and throttle.key = next.key`,
    [
      COUNTERS,
      rows.map(({ key }) => key),
      rows.map(({ failures }) => failures),
      rows.map(({ failures, rule }) => delayAfter(failures, rule)),
      rows.map(({ rule }) => rule.forgetAfter),
      by,
    ],
  )
}

/** A wait that failures of others have earned stays. */
async function countDown(tx: Transaction, limits: readonly Limit[]) {
  await tx.run(
    `update throttle set failures = greatest(0, failures - 1),
       blocked_until = case when failures - 1 < known.free_failures then null else blocked_until end
     from unnest($2::text[], $3::int[]) as known (key, free_failures)
     where tenant_id = $1 and throttle.key = known.key`,
    [COUNTERS, limits.map(({ key }) => key), limits.map(({ rule }) => rule.freeFailures)],
  )
}

async function forget(tx: Transaction, limits: readonly Limit[]) {
  await tx.run('delete from throttle where tenant_id = $1 and key = any($2)', [
    COUNTERS,
    limits.map(({ key }) => key),
  ])
}
