import type { ClockWatch } from '@portico/release/trust'
import type { Database } from '../database/database.ts'
import { problems } from '../problems/problem.ts'
import type { ServiceApp } from './app.ts'

const CONFIG = { isProbe: true }
const SCHEMA = { hide: true }

/** `/healthz`: the process answers. `/readyz`: its database does too, and its clock is that of its callers. `/openapi.json`: what the routes accept. */
export function addProbes(app: ServiceApp, database: Database, clock: ClockWatch) {
  app.get('/healthz', { config: CONFIG, schema: SCHEMA }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: CONFIG, schema: SCHEMA }, async () => {
    await database.execute('select 1')
    const wrong = clock.explain()
    if (wrong) throw problems.CLOCK_WRONG(wrong)
    return { status: 'ready' }
  })
  app.get('/openapi.json', { config: CONFIG, schema: SCHEMA }, async () => app.swagger())
}
