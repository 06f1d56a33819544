import { runOnce, StartupError } from '@portico/service-kit'
import { redoReports } from './reports/redo.ts'
import { sales } from './service.ts'

/**
 * `node services/business/sales/src/redo-reports.ts <tenant> ...`, with the environment of a process of sales: what reports are
 * made from is copied anew for these tenants, in every process.
 */
await runOnce(async () => {
  const tenants = process.argv.slice(2)
  if (tenants.length === 0)
    throw new StartupError('WRONG_USAGE', 'Name one tenant or more by their ids, such as t_demo.')
  await sales.inDatabase(process.env, async database => {
    for (const tenantId of tenants) await database.tenant(tenantId, tx => redoReports(tx, tenantId))
  })
  console.log(`Copied anew when their reports are next asked for: ${tenants.join(', ')}`)
})
