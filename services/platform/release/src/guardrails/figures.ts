import type { Figures } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { quantileBoundsMs, quantileMs } from './histogram.ts'

export interface RoadFigures extends Figures {
  /** Where the 95th percentile may be, as far as so many calls can tell. */
  p95BoundsMs: { least: number; most: number } | null
}

export interface SubjectFigures {
  kind: 'app' | 'service'
  name: string
  gray: RoadFigures
  stable: RoadFigures
}

interface MeasurementRow {
  kind: 'app' | 'service'
  name: string
  is_gray: boolean
  count: string
  failures: string
  errors: string
  durations: string[]
}

interface Sums {
  count: number
  failures: number
  errors: number
  durations: number[]
}

const nothing: Sums = { count: 0, failures: 0, errors: 0, durations: [] }

/** Of everything measured on the release in the window, the same of the stable road beside it. */
export async function readFigures(
  tx: Transaction,
  releaseId: string,
  window: { from: Date; until: Date },
): Promise<SubjectFigures[]> {
  const rows = await tx.list<MeasurementRow>(
    `select kind, name, release_id <> '' as is_gray, count, failures, errors, durations from measurement
     where release_id in ($1, '') and minute between date_trunc('minute', $2::timestamptz) and $3
       and (kind, name) in (
         select kind, name from measurement
         where release_id = $1 and minute between date_trunc('minute', $2::timestamptz) and $3)
     order by kind, name`,
    [releaseId, window.from, window.until],
  )
  const subjects = Map.groupBy(rows, ({ kind, name }) => `${kind} ${name}`)
  return [...subjects.values()].flatMap(toSubject)
}

function toSubject(rows: MeasurementRow[]): SubjectFigures[] {
  const [first] = rows
  if (!first) return []
  const gray = sumOf(rows.filter(row => row.is_gray))
  const stable = sumOf(rows.filter(row => !row.is_gray))
  return [{ kind: first.kind, name: first.name, gray: toFigures(gray), stable: toFigures(stable) }]
}

function sumOf(rows: MeasurementRow[]): Sums {
  return rows.reduce(
    (sum, row) => ({
      count: sum.count + Number(row.count),
      failures: sum.failures + Number(row.failures),
      errors: sum.errors + Number(row.errors),
      durations: row.durations.map((count, at) => Number(count) + (sum.durations[at] ?? 0)),
    }),
    nothing,
  )
}

function toFigures({ count, failures, errors, durations }: Sums): RoadFigures {
  const p50Ms = quantileMs(durations, 0.5)
  const p95Ms = quantileMs(durations, 0.95)
  return { count, failures, errors, p50Ms, p95Ms, p95BoundsMs: quantileBoundsMs(durations, 0.95) }
}
