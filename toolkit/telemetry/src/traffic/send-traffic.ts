import type { TrafficMeter, TrafficReport } from './traffic-meter.ts'

/** How often a process reports what it counted. What it counts in between is lost where it is killed. */
export const TRAFFIC_REPORT_MS = 10_000
/** Of one request. */
const MAX_ROWS = 1_000

export interface TrafficSending {
  send(report: TrafficReport): Promise<unknown>
  /** Whether the receiver has got nothing of what was sent. */
  isUnsent(error: unknown): boolean
}

/**
 * Sends what was counted since the last time. What was not sent is put back; what may have been taken is given up, for a figure
 * that is counted twice misleads more than one that is lost. Rejects with what failed.
 */
export async function sendTraffic(meter: TrafficMeter, { send, isUnsent }: TrafficSending): Promise<void> {
  const parts = partsOf(meter.drain())
  for (const [place, part] of parts.entries()) {
    try {
      await send(part)
    } catch (error) {
      const unsent = parts.slice(isUnsent(error) ? place : place + 1)
      for (const report of unsent) meter.putBack(report)
      throw error
    }
  }
}

function partsOf({ at, operations, calls }: TrafficReport): TrafficReport[] {
  const parts: TrafficReport[] = calls.length > 0 ? [{ at, operations: [], calls }] : []
  for (let first = 0; first < operations.length; first += MAX_ROWS)
    parts.push({ at, operations: operations.slice(first, first + MAX_ROWS), calls: [] })
  return parts
}
