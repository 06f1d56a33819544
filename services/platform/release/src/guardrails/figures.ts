import type { Figures } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { quantileBoundsMs, quantileMs } from './histogram.ts'

export interface TagFigures extends Figures {
  /** Where the 95th percentile may be, as far as so many calls can show. */
  p95BoundsMs: { least: number; most: number } | null
}

export interface SubjectFigures {
  kind: 'app' | 'service'
  name: string
  gray: TagFigures
  stable: TagFigures
}

interface Sums {
  count: number
  failures: number
  errors: number
  durations: number[]
}

interface TagRow extends Sums {
  kind: 'app' | 'service'
  name: string
  is_gray: boolean
}

const NOTHING: Sums = { count: 0, failures: 0, errors: 0, durations: [] }

interface Window {
  from: Date
  until: Date
}

/** Of everything measured on the release in the window, with the same of the stable tag beside it, from gateways and browsers. */
export function readFigures(tx: Transaction, releaseId: string, window: Window): Promise<SubjectFigures[]> {
  return readSums(tx, releaseId, window, true)
}

/** The same without what browsers reported. */
export function readSeen(tx: Transaction, releaseId: string, window: Window): Promise<SubjectFigures[]> {
  return readSums(tx, releaseId, window, false)
}

/** Added up in the database: a week has ten thousand minutes. */
async function readSums(
  tx: Transaction,
  releaseId: string,
  window: Window,
  withReported: boolean,
): Promise<SubjectFigures[]> {
  const rows = await tx.list<TagRow>(
    `with chosen as (
       select case kind when 'reported' then 'app' else kind end as kind, name, release_id <> '' as is_gray,
         count, failures, errors, durations
       from measurement
       where release_id in ($1, '') and minute between date_trunc('minute', $2::timestamptz) and $3
         and ($4 or kind <> 'reported')
     ), measured as (
       select * from chosen where (kind, name) in (select kind, name from chosen where is_gray)
     ), bucket as (
       select kind, name, is_gray, position, sum(took) as took
       from measured, unnest(durations) with ordinality as d (took, position)
       group by kind, name, is_gray, position
     ), histogram as (
       select kind, name, is_gray, array_agg(took::float8 order by position) as durations
       from bucket group by kind, name, is_gray
     )
     select kind, name, is_gray, sum(count)::float8 as count, sum(failures)::float8 as failures,
       sum(errors)::float8 as errors, h.durations
     from measured join histogram h using (kind, name, is_gray)
     group by kind, name, is_gray, h.durations order by kind, name`,
    [releaseId, window.from, window.until, withReported],
  )
  const subjects = Map.groupBy(rows, ({ kind, name }) => `${kind} ${name}`)
  return [...subjects.values()].flatMap(toSubject)
}

function toSubject(tags: TagRow[]): SubjectFigures[] {
  const [first] = tags
  if (!first) return []
  const gray = tags.find(({ is_gray }) => is_gray) ?? NOTHING
  const stable = tags.find(({ is_gray }) => !is_gray) ?? NOTHING
  return [{ kind: first.kind, name: first.name, gray: toFigures(gray), stable: toFigures(stable) }]
}

function toFigures({ count, failures, errors, durations }: Sums): TagFigures {
  const p50Ms = quantileMs(durations, 0.5)
  const p95Ms = quantileMs(durations, 0.95)
  return { count, failures, errors, p50Ms, p95Ms, p95BoundsMs: quantileBoundsMs(durations, 0.95) }
}
