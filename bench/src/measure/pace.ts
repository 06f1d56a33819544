import { setTimeout as sleep } from 'node:timers/promises'

/** Calls at fixed moments, whether earlier ones were answered or not: who waits for answers asks slow servers less often. */
export async function callAtPace(
  call: () => Promise<void>,
  perSecond: number,
  durationMs: number,
): Promise<void> {
  const calls: Promise<void>[] = []
  const startedAt = performance.now()
  for (let at = 0; at < durationMs; at += 1000 / perSecond) {
    await sleep(Math.max(0, startedAt + at - performance.now()))
    calls.push(call())
  }
  await Promise.all(calls)
}
