import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { readFigures } from '../guardrails/figures.ts'
import { windowOf } from '../guardrails/window.ts'

type Subject = Awaited<ReturnType<typeof readFigures>>[number]

const WINDOW_MINUTES = 10
const MAX_HOPS = 4
/** Fewer failures are in every platform at every moment. */
const MIN_FAILURES = 3
const MIN_SHARE = 0.02

interface Hop {
  caller: string
  service: string
  revision: string
  count: number
  failures: number
}

/**
 * Where calls fail that may be of the release, the likeliest first: apps and services that do worse on it than on stable, then calls
 * of services that fail at the same time, be it the release's doing or its reason.
 */
export async function failingHops(tx: Transaction, release: Release, now: Date): Promise<string[]> {
  const subjects = await readFigures(tx, release.id, windowOf(release, WINDOW_MINUTES, now))
  const worse = subjects
    .filter(subject => worseBy(subject) > MIN_SHARE)
    .toSorted((one, other) => worseBy(other) - worseBy(one))
  const calls = await tx.list<Hop>(
    `select caller, service, revision, sum(count)::int as count, sum(failures)::int as failures from call_figure
     where at >= $1::timestamptz - make_interval(mins => $2) and caller not in ('browser', 'gateway')
     group by caller, service, revision
     having sum(failures) >= $3 and sum(failures) >= $4 * sum(count) order by failures desc limit $5`,
    [now, WINDOW_MINUTES, MIN_FAILURES, MIN_SHARE, MAX_HOPS],
  )
  return [...worse.map(describeSubject), ...calls.map(describeHop)].slice(0, MAX_HOPS)
}

/** Ids of the tenants with failed operations on the release, those with the most first, and how many there are. */
export async function tenantsHit(tx: Transaction, releaseId: string, limit: number) {
  const rows = await tx.list<{ tenant_id: string; count: number }>(
    `select tenant_id, (count(*) over ())::int as count from operation_figure
     where at >= now() - interval '1 hour' and failures > 0 and $1 = any(string_to_array(releases, ' '))
     group by tenant_id order by sum(failures) desc, tenant_id limit $2`,
    [releaseId, limit],
  )
  return { count: rows[0]?.count ?? 0, some: rows.map(({ tenant_id }) => tenant_id) }
}

function worseBy({ gray, stable }: Subject): number {
  return shareOf(gray) - shareOf(stable)
}

function shareOf({
  count,
  failures,
  errors,
}: Pick<Subject['gray'], 'count' | 'failures' | 'errors'>): number {
  return (failures + errors) / Math.max(1, count, failures)
}

function describeSubject({ kind, name, gray, stable }: Subject): string {
  const hop = kind === 'service' ? `gateway -> ${name} (gray)` : `browser: app ${name} (gray)`
  return `${hop}: ${percent(shareOf(gray))} of ${gray.count} failed, stable ${percent(shareOf(stable))} of ${stable.count}`
}

function describeHop({ caller, service, revision, count, failures }: Hop): string {
  return `${caller} -> ${service} ${revision}: ${percent(failures / count)} of ${count} failed`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
