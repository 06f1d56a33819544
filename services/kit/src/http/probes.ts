import type { ClockWatch } from '@portico/release/trust'
import type { Database } from '../database/database.ts'
import { problems } from '../problems/problem.ts'
import type { ServiceApp } from './app.ts'

const CONFIG = { isProbe: true }
const SCHEMA = { hide: true }

export interface Drain {
  /** From the first moment of a stop: no balancer shall send it more. */
  isDraining: boolean
}

interface ProbeParts {
  database: Database
  clock: ClockWatch
  drain: Drain
}

/**
 * `/healthz`: the process answers. `/readyz`: its database does too, its clock is that of its callers, and it is not about to
 * stop; its schema was new enough, else it had not begun. `/openapi.json`: what the routes accept.
 */
export function addProbes(app: ServiceApp, { database, clock, drain }: ProbeParts) {
  app.get('/healthz', { config: CONFIG, schema: SCHEMA }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: CONFIG, schema: SCHEMA }, async () => {
    if (drain.isDraining) throw problems.DRAINING('The service stops; it takes no new callers.')
    await database.execute('select 1')
    const wrong = clock.explain()
    if (wrong) throw problems.CLOCK_WRONG(wrong)
    return { status: 'ready' }
  })
  app.get('/openapi.json', { config: CONFIG, schema: SCHEMA }, async () => app.swagger())
}
