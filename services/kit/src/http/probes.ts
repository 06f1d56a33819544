import type { ClockWatch } from '@portico/release/trust'
import type { Database } from '../database/database.ts'
import { problems } from '../problems/problem.ts'
import type { ServiceApp } from './app.ts'

const config = { isProbe: true }
const schema = { hide: true }

/** `/healthz`: the process answers. `/readyz`: its database does too, and its clock is that of its callers. `/openapi.json`: what the routes accept. */
export function addProbes(app: ServiceApp, database: Database, clock: ClockWatch) {
  app.get('/healthz', { config, schema }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config, schema }, async () => {
    await database.execute('select 1')
    const wrong = clock.explain()
    if (wrong) throw problems.CLOCK_WRONG(wrong)
    return { status: 'ready' }
  })
  app.get('/openapi.json', { config, schema }, async () => app.swagger())
}
