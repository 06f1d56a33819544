import type { Database } from '../database/database.ts'
import type { ServiceApp } from './app.ts'

const config = { isProbe: true }
const schema = { hide: true }

/** `/healthz`: the process answers. `/readyz`: its database does too. `/openapi.json`: what the routes accept. */
export function addProbes(app: ServiceApp, database: Database) {
  app.get('/healthz', { config, schema }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config, schema }, async () => {
    await database.execute('select 1')
    return { status: 'ready' }
  })
  app.get('/openapi.json', { config, schema }, async () => app.swagger())
}
