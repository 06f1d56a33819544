import { traceBelow } from '@portico/telemetry'

/**
 * One batch of a loader as a span, with how many values were at hand and how many were fetched; what is fetched lies below
 * it. Where nothing is recorded it costs one look.
 */
export function tracedBatch<Found extends object>(
  entity: string,
  ids: readonly string[],
  read: (fetched: (count: number) => void) => Found | Promise<Found>,
): Found | Promise<Found> {
  const below = traceBelow(() => ({
    name: `load ${entity}`,
    attributes: { 'portico.batch.size': ids.length },
  }))
  if (!below) return read(ignore)
  let misses = 0
  const found = below.run(() =>
    read(count => {
      misses += count
    }),
  )
  const end = (isFailure: boolean) => {
    below.span.set('portico.batch.hits', ids.length - misses)
    below.span.set('portico.batch.misses', misses)
    below.span.isFailure = isFailure
    below.span.end()
  }
  if ('then' in found)
    found.then(
      () => end(false),
      () => end(true),
    )
  else end(false)
  return found
}

function ignore(): void {}
