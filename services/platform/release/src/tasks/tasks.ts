import type { RevisionWatch, ServiceApp, ServiceContext } from '@portico/service-kit'
import { guardReleases } from '../guardrails/guard.ts'
import { createSweep } from '../instances/sweep.ts'
import { prune } from './prune.ts'
import { repeat } from './repeat.ts'

const SWEEP_MS = 1000
const GUARD_MS = 2000
const PRUNE_MS = 60_000

/** What happens without a request, from the first one on until the service ends. */
export function startTasks(app: ServiceApp, service: ServiceContext, watch: RevisionWatch) {
  const { database } = service
  const sweepOnce = createSweep(database)
  const sweep = async () => {
    if (await sweepOnce()) await watch.look()
  }
  const guard = async () => {
    if ((await guardReleases(database, new Date())).length > 0) await watch.look()
  }
  const closing = new AbortController()
  const pruneOld = () => prune(database, { signal: closing.signal })
  let stops: (() => Promise<void>)[] = []
  app.addHook('onReady', async () => {
    stops = [
      repeat(SWEEP_MS, sweep, service),
      repeat(GUARD_MS, guard, service),
      repeat(PRUNE_MS, pruneOld, service),
    ]
  })
  app.addHook('onClose', async () => {
    closing.abort()
    await Promise.all(stops.map(stop => stop()))
  })
}
