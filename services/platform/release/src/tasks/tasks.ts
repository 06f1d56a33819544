import {
  type RevisionWatch,
  readWhole,
  repeat,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { ArtifactHome } from '../artifacts/artifact-home.ts'
import { guardReleases } from '../guard/guard.ts'
import { createSweep } from '../instances/sweep.ts'
import { expireInterventions } from '../interventions/change-interventions.ts'
import { advancePlans } from '../plans/advance.ts'
import { explainDue } from '../stacks/explain.ts'
import { boundTraces } from '../traces/bound.ts'
import { boundTraffic } from '../traffic/bound.ts'
import { deliverDue } from '../webhooks/deliver.ts'
import type { WebhookTargets } from '../webhooks/target.ts'
import { type DueTask, startDueTasks } from './due-tasks.ts'
import { prune } from './prune.ts'

const SWEEP_MS = 1000
const GUARD_MS = 2000
const TRACES_MS = 10_000
const TRAFFIC_MS = 60_000
const PRUNE_MS = 60_000

/** What happens without a request, from the first one on until the service ends. */
export function startTasks(
  app: ServiceApp,
  service: ServiceContext,
  watch: RevisionWatch,
  targets: WebhookTargets,
) {
  const { database, works } = service
  if (!works) return
  const sweepOnce = createSweep(database)
  const sweep = async () => {
    if (await sweepOnce()) await watch.look()
  }
  const expire = async () => {
    if (await database.transaction({}, expireInterventions)) await watch.look()
  }
  const guard = async () => {
    if ((await guardReleases(database, new Date())).length > 0) await watch.look()
  }
  const plan = async () => {
    if ((await advancePlans(database, new Date())).length > 0) await watch.look()
  }
  const deliver = async () => {
    await deliverDue(database, targets.post, new Date())
  }
  const home = new ArtifactHome(service.env)
  const explain = () => explainDue(database, home, new Date())
  const auditDays = readWhole(service.env, 'PORTICO_AUDIT_DAYS')
  const pruneOld = (signal: AbortSignal) => prune(database, { signal, auditDays })
  const tasks: Record<string, DueTask> = {
    expire: { work: expire, due: 'select from intervention where ended_at is null and ends_at <= now()' },
    plan: {
      work: plan,
      due: `select from release_plan p join release r on r.id = p.release_id where r.state in ('draft', 'gray') and not p.is_paused`,
    },
    deliver: {
      work: deliver,
      due: `select from webhook_delivery where state = 'waiting' and next_at <= now()`,
    },
    explain: { work: explain, due: 'select from incident where map_at <= now()' },
  }
  let stops: (() => Promise<void>)[] = []
  app.addHook('onReady', async () => {
    stops = [
      startDueTasks(tasks, service),
      repeat(SWEEP_MS, sweep, service),
      repeat(GUARD_MS, guard, service),
      repeat(TRACES_MS, () => boundTraces(database), service),
      repeat(TRAFFIC_MS, () => boundTraffic(database), service),
      repeat(PRUNE_MS, pruneOld, service),
    ]
  })
  app.addHook('onClose', async () => {
    await Promise.all(stops.map(stop => stop()))
  })
}
