import { type Period, salesContract } from '@portico/sales-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { listBestProducts, summarizeDays } from '../documents/summaries.ts'
import { summarizeShipments } from '../shipments/figures.ts'
import { requireTimeZone } from './time-zone.ts'

/** Two years and a bit: this year beside the last. */
const MAX_DAYS = 800
const DAY_MS = 86_400_000
const DEFAULT_FIRST = 10

const { routes } = salesContract

export function addSummaryRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.summarizeDays,
    handler: ({ caller: { tenantId }, query }) => {
      const wanted = requirePeriod(query)
      return database.tenant(tenantId, async tx => ({ items: await summarizeDays(tx, tenantId, wanted) }))
    },
  })

  app.route({
    ...routes.summarizeShipments,
    handler: ({ caller: { tenantId }, query }) => {
      const wanted = requirePeriod(query)
      return database.tenant(tenantId, async tx => ({
        items: await summarizeShipments(tx, tenantId, wanted),
      }))
    },
  })

  app.route({
    ...routes.listBestProducts,
    handler: ({ caller: { tenantId }, query }) => {
      const wanted = requirePeriod(query)
      const first = query.first ?? DEFAULT_FIRST
      return database.tenant(tenantId, async tx => ({
        items: await listBestProducts(tx, tenantId, wanted, first),
      }))
    },
  })
}

function requirePeriod({ from, to, timeZone }: Period): Period {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (Number.isNaN(days)) throw problems.INVALID_REQUEST('from and to must be days that exist.')
  if (days > MAX_DAYS) throw problems.INVALID_REQUEST(`At most ${MAX_DAYS} days at once.`)
  return { from, to, timeZone: requireTimeZone(timeZone) }
}
