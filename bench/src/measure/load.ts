import { quantile } from './statistics.ts'

export interface LoadFigures {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** For how long, or how many calls. */
export type LoadLength = number | { calls: number }

/** Keeps `concurrency` calls in flight for so many milliseconds, or calls. A failing call fails the measurement: errors are fast and would flatter. */
export async function measureLoad(
  call: () => Promise<void>,
  concurrency: number,
  length: LoadLength,
): Promise<LoadFigures> {
  const times: number[] = []
  const began = performance.now()
  let begun = 0
  const goesOn = () =>
    typeof length === 'number' ? performance.now() - began < length : begun < length.calls
  const work = async () => {
    while (goesOn()) {
      begun += 1
      const at = performance.now()
      await call()
      times.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  const tookMs = performance.now() - began
  return {
    requests: times.length,
    perSecond: (times.length / tookMs) * 1000,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  }
}
