import type { ServiceReport } from './use-service-report.ts'

const QUARTER_MS = 15 * 60_000

type Time = ServiceReport['times'][number]
/** A quarter of an hour; one without any call has no times. */
export type Quarter = Time

/** Every quarter of the report, those without any call too, oldest first. */
export function quartersOf({
  from,
  until,
  times,
}: Pick<ServiceReport, 'from' | 'until' | 'times'>): Quarter[] {
  const known = new Map(times.map(time => [Date.parse(time.at), time]))
  const quarters: Quarter[] = []
  for (let at = Date.parse(from); at < Date.parse(until); at += QUARTER_MS) {
    const nothing = {
      at: new Date(at).toISOString(),
      count: 0,
      refused: 0,
      failures: 0,
      p50Ms: null,
      p95Ms: null,
    }
    quarters.push(known.get(at) ?? nothing)
  }
  return quarters
}
