import { type BatchSpan, runBelow, startBatch } from '@portico/telemetry'

/**
 * One batch of a loader as a span, with how many values were at hand and how many were fetched; what is fetched lies below
 * it. Where nothing is recorded it costs one look. `settle` gets what was read, at once where it is at hand.
 */
export function tracedBatch<Found extends object>(
  { entity, size }: { entity: string; size: number },
  read: (fetching: Fetching) => Found | Promise<Found>,
  settle: { fulfil(found: Found): void; fail(reason: unknown): void },
): void {
  const span = startBatch(entity, size)
  const fail = (reason: unknown) => {
    span?.finish(true)
    settle.fail(reason)
  }
  const fulfil = (found: Found) => {
    span?.finish(false)
    settle.fulfil(found)
  }
  try {
    const found = read(span ? fetchingBelow(span) : justFetching)
    if ('then' in found) found.then(fulfil, fail)
    else fulfil(found)
  } catch (reason) {
    fail(reason)
  }
}

/** How many values are fetched, and the call that does it. */
export type Fetching = <T>(count: number, fetch: () => T) => T

function justFetching<T>(_count: number, fetch: () => T): T {
  return fetch()
}

function fetchingBelow(span: BatchSpan): Fetching {
  return (count, fetch) => {
    span.addMisses(count)
    return runBelow(span, fetch)
  }
}
