import { defineService } from '@portico/service-kit'
import { addHistoryRoute } from './routes/history.ts'
import { addOrderWrites } from './routes/order-writes.ts'
import { addOrderReads } from './routes/orders.ts'
import { addSummaryRoutes } from './routes/summaries.ts'
import { Upstreams } from './upstream/upstreams.ts'

/** Orders and credit notes, what they add up to, and their import from files. */
export const sales = defineService({
  name: 'sales',
  port: 7006,
  migrations: new URL('../migrations/', import.meta.url),
  extraSchemas: ['sales_queue'],
  routes(app, service) {
    const upstreams = new Upstreams(service.env)
    addOrderReads(app, service)
    addOrderWrites(app, service, upstreams)
    addHistoryRoute(app, service)
    addSummaryRoutes(app, service)
  },
})
