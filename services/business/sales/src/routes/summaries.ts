import { Day, Id, ItemsOf, problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { listBestProducts, type Period, summarizeDays } from '../documents/summaries.ts'
import { summarizeShipments } from '../shipments/figures.ts'
import { requireTimeZone, Zone } from './schemas.ts'

/** Two years and a bit: this year beside the last. */
const MAX_DAYS = 800
const DAY_MS = 86_400_000
const DEFAULT_FIRST = 10

const period = { from: Day, to: Day, timeZone: Zone }
const DaysQuery = Type.Object(period)
const BestQuery = Type.Object({ ...period, first: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
const DayItems = ItemsOf(Type.Object({ date: Day, total: Type.String(), orderCount: Type.Integer() }))
const ShipmentItems = ItemsOf(Type.Object({ date: Day, orderCount: Type.Integer() }))
const BestItems = ItemsOf(Type.Object({ productId: Id, quantity: Type.String(), total: Type.String() }))

export function addSummaryRoutes(app: ServiceApp, { database }: ServiceContext) {
  const days = { querystring: DaysQuery, response: { 200: DayItems } }
  app.get('/summary/days', { schema: days }, ({ caller: { tenantId }, query }) => {
    const wanted = requirePeriod(query)
    return database.tenant(tenantId, async tx => ({ items: await summarizeDays(tx, tenantId, wanted) }))
  })

  const shipments = { querystring: DaysQuery, response: { 200: ShipmentItems } }
  app.get('/summary/shipments', { schema: shipments }, ({ caller: { tenantId }, query }) => {
    const wanted = requirePeriod(query)
    return database.tenant(tenantId, async tx => ({ items: await summarizeShipments(tx, tenantId, wanted) }))
  })

  const best = { querystring: BestQuery, response: { 200: BestItems } }
  app.get('/summary/best-products', { schema: best }, ({ caller: { tenantId }, query }) => {
    const wanted = requirePeriod(query)
    const first = query.first ?? DEFAULT_FIRST
    return database.tenant(tenantId, async tx => ({
      items: await listBestProducts(tx, tenantId, wanted, first),
    }))
  })
}

function requirePeriod({ from, to, timeZone }: Period): Period {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (Number.isNaN(days)) throw problems.INVALID_REQUEST('from and to must be days that exist.')
  if (days > MAX_DAYS) throw problems.INVALID_REQUEST(`At most ${MAX_DAYS} days at once.`)
  return { from, to, timeZone: requireTimeZone(timeZone) }
}
