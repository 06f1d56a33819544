import { defineService } from '@portico/service-kit'
import { ImportQueue } from './imports/queue.ts'
import { createWorker } from './imports/worker.ts'
import { addHistoryRoute } from './routes/history.ts'
import { addImportRoutes } from './routes/imports.ts'
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
    const upstreams = new Upstreams(service.neighbours)
    const queue = new ImportQueue(service)
    addOrderReads(app, service)
    addOrderWrites(app, service, upstreams)
    addHistoryRoute(app, service)
    addSummaryRoutes(app, service)
    addImportRoutes(app, service, queue)
    app.addHook('onReady', () => queue.start(createWorker(service)))
    app.addHook('onClose', () => queue.stop())
  },
})
